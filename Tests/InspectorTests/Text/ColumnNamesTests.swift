import CreditEngine
import Testing

@testable import Inspector

@Suite struct ColumnNamesTests {
    @Test(arguments: [
        (["planner", "researcher", "coder"], 4, ["pla…", "res…", "cod…"]),
        (["worker_1", "worker_2"], 4, ["w…_1", "w…_2"]),
        (["worker_1", "worker_2"], 12, ["worker_1", "worker_2"]), (["plan", "planner"], 4, ["plan", "pla…"]),
        (["研究员甲", "研究员乙"], 4, ["…甲", "…乙"]),
        (["a", "a"], 4, ["a#1", "a#2"]), (["", "b"], 4, ["", "b"]), (["abcdef"], 1, ["a"]),
    ])
    func labels(_ names: [String], _ width: Int, _ labels: [String]) {
        #expect(ColumnNames.labels(names, width: width) == labels)
    }

    @Test(arguments: [4, 6, 9]) func manyAlikeStayDifferent(_ width: Int) {
        let names = (0..<500).map { "assistant_agent_\($0)_of_the_team" }
        let labels = ColumnNames.labels(names, width: width)
        #expect(Set(labels).count == names.count)
        #expect(labels.allSatisfy { Glyph.columns(of: $0) <= width })
    }

    @Test(arguments: [
        ("short", 9, "short"), ("run-000417", 5, "run-…"), ("研究员", 5, "研究…"), ("研究员", 4, "研…"), ("x", 0, ""),
    ])
    func clips(_ name: String, _ columns: Int, _ text: String) {
        #expect(ColumnNames.clipped(name, columns) == text)
    }
}
