import Testing

@testable import ascribe

@Suite("The size of a screen")
struct ScreenSizeTests {
    @Test("a screen's size is read or refused")
    func sizes() {
        #expect(ScreenSize(argument: "100x30") == ScreenSize(columns: 100, rows: 30))
        #expect(ScreenSize(argument: "1x1") == ScreenSize(columns: 1, rows: 1))
        for bad in ["", "x", "100", "0x5", "5x0", "1001x3", "3x4x5", "-1x4", "ax4"] {
            #expect(ScreenSize(argument: bad) == nil, "\(bad)")
        }
    }
}
