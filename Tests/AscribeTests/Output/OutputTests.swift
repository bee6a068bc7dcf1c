import CreditEngine
import Foundation
import Testing

@testable import ascribe
@testable import UseCases

@Suite("Numbers in words")
struct OutputTests {
    @Test(
        "decimals are the same everywhere",
        arguments: [
            (0.125, 2, "0.13"), (-0.125, 2, "-0.13"), (12, 0, "12"), (0.004, 2, "0.00"), (-0.004, 2, "0.00"),
            (99.95, 1, "100.0"), (1234.5, 1, "1234.5"),
        ])
    func decimals(value: Double, digits: Int, text: String) {
        #expect(Numeral.fixed(value, digits) == text)
    }

    @Test(
        "counts have commas and plurals",
        arguments: [
            (0, "0 runs"), (1, "1 run"), (999, "999 runs"), (1000, "1,000 runs"), (1_234_567, "1,234,567 runs"),
        ])
    func counts(count: Int, text: String) {
        #expect(Numeral.count(count, "run") == text)
    }

    @Test("a screen's size is read or refused")
    func sizes() {
        #expect(ScreenSize(argument: "100x30") == ScreenSize(columns: 100, rows: 30))
        #expect(ScreenSize(argument: "1x1") == ScreenSize(columns: 1, rows: 1))
        for bad in ["", "x", "100", "0x5", "5x0", "1001x3", "3x4x5", "-1x4", "ax4"] {
            #expect(ScreenSize(argument: bad) == nil, "\(bad)")
        }
    }
}
