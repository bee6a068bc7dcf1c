import Testing

@Suite("What sources and documents cite is in the repository")
struct CitationTests {
    private static let pages = "Sources/CreditEngine/CreditEngine.docc"

    /// Sources, tests and documents with comment marks and line ends taken out, so that a citation may be broken.
    private static func texts() throws -> [String: String] {
        var texts: [String: String] = [:]
        for folder in ["Sources", "Tests"] {
            for (path, text) in try Project.texts(in: folder, ["swift", "md"]) {
                texts["\(folder)/\(path)"] = text.split(separator: "\n", omittingEmptySubsequences: false)
                    .map { $0.drop { $0 == " " || $0 == "/" } }.joined(separator: " ")
            }
        }
        return texts
    }

    /// The sections of a page by their number or, without one, by their title.
    private static func sections(of page: String) throws -> [String: String] {
        let text = try #require(try Project.texts(in: pages, ["md"])[page])
        var sections: [String: String] = [:]
        for part in text.components(startingWith: "\n## ") {
            let title = part.prefix { $0 != "\n" }
            let number = title.prefix { $0.isNumber }
            sections[String(number.isEmpty ? title : number)] = part
        }
        return sections
    }

    @Test("every section of the method")
    func method() throws {
        let sections = try Self.sections(of: "Method.md")
        var count = 0
        for (path, text) in try Self.texts() where text.contains("§") && !path.hasSuffix("/CitationTests.swift") {
            let isMethod = path.hasSuffix("/Method.md")
            for found in text.matches(of: /(Method )?§§?(\d*)(?:–(\d+))?(?:(?:,| and) "([^"]+)")?/) {
                count += 1
                #expect(found.output.1 != nil || isMethod, "\(path): \(found.output.0) names no document")
                for number in [found.output.2, found.output.3].compactMap({ $0 }) {
                    #expect(sections[String(number)] != nil, "\(path): \(found.output.0) is in no document")
                }
                guard let words = found.output.4 else { continue }
                let heading = "### " + words.replacing(/[.,]$/, with: "")
                let isThere = sections[String(found.output.2)]?.contains("\n" + heading + "\n") == true
                #expect(isThere, "\(path): \(found.output.0) has no such heading")
            }
        }
        #expect(count > 40)
    }

    @Test("every heading of the page on safety")
    func safety() throws {
        let sections = try Self.sections(of: "Safety.md")
        var count = 0
        for (path, text) in try Self.texts() where !path.hasSuffix("/CitationTests.swift") {
            for found in text.matches(of: /Safety, "([^"]+)"/) {
                count += 1
                #expect(
                    sections[String(found.output.1).replacing(/[.,]$/, with: "")] != nil, "\(path): \(found.output.0)")
            }
        }
        #expect(count > 3)
    }

    @Test("every decision")
    func decisions() throws {
        let numbers = Set(try Project.texts(in: Self.pages + "/Decisions", ["md"]).keys.map { Int($0.prefix(4)) ?? 0 })
        #expect(numbers == Set(1...numbers.count))
        for (path, text) in try Self.texts() {
            for found in text.matches(of: /[Dd]ecisions? (\d+)/) {
                #expect(numbers.contains(Int(found.output.1) ?? 0), "\(path): \(found.output.0) is not recorded")
            }
        }
    }

    @Test("every part of the article is named where the method begins")
    func article() throws {
        let method = try #require(try Project.texts(in: Self.pages, ["md"])["Method.md"])
        for (path, text) in try Self.texts() where text.contains("article") && !path.hasSuffix("/CitationTests.swift") {
            for found in text.matches(of: /article(?:'s|,) "([A-Z][^"]+)"/) {
                #expect(method.contains(found.output.1.replacing(/[.,]$/, with: "")), "\(path): \(found.output.0)")
            }
        }
    }
}

extension String {
    /// The parts that follow each occurrence of a mark.
    fileprivate func components(startingWith mark: String) -> [String] {
        ranges(of: mark).map { String(self[$0.upperBound...]).prefix(upTo: mark) }
    }

    private func prefix(upTo mark: String) -> String {
        firstRange(of: mark).map { String(self[..<$0.lowerBound]) } ?? self
    }
}
