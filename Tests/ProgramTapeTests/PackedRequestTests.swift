import CreditEngine
import Foundation
import LanguageModels
import Testing

@testable import ProgramTape

/// Requests that a program sends packed.
struct PackedRequestTests {
    private static let chat = #"{"choices":[{"message":{"content":"It is 42."},"finish_reason":"stop"}]}"#
    private static let message = #"{"content":[{"type":"text","text":"It is 42."}],"stop_reason":"end_turn"}"#

    @Test func aPackedRequestIsReadAndGoesOnAsItCame() async throws {
        // The server of the test looks into no packed request.
        let server = try RawModelServer(["": Self.message])
        try await server.serving { address in
            let program = try RawProgram(address, models: ["messages-packed"], packing: "gzip")
            let record = try await program.program.record(RawProgram.problem, id: "r")
            #expect(record.trace.messages.map(\.output) == ["It is 42."])
            #expect(record.trace.messages.first?.input?.last?.content == "How much flour?")
            let sent = try #require(server.requests.first)
            #expect(sent.encoding == "gzip" && sent.body.starts(with: [0x1F, 0x8B]))
        }
    }

    @Test func aPackedRequestThatIsGivenASeedGoesOnPlain() async throws {
        let server = try RawModelServer(["chat-packed": Self.chat])
        try await server.serving { address in
            let program = try RawProgram(address, models: ["chat-packed"], packing: "gzip")
            let record = try await program.program.record(RawProgram.problem, id: "r")
            #expect(record.trace.messages.map(\.output) == ["It is 42."])
            #expect(server.requests.map(\.encoding) == [nil])
        }
    }

    @Test func aRequestThatIsPackedInAnotherWayIsNamed() async throws {
        let server = try RawModelServer(["": Self.chat])
        try await server.serving { address in
            let program = try RawProgram(address, models: ["chat-packed"], packing: "zstd")
            do {
                _ = try await program.program.record(RawProgram.problem, id: "r")
                Issue.record("the run counted")
            } catch let error as ProgramRunError {
                #expect("\(error)".contains("its body is packed with 'zstd'"), "\(error)")
                #expect(!"\(error)".contains("protocol"), "\(error)")
            }
        }
    }
}
