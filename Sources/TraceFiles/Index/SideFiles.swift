public import CreditEngine
import Foundation
import SystemPackage

/// Reads what people keep beside their traces: outcomes and role prompts.
public enum SideFiles {
    /// Outcomes by trace id, from JSON Lines.
    ///
    /// A line has `trace` (or another name of the run's identifier) and `success` or `score`; one without them is an error
    /// that names it.
    public static func outcomes(_ path: String) throws -> [String: Outcome] {
        var outcomes: [String: Outcome] = [:]
        try forEachRecord(path) { root, line in
            guard let id = Signals(root, mapping: ReadingOptions.FieldMapping()).id,
                let outcome = OutcomeReader.outcome(root)
            else {
                throw TraceFileError.unreadable(
                    path: path, reason: "line \(line) needs \"trace\" and \"success\" or \"score\"")
            }
            outcomes[id.string] = outcome
        }
        return outcomes
    }

    /// Calls `body` with each line that is not blank, and its number from 1; one that is not JSON is an error that names
    /// it.
    static func forEachRecord(_ path: String, _ body: (JSONNode, Int) throws -> Void) throws {
        let file = SourceFile(path: path, stem: path)
        let parser = try JSONParser()
        try file.withDescriptor { descriptor, identity in
            var number = 0
            let part = LineBlock.Part(
                descriptor: descriptor, base: 0, end: identity.readable, limit: ReadingOptions().lineLimit)
            try LineBlock.forEachLine(of: part, buffer: PaddedBuffer()) { line in
                number += 1
                let text = line.offset == 0 ? ByteOrderMark.dropped(from: line.text) : line.text
                guard !LineBlock.isBlank(text) else { return }
                guard !line.tooLong, let (root, _) = parser.parse(text) else {
                    throw TraceFileError.unreadable(path: path, reason: "line \(number) is \(fault(in: text))")
                }
                try body(root, number)
            }
        }
    }

    private static func fault(in text: UnsafeRawBufferPointer) -> String {
        switch JSONFault.locate(in: text) {
        case .fault(let byte, let reason): "not JSON at byte \(byte) (\(reason))"
        case .incomplete(let byte): "not JSON at byte \(byte) (it ends too early)"
        case .none: "too long"
        }
    }

    /// Role prompts by agent name: the `.md` and `.txt` files of a folder, named after their agents.
    public static func prompts(_ folder: String) throws -> [String: String] {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            throw TraceFileError.unreadable(path: folder, reason: "no such folder")
        }
        var prompts: [String: String] = [:]
        for name in names.sorted() {
            let path = "\(folder)/\(name)"
            let ending = FilePath(name).extension
            guard ending == "md" || ending == "txt" else { continue }
            // A pipe under such a name would be waited for.
            guard try FileIdentity(path: path).isRegular else {
                throw TraceFileError.unreadable(path: path, reason: "it is no file; take it out of the folder")
            }
            guard let data = FileManager.default.contents(atPath: path) else {
                throw TraceFileError.unreadable(path: path, reason: SystemError.text())
            }
            prompts[FilePath(name).stem ?? name] = String(decoding: data, as: UTF8.self)
        }
        return prompts
    }
}
