import CreditEngine
import Testing

@testable import TraceFiles

/// Long runs are shown before all of them is read.
@Suite struct RunBeginningTests {
    private static let words = String(repeating: "word ", count: 100)

    private static func message(_ turn: Int) -> String {
        #"{"type":"message","trace":"long","turn":\#(turn),"agent":"a\#(turn % 3)","output":"\#(turn) \#(words)"}"#
    }

    /// A run of so many turns, a message a line or in one record.
    private static func run(turns: Int, isPacked: Bool) -> String {
        guard isPacked else {
            return (1...turns).map { message($0) + "\n" }.joined()
                + #"{"type":"outcome","trace":"long","success":false}"# + "\n"
        }
        return #"{"type":"trace","trace":"long","messages":["# + (1...turns).map(message).joined(separator: ",")
            + #"],"outcome":{"success":false}}"# + "\n"
    }

    @Test(arguments: [false, true])
    func theBeginningIsThatOfTheRun(_ isPacked: Bool) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Self.run(turns: 8_000, isPacked: isPacked))
        let catalogue = try Catalogue(paths: [path])
        _ = try catalogue.indexed()
        let reader = try catalogue.makeReader()
        let beginning = try #require(try reader.beginning(of: 0, messages: 100))
        let whole = try reader.trace(0)
        #expect(whole.messages.count == 8_000 && beginning.id == whole.id)
        #expect(beginning.messages == Array(whole.messages.prefix(100)))
        #expect(beginning.outcome?.success == false && whole.outcome?.success == false)
    }

    @Test func aShortRunHasNone() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Self.run(turns: 100, isPacked: false))
        let catalogue = try Catalogue(paths: [path])
        _ = try catalogue.indexed()
        #expect(try catalogue.makeReader().beginning(of: 0) == nil)
    }
}
