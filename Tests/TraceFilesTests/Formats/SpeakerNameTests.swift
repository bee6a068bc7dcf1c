import CreditEngine
import Testing

@testable import TraceFiles

/// What a speaker's name hints at, held against its words written out one by one.
struct SpeakerNameTests {
    private static let pieces = [
        "tool", "Tool", "TOOL", "Computer", "terminal", "user", "User", "proxy", "Input", "human", "system", "x", "9",
        "_", "-",
        " ", ".", "é", "数", "k", "\u{212A}", "",
    ]

    @Test func aNameIsCutIntoWordsAsBefore() {
        var random = SeededRandom(5)
        for _ in 0..<5_000 {
            let name = (0..<random.below(6)).map { _ in Self.pieces[random.below(Self.pieces.count)] }.joined()
            #expect(Speaker.kind(of: name) == Self.kind(of: name), "\(name)")
        }
    }

    private static func kind(of name: String) -> Agent.Kind {
        var words: [[UInt8]] = [[]]
        var previousLower = false
        for byte in name.utf8 {
            let upper = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            let separator = Array("_- .".utf8).contains(byte)
            if separator || (upper && previousLower) { words.append([]) }
            if !separator { words[words.count - 1].append(upper ? byte + 32 : byte) }
            previousLower = !upper && !separator
        }
        let text = words.map { String(decoding: $0, as: UTF8.self) }.filter { !$0.isEmpty }
        guard let last = text.last else { return .model }
        if ["terminal", "tool", "tools", "function", "shell", "console", "environment"].contains(last) { return .tool }
        let people: Set = ["user", "human", "system"]
        if text.count == 1, people.contains(last) { return .human }
        if text.count == 2, people.contains(text[0]), last == "proxy" || last == "input" { return .human }
        return .model
    }
}
