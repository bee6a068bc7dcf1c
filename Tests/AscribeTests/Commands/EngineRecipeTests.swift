import CreditEngine
import Foundation
import Testing

/// The recipes for engines, run as they are printed; `ASCRIBE_ENGINES` names a Python with pyspark and duckdb.
struct EngineRecipeTests {
    private static let python = ProcessInfo.processInfo.environment["ASCRIBE_ENGINES"]
    private static let recipes = Program.package + "/Sources/CreditEngine/CreditEngine.docc/Resources/engines"

    @Test(
        .enabled(
            if: python != nil && Program.isInstalled("java"),
            "ASCRIBE_ENGINES names no Python with pyspark and duckdb, or there is no Java"),
        .timeLimit(.minutes(10)))
    func sparkScoresEveryLineWhateverThePartitions() throws {
        let scratch = try Scratch()
        let planted = try Program.run(["convert", "--to", "packed", Program.samples + "/trio.jsonl"]).lines
        let other = scratch.path + "/other.jsonl"
        let sampled = try Program.run(
            ["sample", "--team", "simulated/or", "--count", "30", "--out", other, "--store", scratch.path + "/o"])
        #expect(sampled.status == 0)
        let runs =
            planted
            + String(decoding: try scratch.bytes("other.jsonl"), as: UTF8.self).split(separator: "\n").map(String.init)
        let lines = (0..<120).map { $0 % 40 == 7 ? "{\"broken\":" : runs[$0 % runs.count] }
        try scratch.file("runs.jsonl", lines.joined(separator: "\n") + "\n")
        let python = try #require(Self.python)
        var told: Set<[String]> = []
        for (parts, way) in [("1", "pipe"), ("19", "pipe"), ("3", "arrow")] {
            let result = try Program.run(
                [], in: scratch.path,
                through: [
                    python, Self.recipes + "/spark_score.py", "runs.jsonl", Program.path, parts, "scored-\(parts)",
                    "local[2]", way,
                ])
            #expect(result.status == 0, "\(result.complaint)")
            #expect(result.text.contains("120 records of 120 lines") && result.text.contains("bad 3"), "\(result.text)")
            told.insert(result.lines)
        }
        // The engine's own sums are the same whatever the parts, and those of the program to the last digit.
        #expect(told.count == 1)
        try scratch.file("good.jsonl", lines.filter { !$0.hasPrefix("{\"broken") }.joined(separator: "\n") + "\n")
        let watched = try Program.run(
            ["watch", "--once", "--json", scratch.path + "/good.jsonl", "--store", scratch.path + "/s"])
        let blame = try CanonicalJSON(parsing: try #require(watched.lines.last))["blame"]
        let engine = (told.first ?? []).filter { $0.hasPrefix("blame ") }.map { $0.split(separator: " ") }
        #expect(engine.count > 1)
        for row in engine {
            let own = try JSONDecoder().decode(
                Double.self, from: Data(#require(try blame?[String(row[1])]?.text()).utf8))
            #expect(own == Double(row[2]))
        }
        let compare = """
            import duckdb, sys
            one, many = [sorted(r[0] for r in duckdb.sql(f"SELECT record FROM 'scored-{n}/*.parquet'").fetchall()) for n in (1, 19)]
            lines = sorted(r[0] for r in duckdb.sql("SELECT line FROM 'scored-19/*.parquet'").fetchall())
            duckdb.sql("CREATE VIEW scored AS SELECT * FROM 'scored-19/*.parquet'")
            sums = duckdb.sql(open(sys.argv[1]).read().split(';')[0]).fetchall()[0]
            print(one == many, lines == sorted(open('runs.jsonl').read().split('\\n')[:-1]), sums[0], sums[1])
            """
        let result = try Program.run(
            [], in: scratch.path, through: [python, "-c", compare, Self.recipes + "/duckdb_sums.sql"])
        #expect(result.lines == ["True True 117 3"], "\(result.text)\(result.complaint)")
    }
}
