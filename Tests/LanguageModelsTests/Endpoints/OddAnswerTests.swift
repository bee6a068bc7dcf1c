import CreditEngine
import Testing

@testable import LanguageModels

@Suite("Odd answers")
struct OddAnswerTests {
    @Test(
        "An answer with its words in place is one, whatever stands beside it",
        arguments: [
            #""choices":[{"index":"0","message":{"content":"18"}}]"#,
            #""choices":[{"message":{"content":"18"},"finish_reason":1}]"#,
            #""choices":[{"message":{"content":"18"}}],"error":{}"#,
            #""choices":[{"message":{"content":"18"}}],"error":"""#,
            #""choices":[{"message":{"content":"18"}}],"error":false"#,
            #""choices":[{"message":{"content":"18"}}],"error":[]"#,
            #""choices":[{"message":{"content":"18"}}],"usage":"n/a""#,
            #""choices":[{"message":{"content":"18"}}],"usage":[]"#,
            #""choices":[{"message":{"content":"18","refusal":{}}}]"#,
            #""choices":[{"message":{"content":"18"},"logprobs":NaN}]"#,
            #""choices":[{"message":{"content":18}}]"#,
            #""choices":[{"message":{"content":{"type":"text","text":"18"}}}]"#,
            #""choices":[{"message":{"content":["1",{"type":"image_url"},{"text":"8"}]}}]"#,
            #""choices":[{"text":"18","finish_reason":"stop"}]"#, #""choices":[{"delta":{"content":"18"}}]"#,
            #""choices":[{"message":"18"}]"#, #""choices":[{"message":{"content":"18"}},{"message":{"content":"19"}}]"#,
            #""choices":[{"index":1,"message":{"content":"19"}},{"index":0,"message":{"content":"18"}}]"#,
            #""choices":[{"message":{"content":"18","reasoning_content":["x"],"tool_calls":{}}}],"model":7"#,
        ])
    func words(members: String) async throws {
        let bench = Bench(.json("{\(members)}"))
        let reply = try await bench.openAI().reply(to: .greeting)
        #expect(reply.text == "18" && reply.usage == nil && reply.model == nil)
    }

