import CreditEngine
import Foundation

/// The sums and detectors of a watch as bytes, to go on from after a restart.
struct WatchMemory: Codable {
    var summary: WatchSummary
    /// The monitors by team; `nil` for teams that cannot be watched.
    var monitors: [String: DriftMonitor.Memory?]

    /// The form of the bytes and the rules of what they hold; a change of either is another version.
    private static let version = 1

    /// What a memory is made from and by: that of another form or of another baseline is of no use.
    static func basis(_ baseline: WatchBaseline?) -> String { "\(version) \(baseline?.digest ?? "no baseline")" }

    init(summary: WatchSummary, monitors: [String: DriftMonitor.Memory?]) {
        (self.summary, self.monitors) = (summary, monitors)
    }

    /// Reads what `data` gave; throws what a decoder throws.
    init(_ data: Data) throws {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        self = try decoder.decode(Self.self, from: data)
    }

    /// The memory as JSON.
    var data: Data {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .withoutEscapingSlashes
            encoder.nonConformingFloatEncodingStrategy = .convertToString(
                positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
            return try encoder.encode(self)
        }
    }
}
