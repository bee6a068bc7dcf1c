public import CreditEngine
import Foundation

/// Reads what people keep beside their traces: outcomes and role prompts.
public enum SideFiles {
    /// Outcomes by trace id from JSON Lines with `trace` (or another name of the run's identifier) and `success` or
    /// `score`. A line without them is an error that names it.
    public static func outcomes(_ path: String) throws -> [String: Outcome] {
        let file = SourceFile(path: path, stem: path)
        let parser = try JSONParser()
        let buffer = PaddedBuffer()
        return try file.withDescriptor { descriptor, identity in
            guard identity.size <= Document.limit else {
                throw TraceFileError.documentTooLarge(path: path, bytes: identity.size)
            }
            guard buffer.read(descriptor, offset: 0, length: identity.size) else {
                throw TraceFileError.unreadable(path: path, reason: SystemError.text())
            }
            var outcomes: [String: Outcome] = [:]
            var (start, line) = (0, 1)
            while start < buffer.count {
                let end = LineBlock.newline(in: buffer.filled, from: start) ?? buffer.count
                let text = UnsafeRawBufferPointer(rebasing: buffer.filled[start..<end])
                (start, line) = (end + 1, line + 1)
                if text.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
                guard let (root, _) = parser.parse(text),
                    let id = Signals(root, mapping: ReadingOptions.FieldMapping()).id,
                    let outcome = OutcomeReader.outcome(root)
                else {
                    throw TraceFileError.unreadable(
                        path: path, reason: "line \(line - 1) needs \"trace\" and \"success\" or \"score\"")
                }
                outcomes[String(decoding: id, as: UTF8.self)] = outcome
            }
            return outcomes
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
            let ending = (name as NSString).pathExtension
            guard ending == "md" || ending == "txt" else { continue }
            guard let data = FileManager.default.contents(atPath: path) else {
                throw TraceFileError.unreadable(path: path, reason: SystemError.text())
            }
            prompts[(name as NSString).deletingPathExtension] = String(decoding: data, as: UTF8.self)
        }
        return prompts
    }
}
