import Testing

/// NSString's functions of paths end the program at some paths (a single character), so the sources use `FilePath`.
@Suite struct PathFunctionTests {
    /// The functions, and those of the same names elsewhere, which a reader could not tell from them.
    private static let functions: Set<String> = [
        "NSString", "lastPathComponent", "deletingLastPathComponent", "appendingPathComponent", "pathExtension",
        "deletingPathExtension", "appendingPathExtension", "standardizingPath", "expandingTildeInPath",
        "pathComponents",
        "resolvingSymlinksInPath", "fileURLWithPath",
    ]

    @Test func noSourceUsesThem() throws {
        let sources = try Project.texts(in: "Sources", ["swift"])
        #expect(sources.count > 300)
        let users = sources.compactMap { path, text in
            let used = SourceCode(text).words.intersection(Self.functions)
            return used.isEmpty ? nil : "\(path): \(used.sorted().joined(separator: ", "))"
        }
        #expect(users == [])
    }

    @Test func aUseIsFoundInCodeAlone() {
        #expect(
            SourceCode("let a = (path as NSString).lastPathComponent").words.intersection(Self.functions).count == 2)
        #expect(SourceCode("// NSString\nlet a = \"NSString\"").words.intersection(Self.functions).isEmpty)
    }
}