    @Test(
        "What holds no words of an answer says why, and what it used is counted",
        arguments: [
            (
                #"{"content":"","reasoning_content":"Let me see"}"#, "length",
                "cut or empty: all 10 characters are reasoning"
            ),
            (#"{"content":null,"reasoning":"Let me see"}"#, "stop", "cut or empty: all 10 characters are reasoning"),
            (#"{"content":"<think>Let me see"}"#, "length", "cut or empty: all 10 characters are reasoning"),
            (#"{"content":""}"#, "length", "cut before its first word"),
            (#"{"content":[{"type":"refusal","refusal":"no"}]}"#, "stop", "refused: no"),
            (#"{"tool_calls":[{}]}"#, "tool_calls", "tool_calls"),
            (#"{"content":"","tool_calls":[{"id":"1","function":{"name":"f"}}]}"#, "stop", "tool_calls"),
            (#"{"content":null,"tool_calls":[{"id":"1"}]}"#, "stop", "tool_calls"),
            (#"{"content":"\n","function_call":{"name":"f","arguments":"{}"}}"#, "stop", "function_call"),
        ])
    func noWords(message: String, finish: String, reason: String) async throws {
        let bench = Bench(
            .json(
                #"{"choices":[{"message":\#(message),"finish_reason":"\#(finish)"}],"usage":{"prompt_tokens":5,"completion_tokens":4}}"#
            ), limits: BudgetLimits(tokens: 1_000))
        let error = await failure { try await bench.openAI().reply(to: .greeting) }
        guard case .noText(_, let said)? = error as? ModelError else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(said.contains(reason))
        #expect(bench.services.budget?.spending.tokens == 9 && bench.services.budget?.spending.estimatedTokens == 0)
        let piece = #"{"choices":[{"index":0,"delta":\#(message)}]}"#
        let end = #"{"choices":[{"index":0,"delta":{},"finish_reason":"\#(finish)"}]}"#
        let stream = Bench(.stream("data: \(piece)\n\ndata: \(end)\n\ndata: [DONE]\n\n"))
        let streamed = await failure { try await stream.openAI(streams: true).reply(to: .greeting) }
        #expect(streamed as? ModelError == error as? ModelError)
    }

    @Test("Words beside a call of a tool are an answer")
    func wordsBesideCall() async throws {
        let bench = Bench(
            .json(#"{"choices":[{"message":{"content":"18","tool_calls":[{"id":"1"}]},"finish_reason":"stop"}]}"#))
        #expect(try await bench.openAI().reply(to: .greeting).text == "18")
    }

    @Test(
        "An error is in the server's own words, under whatever type",
        arguments: [
            (#"{"error":{"message":"no such model 'odd'"}}"#, "text/event-stream"),
            (#"{"error":{"message":"no such model 'odd'"}}"#, "text/plain"),
            ("data: {\"error\":{\"message\":\"no such model 'odd'\"}}\n\n", "application/json"),
            ("<html>no such model 'odd'</html>", "text/event-stream"),
            ("event: error\ndata: no such model 'odd'\n\n", "text/event-stream"),
            (#"[{"error":{"message":"no such model 'odd'"}}]"#, "application/json"),
            (#"{"object":"error","message":"no such model 'odd'","code":40401}"#, "application/json"),
        ])
    func ownWords(body: String, type: String) async throws {
        let bench = Bench(.answer(200, ["content-type": type], [Array(body.utf8)], then: nil))
        let error = await failure { try await bench.openAI(streams: true).reply(to: .greeting) }
        #expect(error.map { "\($0)".contains("no such model 'odd'") } == true, "\(String(describing: error))")
        #expect(bench.transport.requests.count == 1)
    }

    @Test(
        "A stream that breaks or falls silent after its finish reason is whole",
        arguments: [TransportFault.disconnected, .timedOut(.idle), .timedOut(.total)])
    func brokenAfterFinish(fault: TransportFault) async throws {
        let bench = Bench(
            .stream("data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}\n\n", then: fault)
        )
        #expect(try await bench.openAI(streams: true).reply(to: .greeting).text == "a")
        #expect(bench.transport.requests.count == 1)
    }

    @Test(
        "Responses: cut, filtered, failed and refused answers are none",
        arguments: [
            (
                #"{"status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"output":[{"type":"reasoning","summary":[{"text":"Hm"}]}]}"#,
                "all 2 characters are reasoning"
            ),
            (
                #"{"status":"incomplete","incomplete_details":{"reason":"content_filter"},"output":[]}"#,
                "content filter"
            ),
            (#"{"status":"failed","error":{"code":"server_error","message":"broke"}}"#, "broke"),
            (
                #"{"status":"completed","output":[{"type":"message","content":[{"type":"refusal","refusal":"no"}]}]}"#,
                "refused: no"
            ),
            (#"{"status":"completed","output":[{"type":"function_call"}]}"#, "function_call"),
            (#"{"choices":[]}"#, "not in its protocol"),
        ])
    func responses(body: String, reason: String) async throws {
        let bench = Bench(.json(body))
        let wire = try #require(Wire.named("openai-responses"))
        let model = EndpointModel(wire, try Bench.connection(), services: bench.services)
        let error = await failure { try await model.reply(to: .greeting) }
        #expect(error.map { "\($0)".contains(reason) } == true, "\(String(describing: error))")
    }

    @Test("An endless stream of small events ends with its call")
    func endless() async throws {
        let event =
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\(String(repeating: "w", count: 820))\"}}]}\n\n"
        let peer = try RawPeer([
            .send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"), .again(event),
        ])
        defer { peer.stop() }
        var limits = TransportLimits()
        limits.bodyBytes = .max
        let services = ModelServices(transport: CurlTransport(environment: [:]), limits: limits)
        let model = EndpointModel(
            .openAI, try ModelConnection(endpoint: Endpoint("http://127.0.0.1:\(peer.port)"), model: "m"),
            services: services)
        let call = Task { try await model.reply(to: .greeting) }
        while peer.requests.isEmpty { await Task.yield() }
        call.cancel()
        await #expect(throws: CancellationError.self) { try await call.value }
    }

    @Test("Every event is a place to stop")
    func stops() throws {
        struct Stop: Error {}
        var reader = ReplyReader(ChatFormat(), isStreamType: true, lineLimit: 1_000)
        var count = 0
        #expect(throws: Stop.self) {
            _ = try reader.read(Array(String(repeating: "data: {}\n\n", count: 100).utf8)) {
                count += 1
                if count == 3 { throw Stop() }
            }
        }
        #expect(count == 3)
    }

    @Test("Blank lines before an answer cost their length once, and each piece of them is a place to stop")
    func blankLines() throws {
        var reader = ReplyReader(ChatFormat(), isStreamType: false, lineLimit: 1_000)
        var count = 0
        let began = ContinuousClock.now
        // Copied with every piece, this would take minutes.
        for _ in 0..<200_000 { _ = try reader.read([UInt8](repeating: 10, count: 64)) { count += 1 } }
        #expect(count == 200_000)
        #expect(ContinuousClock.now - began < .seconds(20))
        _ = try reader.read(Array(#"{"choices":[{"message":{"content":"a"}}]}"#.utf8))
        let parts = try reader.end()
        #expect(try parts?.reply().text == "a")
    }

    @Test("White space and a mark of the byte order before a stream or an answer are passed over")
    func blankBeginning() throws {
        for body in [
            #"{"choices":[{"message":{"content":"a"}}]}"#, "data: {\"choices\":[{\"text\":\"a\"}]}\n\ndata: [DONE]\n\n",
        ] {
            for cut in [1, 2, 1_000] {
                var reader = ReplyReader(ChatFormat(), isStreamType: false, lineLimit: 1_000)
                let bytes = Array("\r\n \u{FEFF}\n\n\(body)".utf8)
                var parts: AnswerParts?
                for start in stride(from: 0, to: bytes.count, by: cut) where parts == nil {
                    parts = try reader.read(Array(bytes[start..<min(start + cut, bytes.count)]))
                }
                if parts == nil { parts = try reader.end() }
                #expect(try parts?.reply().text == "a")
            }
        }
    }
}
