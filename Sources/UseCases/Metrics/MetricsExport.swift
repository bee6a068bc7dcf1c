import Foundation
import LanguageModels

/// Sends metrics out by OTLP while work goes on: to a collector over HTTP, or as lines of a file.
package actor MetricsExport {
    /// Where to.
    private enum Place {
        case file(String)
        case collector(String)

        var name: String {
            switch self {
            case .file(let name), .collector(let name): name
            }
        }
    }

    private let place: Place
    private let metrics: WatchMetrics
    private let start = Date()
    private let transport: any Transport
    private let told: @Sendable (String) -> Void
    private var hasFailed = false

    /// Seconds between two exports.
    private static let period = 15
    /// Seconds that a collector may take.
    private static let patience = 10

    /// Throws a `MetricsServer.Failure` when the place is none.
    private init(_ metrics: WatchMetrics, to place: String, told: @escaping @Sendable (String) -> Void) throws {
        (self.metrics, self.told) = (metrics, told)
        transport = CurlTransport()
        guard place.contains("://") else {
            self.place = .file(place)
            return
        }
        guard place.hasPrefix("http://") || place.hasPrefix("https://") else {
            throw MetricsServer.Failure(
                description: "--metrics-otlp \(place): name a file, or a collector as http://127.0.0.1:4318")
        }
        let base = place.hasSuffix("/") ? String(place.dropLast()) : place
        self.place = .collector(base.hasSuffix("/v1/metrics") ? base : base + "/v1/metrics")
    }

    /// Exports every 15 seconds while `work` goes on and once at its end, also at one with an error; without a place it only
    /// does the work.
    ///
    /// A collector that does not take them is told of once, and tried again. Throws what `work` throws, and
    /// `MetricsServer.Failure`.
    package static func serve(
        _ metrics: WatchMetrics, to place: String?, told: @escaping @Sendable (String) -> Void,
        while work: @escaping @Sendable () async throws -> Void
    ) async throws {
        guard let place else { return try await work() }
        let export = try MetricsExport(metrics, to: place, told: told)
        let running = Task {
            while !Task.isCancelled {
                try await Task.sleep(for: .seconds(period))
                await export.send()
            }
        }
        let result: Result<Void, any Error>
        do { result = .success(try await work()) } catch { result = .failure(error) }
        running.cancel()
        // The last export is made although the work was cancelled.
        await Task { await export.send() }.value
        try result.get()
    }

    private func send() async {
        let request = metrics.otlp(since: start)
        do {
            switch place {
            case .file(let path): try WrittenFile.append(request, to: path)
            case .collector(let address): try await post(request, to: address)
            }
            hasFailed = false
        } catch {
            if !hasFailed { told("metrics were not taken by \(place.name): \(error)") }
            hasFailed = true
        }
    }

    private func post(_ bytes: [UInt8], to address: String) async throws {
        let request = HTTPRequest(address: address, headers: ["Content-Type": "application/json"], body: bytes)
        let response = try await transport.send(request, within: TransportLimits(total: .seconds(Self.patience)))
        var answer: [UInt8] = []
        for try await piece in response.body where answer.count < 1_000 { answer += piece }
        guard (200..<300).contains(response.status) else {
            throw MetricsServer.Failure(
                description:
                    "it answers \(response.status): \(String(decoding: answer.prefix(200), as: UTF8.self))")
        }
        // What is refused in part is said in an answer of 200.
        let text = String(decoding: answer, as: UTF8.self)
        if text.contains("rejectedDataPoints"), text.contains("errorMessage") {
            throw MetricsServer.Failure(description: "it refuses some: \(text.prefix(200))")
        }
    }
}
