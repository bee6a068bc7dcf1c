import CreditEngine
import Foundation
import Synchronization

@testable import LanguageModels

/// The gateway and the fault injector that are started beside the tests, on this machine only.
enum RealServers {
    static let gateway: UInt16 = 4000
    static let injector: UInt16 = 4100
    static let inference: UInt16 = 8081
    static let absent = "the gateway (port 4000) and the fault injector (4100) are not running"
    static let noInference = "the inference server (port 8081) is not running"

    static let areUp = answers(gateway) && answers(injector) && answers(4101)
    /// Its port alone would not say that it is ours.
    static let inferenceIsUp = areUp && answers(inference)

    private static func answers(_ port: UInt16) -> Bool {
        let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(client) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(client, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    /// Passes requests on and counts them.
    final class Counter: Transport {
        private let inner = CurlTransport()
        private let count = Mutex(0)
        var requests: Int { count.withLock { $0 } }

        func send(_ request: HTTPRequest, within limits: TransportLimits) async throws -> HTTPResponse {
            count.withLock { $0 += 1 }
            return try await inner.send(request, within: limits)
        }
    }

    /// A connection to a server, and what watches it.
    ///
    /// Waits between attempts are counted, not slept.
    struct Line {
        let counter = Counter()
        let clock = PatientClock()
        let budget: CallBudget
        var services: ModelServices
        var connection: ModelConnection

        init(
            _ base: String, model: String = "mock-ok", key: String = "sk-good", fault: String? = nil,
            streams: Bool = true,
            limits: TransportLimits = TransportLimits(firstByte: .seconds(20), total: .seconds(30))
        ) throws {
            budget = CallBudget(BudgetLimits(calls: 4, tokens: 20_000), clock: clock)
            services = ModelServices(
                transport: counter, limits: limits, budget: budget, clock: clock, environment: { _ in key })
            connection = try ModelConnection(
                endpoint: Endpoint(base), key: KeyVariable("TEST_KEY"), headers: fault.map { ["X-Fault": $0] } ?? [:],
                model: model, streams: streams)
        }

        var openAI: EndpointModel { EndpointModel(.openAI, connection, services: services) }
        var anthropic: EndpointModel { EndpointModel(.anthropic, connection, services: services) }
    }
}
