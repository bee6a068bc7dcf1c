import Foundation
import Testing

@testable import CreditEngine

/// What real tools printed, kept by `Tests/Generators/runner_outputs.py`: what is read of it, and nothing that it does not say.
struct RunnerOutputTests {
    private struct Expected {
        var syntax: Double?
        var coverage: Double?
        var hasTime = false
    }

    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("RunnerOutputs")

    /// `coverage` is that of lines where the tool measures it, else the share of tests that passed.
    private static let expected: [String: Expected] = [
        "pytest-failed": Expected(coverage: 2.0 / 3, hasTime: true),
        "pytest-passed": Expected(syntax: 1, coverage: 1, hasTime: true),
        "pytest-not-collected": Expected(syntax: 0, hasTime: true),
        "unittest-failed": Expected(coverage: 2.0 / 3, hasTime: true),
        "unittest-passed": Expected(syntax: 1, coverage: 1, hasTime: true),
        "coverage-report": Expected(coverage: 0.8),
        "lcov-tracefile": Expected(coverage: 1),
        "python-syntax": Expected(syntax: 0), "python-import": Expected(syntax: 0), "python-exception": Expected(),
        "ruff-found": Expected(), "ruff-clean": Expected(syntax: 1), "mypy-found": Expected(syntax: 0),
        "mypy-clean": Expected(syntax: 1),
        "node-test-failed": Expected(coverage: 2.0 / 3, hasTime: true),
        "node-test-passed": Expected(syntax: 1, coverage: 1, hasTime: true), "node-syntax": Expected(syntax: 0),
        "jest-failed": Expected(coverage: 2.0 / 3, hasTime: true),
        "vitest-failed": Expected(coverage: 2.0 / 3, hasTime: true), "tsc-found": Expected(syntax: 0),
        "gcc-error": Expected(syntax: 0), "gcc-warning": Expected(), "clang-error": Expected(syntax: 0),
        "swiftc-error": Expected(syntax: 0), "javac-error": Expected(syntax: 0),
        "swift-test-failed": Expected(coverage: 0.5, hasTime: true),
        "go-test-failed": Expected(coverage: 1, hasTime: true),
        "go-test-passed": Expected(syntax: 1, coverage: 1, hasTime: true), "go-compile": Expected(syntax: 0),
        "cargo-test-failed": Expected(coverage: 0.5, hasTime: true),
        "cargo-test-passed": Expected(syntax: 1, coverage: 1, hasTime: true), "cargo-error": Expected(syntax: 0),
    ]

    private static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
        .filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }.sorted()

    @Test("every kept output has an expectation, and there are enough") func complete() {
        #expect(Self.names.count >= 20 && Self.names.allSatisfy { Self.expected[$0] != nil })
    }

    @Test("states read off what a tool printed", arguments: names)
    func states(name: String) throws {
        let text = try String(contentsOf: Self.folder.appendingPathComponent(name + ".txt"), encoding: .utf8)
        // The first line says which command it was; the tool did not print it.
        let printed = String(text.drop { $0 != "\n" }.dropFirst())
        let trace = TraceSketch.trace([("codeTerminal", printed)])
        let state = try #require(estimateCredit(of: trace, settings: CreditSettings(state: .code)).states.last)
        let expected = try #require(Self.expected[name])
        #expect(state["syntax_valid"] == expected.syntax.map { .number($0) })
        #expect(state["test_coverage"] == expected.coverage.map { .number($0) })
        #expect((state["execution_time"] != nil) == expected.hasTime)
    }
}
