internal import Foundation
internal import FoundationNetworking
internal import Synchronization

/// The session's delegate: passes events to their exchanges and refuses redirects.
final class ExchangeReceiver: NSObject, URLSessionDataDelegate {
    private let exchanges = Mutex<[Int: Exchange]>([:])

    func add(_ exchange: Exchange, for task: URLSessionTask) {
        exchanges.withLock { $0[task.taskIdentifier] = exchange }
    }

    private func exchange(_ task: URLSessionTask) -> Exchange? {
        exchanges.withLock { $0[task.taskIdentifier] }
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, didSendBodyData bytesSent: Int64, totalBytesSent: Int64,
        totalBytesExpectedToSend: Int64
    ) {
        exchange(task)?.sent()
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        // Following would send body and key to whatever origin the answer names.
        exchange(task)?.redirect(to: Self.origin(of: request.url)) { completionHandler(nil) }
    }

    func urlSession(
        _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
    ) {
        if let response = response as? HTTPURLResponse { exchange(dataTask)?.receive(response) }
        completionHandler(.allow)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        exchange(dataTask)?.receive(data)
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        let exchange = exchanges.withLock { $0.removeValue(forKey: task.taskIdentifier) }
        exchange?.end(with: error.map(Self.fault))
    }

    private static func origin(of address: URL?) -> String {
        guard let address, let scheme = address.scheme, let host = address.host else { return "another address" }
        return "\(scheme)://\(host)" + (address.port.map { ":\($0)" } ?? "")
    }

    private static func fault(_ error: any Error) -> TransportFault {
        guard let error = error as? URLError else { return .disconnected }
        switch error.code {
        case .cannotFindHost, .dnsLookupFailed: return .unresolvable
        case .cannotConnectToHost: return .unreachable
        case .secureConnectionFailed, .serverCertificateUntrusted, .serverCertificateHasBadDate,
            .serverCertificateHasUnknownRoot, .serverCertificateNotYetValid, .clientCertificateRejected:
            return .untrusted
        case .timedOut: return .timedOut(.total)
        // libcurl's refusals of a certificate have no code of their own here, only its words.
        default: return error.localizedDescription.contains("certificate") ? .untrusted : .disconnected
        }
    }
}
