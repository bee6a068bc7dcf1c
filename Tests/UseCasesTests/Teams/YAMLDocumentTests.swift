import Testing
import Yams

@testable import UseCases

/// YAML that others wrote: what costs more than its bytes say is refused before nodes are made of it.
struct YAMLDocumentTests {
    private func deep(_ levels: Int) -> String {
        String(repeating: "[", count: levels) + "a" + String(repeating: "]", count: levels)
    }

    /// Lists in one another, by aliases: each holds the one before it twice.
    private func doubled(_ times: Int) -> String {
        "l0: &l0 [a]\n" + (1...times).map { "l\($0): &l\($0) [*l\($0 - 1), *l\($0 - 1)]\n" }.joined()
    }

    private func whatIsWrong(with text: String) -> YAMLDocument.Fault? {
        do throws(YAMLDocument.Fault) {
            _ = try YAMLDocument.root(of: text)
            return nil
        } catch {
            return error
        }
    }

    @Test func keysAreNames() throws {
        let twice = deep(40)
        for text in [
            "{\(twice): 1, \(twice): 2}", "a: 1\n? \(twice)\n: 1\n? \(twice)\n: 2\n", "{a, {b: 1}: 2}",
            "x: &x [a]\ny: {*x : 1, *x : 2}", "{&a B: u, &a [*a], [*a], &a [*a], [*a]}",
        ] {
            let fault = try #require(whatIsWrong(with: text), "\(text) is read")
            #expect(fault.reason.contains("a key must be a name"), "\(fault)")
        }
        #expect(
            whatIsWrong(with: "a: 1\nb: 2\n[c]: 3\n")
                == .init(line: 3, reason: "a key is a list or a mapping; a key must be a name"))
    }

    @Test func whatAliasesRepeatIsBounded() throws {
        #expect(whatIsWrong(with: doubled(10)) == nil)
        #expect(try #require(whatIsWrong(with: doubled(40))).reason.contains("more than 100000 values"))
        // Each anchor stands 90 deep, and holds the one before it at its end.
        let tower = (1...50).map {
            "t\($0): &t\($0) " + String(repeating: "[", count: 90) + ($0 == 1 ? "a" : "*t\($0 - 1)")
                + String(repeating: "]", count: 90)
        }
        #expect(try #require(whatIsWrong(with: tower.joined(separator: "\n"))).reason.contains("too deeply"))
        #expect(try #require(whatIsWrong(with: deep(5000))).reason.contains("too deeply"))
    }

    @Test func aliasesAndMergesOfTeamFilesAreRead() throws {
        let text =
            "base: &base {model: m, keys: [a, b]}\nagents:\n  - <<: *base\n    name: one\n  - *base\n&n name: *n\n"
        let root = try #require(try YAMLDocument.root(of: text))
        #expect(root["agents"]?[1]?["model"]?.string == "m")
        #expect(root["name"]?.string == "name")
    }

    @Test func aByteOrderMarkBeforeTheTextIsRead() throws {
        for text in ["\u{FEFF}name: a\n", "\u{FEFF}---\nname: a\n", "\u{FEFF}# a remark\nname: a\n"] {
            #expect(try YAMLDocument.root(of: text)?["name"]?.string == "a")
        }
        #expect(try YAMLDocument.root(of: "\u{FEFF}") == nil)
    }

    @Test func aManifestIsReadWithinTheSameBounds() throws {
        let twice = deep(40)
        #expect(throws: YAMLDocument.Fault.self) {
            try YAMLDocument.decoded(ExportManifest.self, from: "{\(twice): 1, \(twice): 2}")
        }
    }

    @Test func whatIsNoYAMLIsSaidByItsPlace() {
        #expect(whatIsWrong(with: "a: 1\nb: [1, 2\n")?.line != nil)
        #expect(whatIsWrong(with: "a: *nothing")?.reason == "found undefined alias")
        #expect(whatIsWrong(with: "a: 1\na: 2")?.reason == "the key 'a' stands there twice; keep one")
        #expect(whatIsWrong(with: "") == nil)
    }
}
