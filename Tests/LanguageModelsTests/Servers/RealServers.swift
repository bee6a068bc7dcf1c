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

    /// Passes requests on, counts them and keeps what became of each.
    final class Counter: Transport {
        private let inner = CurlTransport()
        private let kept = Mutex((requests: 0, outcomes: [String]()))
        var requests: Int { kept.withLock { $0.requests } }
        var outcomes: [String] { kept.withLock { $0.outcomes } }

        func send(_ request: HTTPRequest, within limits: TransportLimits) async throws -> HTTPResponse {
            kept.withLock { $0.requests += 1 }
            do {
                let response = try await inner.send(request, within: limits)
                kept.withLock { $0.outcomes.append("status \(response.status)") }
                return response
            } catch {
                kept.withLock { $0.outcomes.append("\(error)") }
                throw error
            }
        }
    }

    /// Limits for peers on a machine whose cores all tests share: nothing here waits for them to pass.
    static let patience = TransportLimits(
        connect: .seconds(60), firstByte: .seconds(120), idle: .seconds(120), total: .seconds(240))

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
            streams: Bool = true, limits: TransportLimits = RealServers.patience
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
