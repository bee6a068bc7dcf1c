import CreditEngine
import Testing

@testable import LanguageModels

@Suite("Endpoints")
struct EndpointTests {
    @Test(
        "Origins",
        arguments: [
            ("https://API.Example.com/v1/", "https://api.example.com:443"), ("https://x:8443", "https://x:8443"),
            ("http://127.0.0.1:4000", "http://127.0.0.1:4000"), ("http://localhost", "http://localhost:80"),
            ("http://[::1]:8080/v1", "http://[::1]:8080"), ("HTTP://127.1.2.3/", "http://127.1.2.3:80"),
        ])
    func origin(base: String, origin: String) throws {
        #expect(try Endpoint(base).origin == origin)
    }

    @Test(
        "What is refused",
        arguments: [
            ("http://example.com/v1", .plainHTTP(host: "example.com")),
            ("http://127.0.0.1.evil.com", .plainHTTP(host: "127.0.0.1.evil.com")),
            ("http://10.0.0.1", .plainHTTP(host: "10.0.0.1")),
            ("http://localhost.evil.com", .plainHTTP(host: "localhost.evil.com")),
            ("https://user:pw@example.com", .carriesMore), ("https://example.com?key=1", .carriesMore),
            ("https://example.com#x", .carriesMore), ("ftp://example.com", .notAnAddress),
            ("example.com", .notAnAddress),
            ("", .notAnAddress), ("https://", .notAnAddress), ("file:///etc/passwd", .notAnAddress),
        ] as [(String, EndpointError)])
    func refused(base: String, error: EndpointError) {
        #expect(throws: error) { try Endpoint(base) }
    }

    @Test("Plain http to another machine needs permission")
    func allowed() throws {
        #expect(try Endpoint("http://gpu.lan:8000/v1", allowsPlainHTTP: true).origin == "http://gpu.lan:8000")
    }

    @Test(
        "A key in the place of its variable's name is refused without repeating it",
        arguments: ["sk-live-1", "", "1A", "A B", "Ä"])
    func variable(name: String) {
        let error = #expect(throws: EndpointError.notAVariable) { try KeyVariable(name) }
        if name.count > 1 { #expect(error.map { "\($0)".contains(name) } == false) }
    }

    @Test(
        "Headers that carry keys, or that would break a request, are refused",
        arguments: [
            ("Authorization", "x"), ("X-API-Key", "x"), ("X", "a\r\nB: c"), ("A b", "x"), ("", "x"), ("Host", "x"),
            ("X", "ä"),
        ])
    func headers(name: String, value: String) throws {
        let endpoint = try Endpoint("https://example.com")
        #expect(throws: EndpointError.header(name)) { try ModelConnection(endpoint: endpoint, headers: [name: value]) }
    }

    @Test(
        "A proxy of the environment must not see plain requests to this machine",
        arguments: [
            ([:], nil), (["http_proxy": "p:1"], "http_proxy"), (["HTTP_PROXY": "p:1"], nil),
            (["ALL_PROXY": "p:1"], "ALL_PROXY"),
            (["http_proxy": ""], nil), (["http_proxy": "p:1", "no_proxy": "localhost, 127.0.0.1"], nil),
            (["http_proxy": "p:1", "NO_PROXY": "*"], nil),
            (["http_proxy": "p:1", "no_proxy": "27.0.0.1"], "http_proxy"),
        ] as [([String: String], String?)])
    func proxies(environment: [String: String], variable: String?) {
        #expect(PlainProxy.variable(for: "127.0.0.1", in: environment) == variable)
    }
}
