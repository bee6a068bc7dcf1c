import CreditEngine
import Testing

@testable import TraceFiles

struct TimeStampTests {
    @Test(arguments: [
        ("2026-11-29T02:57:11.665494+00:00", "2026-11-29T02:57:11.665Z"),
        ("2026-11-29T02:57:11Z", "2026-11-29T02:57:11.000Z"),
        ("2026-11-29 02:57:11.5", "2026-11-29T02:57:11.500Z"),
        ("2026-11-29T02:57:11.5+0230", "2026-11-29T00:27:11.500Z"),
        ("2024-02-29T23:59:59.999999999-01:00", "2024-03-01T00:59:59.999Z"),
        ("1970-01-01T00:01", "1970-01-01T00:01:00.000Z"),
    ])
    func momentsAreRead(_ sample: (written: String, plain: String)) throws {
        #expect(PointInTime.iso(try #require(TimeStamp.iso(sample.written))) == sample.plain)
    }

    @Test(arguments: [
        "", "noon", "2026", "2026-13-01T00:00:00Z", "2026-11-29T", "2026-11-29Tnoon", "9999-01-01T00:00:00Z",
        "2026.5-3:4:5:6",
    ])
    func otherTextIsNoMoment(_ text: String) { #expect(TimeStamp.iso(text) == nil) }
}
