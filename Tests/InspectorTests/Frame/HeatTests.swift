import Testing

@testable import Inspector

@Suite struct HeatTests {
    @Test func heatIsOneThingInDigitShadeAndColour() {
        let rows = [0, 0.04, 0.05, 0.24, 0.3, 0.44, 0.5, 0.64, 0.65, 0.94, 1, 7, -1, .nan].map {
            "\(Symbols.tenths($0))\(Symbols.shade($0))\(Symbols.step($0))"
        }
        #expect(
            rows == [
                "0·0", "0·0", "1░1", "2░1", "3▒2", "4▒2", "5▓3", "6▓3", "7█4", "9█4", "10█4", "10█4", "0·0", "0·0",
            ])
    }

    @Test(
        arguments: [
            ([0, 0.1, 0.2, nil, 0.05], 9, "·▄█?▂"), ([0.8, 0.4], 9, "█▄"), ([], 9, ""), ([nil, nil], 9, "??"),
            ([-1, .infinity, .nan], 9, "·█?"),
            ([0.1, 0.9, 0, 0, nil, 0.3], 3, "█·▃"), ([1], 0, ""),
        ] as [([Double?], Int, String)])
    func sparklines(_ values: [Double?], _ columns: Int, _ text: String) {
        #expect(Sparkline(values).text(columns: columns) == text)
    }

    @Test func aLongSparklineKeepsItsPeak() {
        var values = [Double?](repeating: 0, count: 100_000)
        values[77_777] = 0.9
        #expect(Sparkline(values).text(columns: 10) == "·······█··")
    }
}
