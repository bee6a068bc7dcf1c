import CreditEngine
import Foundation

/// The words of a command line, byte for byte, before Swift repairs what is not UTF-8 in them: two names would become one.
package struct CommandWords {
    private let words: [[UInt8]]

    /// Words after the name of the program.
    package init(_ words: [[UInt8]]) { self.words = words }

    /// The words that this process was started with.
    package init(ofThisProcess: Void) {
        words = (1..<max(1, Int(CommandLine.argc))).compactMap { at in
            CommandLine.unsafeArgv[at].map { word in
                Array(UnsafeRawBufferPointer(start: word, count: Self.length(of: word)))
            }
        }
    }

    private static func length(of word: UnsafePointer<CChar>) -> Int {
        var length = 0
        while word[length] != 0 { length += 1 }
        return length
    }

    /// Options whose value may be empty: all others name something.
    private static let open = ["keys", "note", "reason", "reference", "agent", "trace"]

    /// Why nothing can be done with them; `nil` when they can be parsed.
    package var refusal: StartRefusal? {
        if let wrong = words.first(where: { String(validating: $0, as: UTF8.self) == nil }) {
            return refused(
                "'\(VisibleText.escape(bytes: wrong))' is not UTF-8, so it cannot name anything here; rename it")
        }
        let words = words.map { String(decoding: $0, as: UTF8.self) }
        // A shell that asks for completions sends words that are not finished.
        guard words.first?.hasPrefix("---") != true else { return nil }
        for (at, word) in words.enumerated() {
            // What follows are the words of another program.
            if word == "--" { break }
            let before = at == 0 ? "ascribe" : words[at - 1]
            if word.isEmpty, !Self.mayBeEmpty(before) {
                return refused("the word after '\(before)' is empty; write a name there, or leave it out")
            }
            if word.hasPrefix("--"), word.hasSuffix("="), word.firstIndex(of: "=") == word.index(before: word.endIndex),
                !Self.mayBeEmpty(String(word.dropLast()))
            {
                return refused("nothing stands after '\(word)'; write a name there, or leave it out")
            }
        }
        return nil
    }

    /// What a person should know before the work begins: pipes with a name are waited for, which may be for ever.
    package var notes: [String] {
        words.prefix { !$0.elementsEqual([45, 45]) }.compactMap { word in
            var status = stat()
            let path = String(decoding: word, as: UTF8.self)
            guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFIFO, let real = realpath(path, nil) else {
                return nil
            }
            defer { free(real) }
            // The pipes of a shell have somebody at their other end, and no name to be found under.
            guard access(real, F_OK) == 0 else { return nil }
            return "\(path) is a pipe; it is waited for until its other end is opened"
        }
    }

    private static func mayBeEmpty(_ option: String) -> Bool {
        option.hasPrefix("--") && open.contains(String(option.dropFirst(2)))
    }

    private func refused(_ sentence: String) -> StartRefusal { StartRefusal(sentence: sentence, status: 64) }
}
