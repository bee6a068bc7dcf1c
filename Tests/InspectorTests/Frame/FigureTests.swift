import Testing

@testable import Inspector

@Suite struct FigureTests {
    @Test(arguments: [
        (0.4, "+.40"), (-0.4, "−.40"), (0, ".00"), (-0.001, ".00"), (1, "+1.0"), (-1, "−1.0"), (.nan, "?"),
    ])
    func signed(_ x: Double, _ text: String) { #expect(Figure.signed(x) == text) }

    @Test(arguments: [(0, "0:00"), (0.2, "0:01"), (41, "0:41"), (60, "1:00"), (7800, "2:10:00"), (.infinity, "?")])
    func duration(_ seconds: Double, _ text: String) { #expect(Figure.duration(seconds) == text) }

    @Test(arguments: [
        (0, "0"), (999, "999"), (1000, "1,000"), (143_546, "143,546"), (-1801, "−1,801"),
        (Int.min, "−9,223,372,036,854,775,808"),
    ])
    func counts(_ n: Int, _ text: String) { #expect(Figure.count(n) == text) }

    @Test(arguments: [
        (0.58, ".58"), (0.005, ".01"), (0, ".00"), (-0.05, "−.05"), (1, "1.0"), (-1, "−1.0"), (0.999, "1.0"),
        (1.25, "1.25"), (12, "12"),
        (400_000, "400,000"), (.nan, "?"), (.infinity, "∞"), (-.infinity, "−∞"), (-0.001, ".00"),
    ])
    func shares(_ x: Double, _ text: String) { #expect(Figure.share(x) == text) }

    @Test(arguments: [
        (0.4, "0.4"), (2, "2"), (0.6, "0.6"), (1234.5, "1,235"), (12.34, "12.3"), (-0.25, "−0.25"), (0.0001, "0.0001"),
        (1e20, "1e+20"),
    ])
    func generals(_ x: Double, _ text: String) { #expect(Figure.general(x) == text) }

    @Test(arguments: [(0.31, "$0.31"), (0, "$0.00"), (0.001, "<$.01"), (1234.5, "$1,234.50")])
    func dollars(_ x: Double, _ text: String) { #expect(Figure.dollars(x) == text) }

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
