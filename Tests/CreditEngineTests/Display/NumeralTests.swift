import CreditEngine
import Testing

@Suite struct NumeralTests {
    @Test(arguments: [
        (0.4, "+.40"), (-0.4, "−.40"), (0, ".00"), (-0.001, ".00"), (1, "+1.0"), (-1, "−1.0"), (.nan, "?"),
    ])
    func signedShares(_ x: Double, _ text: String) { #expect(Numeral.signedShare(x) == text) }

    @Test(arguments: [(0, "0:00"), (0.2, "0:01"), (41, "0:41"), (60, "1:00"), (7800, "2:10:00"), (.infinity, "?")])
    func duration(_ seconds: Double, _ text: String) { #expect(Numeral.duration(seconds) == text) }

    @Test(arguments: [
        (0, "0"), (999, "999"), (1000, "1,000"), (143_546, "143,546"), (-1801, "−1,801"),
        (Int.min, "−9,223,372,036,854,775,808"),
    ])
    func counts(_ n: Int, _ text: String) { #expect(Numeral.count(n) == text) }

    @Test(arguments: [
        (0.58, ".58"), (0.005, ".01"), (0, ".00"), (-0.05, "−.05"), (1, "1.0"), (-1, "−1.0"), (0.999, "1.0"),
        (1.25, "1.25"), (12, "12"),
        (400_000, "400,000"), (.nan, "?"), (.infinity, "∞"), (-.infinity, "−∞"), (-0.001, ".00"),
    ])
    func shares(_ x: Double, _ text: String) { #expect(Numeral.share(x) == text) }

    @Test(arguments: [
        (0.4, "0.4"), (2, "2"), (0.6, "0.6"), (1234.5, "1,235"), (12.34, "12.3"), (-0.25, "−0.25"), (0.0001, "0.0001"),
        (1e20, "1e+20"),
    ])
    func generals(_ x: Double, _ text: String) { #expect(Numeral.general(x) == text) }

    @Test(arguments: [(0.31, "$0.31"), (0, "$0.00"), (0.001, "<$.01"), (1234.5, "$1,234.50")])
    func dollars(_ x: Double, _ text: String) { #expect(Numeral.dollars(x) == text) }

    @Test(
        "decimals are the same everywhere",
        arguments: [
            (0.125, 2, "0.13"), (-0.125, 2, "−0.13"), (12, 0, "12"), (0.004, 2, "0.00"), (-0.004, 2, "0.00"),
            (99.95, 1, "100.0"), (1234.5, 1, "1,234.5"),
        ])
    func decimals(value: Double, digits: Int, text: String) {
        #expect(Numeral.fixed(value, digits) == text)
    }

    @Test(
        "counts have commas and plurals",
        arguments: [
            (0, "0 runs"), (1, "1 run"), (999, "999 runs"), (1000, "1,000 runs"), (1_234_567, "1,234,567 runs"),
        ])
    func nouns(count: Int, text: String) {
        #expect(Numeral.count(count, "run") == text)
    }
}
