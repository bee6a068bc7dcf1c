import Foundation
import Testing

@Suite("Links and names of files in documents lead somewhere")
struct LinkTests {
    private static func documents() throws -> [String: String] {
        var documents = try Project.texts(in: "Sources/CreditEngine/CreditEngine.docc", ["md"])
            .filter { !$0.key.hasPrefix("Resources/") }
        documents["README.md"] = try String(contentsOf: Project.folder.appending(path: "README.md"), encoding: .utf8)
        return documents
    }

    @Test("links between pages, and topics")
    func pages() throws {
        let documents = try Self.documents()
        let names = Set(documents.keys.map { $0.split(separator: "/").last?.dropLast(3) ?? "" })
        for (path, text) in documents {
            for found in text.matches(of: /<doc:([^>]+)>/) {
                #expect(names.contains(found.output.1), "\(path): \(found.output.0)")
            }
            for found in text.matches(of: /\]\(([^):#]+)\)/) {
                let target = Project.folder.appending(path: String(found.output.1)).path()
                #expect(FileManager.default.fileExists(atPath: target), "\(path): \(found.output.1)")
            }
        }
        for name in names where name != "CreditEngine" && name != "README" {
            #expect(documents["CreditEngine.md"]?.contains("<doc:\(name)>") == true, "no page leads to \(name)")
        }
    }

    @Test("symbols between two pairs of backticks are declared")
    func symbols() throws {
        var words: Set<String> = []
        for text in try Project.texts(in: "Sources", ["swift"]).values { words.formUnion(SourceCode(text).names) }
        for (path, text) in try Self.documents() {
            for found in text.matches(of: /``([A-Z]\w*)/) where found.output.1 != "CreditEngine" {
                #expect(words.contains(String(found.output.1)), "\(path): \(found.output.0)")
            }
        }
    }

    @Test("files and folders that documents name exist")
    func files() throws {
        let root = Project.folder.appending(path: "Sources").resolvingSymlinksInPath().path()
        let paths = try FileManager.default.subpathsOfDirectory(atPath: root).map { "/" + $0 }
        let targets = try Project.targets()
        for (path, text) in try Self.documents() {
            for found in text.matches(of: /`([A-Za-z]+(?:\/[A-Za-z.]+)+|[A-Z]\w+\.swift)`/) {
                let name = String(found.output.1)
                let isSource = name.hasSuffix(".swift") || targets.contains { name.hasPrefix($0 + "/") }
                guard isSource else { continue }
                #expect(paths.contains { $0.hasSuffix("/" + name) }, "\(path): \(name)")
            }
        }
    }
}
