import CreditEngine
import Testing

/// The interval of a mean difference that may be looked at any time.
@Suite struct AnytimeEffectTests {
    @Test func holdsTheTrueMeanAtEveryMoment() {
        // 40 streams of 200 pairs with graded differences of mean 0.1: the interval may be wrong once in 20 streams, and more
        // than six times with a chance below 1 %.
        var misses = 0
        for stream in 0..<40 {
            let random = KeyedRandom(seed: UInt64(stream))
            var effect = AnytimeEffect()
            var isMissed = false
            for pair in 0..<200 {
                let draw = random.unit("pair \(pair)")
                effect.add(draw < 0.15 ? 1 : draw < 0.25 ? -0.5 : 0)
                guard pair % 40 == 39 else { continue }
                let interval = effect.interval
                if interval.low > 0.1 || interval.high < 0.1 { isMissed = true }
            }
            if isMissed { misses += 1 }
        }
        #expect(misses <= 6)
    }

    @Test func narrowsWithPairs() {
        var effect = AnytimeEffect()
        #expect(effect.mean == nil && effect.interval == EffectInterval(low: -1, high: 1))
        var widths: [Double] = []
        for pair in 0..<400 {
            effect.add(pair.isMultiple(of: 4) ? 1 : 0)
            if [49, 99, 199, 399].contains(pair) { widths.append(effect.interval.high - effect.interval.low) }
        }
        #expect(widths == widths.sorted(by: >))
        #expect(effect.mean == 0.25 && effect.interval.low > 0.1 && effect.interval.high < 0.4)
    }

    @Test func takesNumbersOutsideTheRangeAsItsEnds() {
        var effect = AnytimeEffect()
        for value in [7, -7, Double.nan] { effect.add(value) }
        #expect(effect.differences == [1, -1, 0])
    }
}
