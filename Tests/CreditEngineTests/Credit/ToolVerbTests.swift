import Testing

@testable import CreditEngine

/// The verb of a tool's name, read as bytes, is the one that its characters give.
struct ToolVerbTests {
    @Test(
        arguments: [
            ("cancel_order", true), ("updateUser", true), ("mail.send", true), ("Send", true), ("send.", true),
            ("delete flight", true), ("put-file", true), ("add", true), ("addÉtat", true), ("write_数", true),
            ("a.b.submit_now", true), ("update2", false), ("SEND", false), ("sender", false), ("send.mail", false),
            ("get_order", false), ("", false), (".", false), ("..", false), ("_send", false), ("écrire", false),
            ("bo\u{212A}ok", false), ("sendé", false),
        ])
    func changes(_ name: String, _ changes: Bool) { #expect(ToolVerb.changes(name) == changes) }

    @Test func namesInASCIIAreReadAsAllOthersAre() {
        let pieces = ["send", "Send", "update", "get", "X", "_", "-", " ", ".", "2", "e", "E"]
        var state: UInt64 = 3
        for _ in 0..<5_000 {
            var name = ""
            for _ in 0..<4 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                name += pieces[Int(state >> 33) % pieces.count]
            }
            let slow = name.split(separator: ".").last.map { last in
                let first = last.prefix { $0 != "_" && $0 != "-" && $0 != " " }
                return first.prefix(1).lowercased() + first.dropFirst().prefix { !$0.isUppercase }
            }
            #expect(ToolVerb.changes(name) == ["send", "update"].contains(slow ?? ""), "\(name)")
        }
    }
}
