import Foundation
import Inspector
import Testing

@testable import ascribe

/// `config.yaml`: it changes defaults of the person's own flags, and nothing else.
@Suite("The configuration") struct ConfigurationTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        _ = try scratch.folder("ascribe")
    }

    private var file: String { scratch.path + "/ascribe/config.yaml" }

    private func configure(_ yaml: String) throws { try scratch.file("ascribe/config.yaml", yaml) }

    private func run(_ arguments: String...) throws -> Program.Result {
        try Program.run(
            arguments, environment: ["XDG_CONFIG_HOME": scratch.path, "HOME": "/home/somebody"], in: scratch.path)
    }

    @Test("Every key is read")
    func all() throws {
        try configure(
            "# mine\npalette: cividis\ntheme: light\nascii: true\nmouse: false\ncolor: 16\nteam: ~/team\nstore: /var/store\n"
                + "jobs: 3\nsort: cost reversed\ncolumns: run+ cost-\nlegend: false\nkeys: {sort: s, next-failed: [<C-n>, <F5>]}\n"
        )
        let defaults = try PersonalDefaults(path: file, home: "/home/me")
        #expect(
            defaults
                == PersonalDefaults(
                    palette: .cividis, theme: .light, ascii: true, mouse: false, color: .ansi16, team: "/home/me/team",
                    store: "/var/store", jobs: 3, sorting: Sorting(words: "cost reversed"),
                    columns: ColumnChoice(words: "cost- run+"), legend: false,
                    ownKeys: try OwnKeys.none.adding("s", to: "sort").adding("<C-n>", to: "next-failed")
                        .adding("<F5>", to: "next-failed")))
        #expect(defaults.settings.map(\.key) == PersonalDefaults.keys)
    }

    @Test("Nothing there is nothing said", arguments: ["", "# nothing\n", "---\n", "{}\n"])
    func empty(yaml: String) throws {
        #expect(try PersonalDefaults(path: file) == PersonalDefaults())
        try configure(yaml)
        #expect(try PersonalDefaults(path: file) == PersonalDefaults())
    }

    @Test(
        "What is wrong is said in one sentence, with file, line and key",
        arguments: [
            ("jobs: 2\npalet: mono\n", ":2: 'palet' is not known here; expected palette, theme, ascii,"),
            ("keys: {sort: j}\n", ":1: 'keys.sort' cannot be had: 'j' is down there already"),
            ("keys:\n  sort: 7\n", ":2: 'keys.sort' cannot be had: digits count"),
            ("keys: {srt: s}\n", "there is no command 'srt'; there is sort"),
            ("keys: {sort: <C-@>}\n", "'<C-@>' is not one key"),
            ("keys: {sort: s, mark: s}\n", "'s' is sort there already"), ("keys: [s]\n", "must be a mapping"),
            ("sort: colour\n", ":1: 'sort' names no column; there are run, problem, outcome, score,"),
            ("sort: cost backwards\n", ":1: 'sort' names no column"),
            ("columns: cost+\n", ":1: 'columns' names no such columns; there are run+, problem+"),
            ("theme: pink\n", ":1: 'theme' must be one of auto, dark, light, terminal, mono"),
            ("approve: 3f9c\n", ":1: 'approve' is not known here"), ("api_key: sk-1\n", ":1: 'api_key' is not known"),
            ("models: {default: x}\n", ":1: 'models' is not known"), ("readonly: true\n", ":1: 'readonly' is not"),
            ("palette: pink\n", ":1: 'palette' must be one of viridis, cividis, mono"),
            ("\nascii: perhaps\n", ":2: 'ascii' must be true or false"),
            ("mouse: 3\n", "'mouse' must be true or false"),
            ("color: 8\n", "'color' must be one of auto, never, 16, 256"),
            ("jobs: 0\n", "'jobs' must be a whole number"),
            ("jobs: many\n", "'jobs' must be a whole number from 1 to 1000"),
            ("team: team.yaml\n", "'team' must be a path from the root"),
            ("team: simulated/no\n", "'team' names no simulated team; there are simulated/root-echo"),
            ("store: store\n", "'store' must be a path from the root"), ("team:\n", "'team' must be a text"),
            ("[jobs]\n", "must be a mapping"), ("jobs: 1\njobs: 2\n", "'jobs' stands there twice"),
            ("a: [\n", "not YAML"),
        ])
    func wrong(yaml: String, says: String) throws {
        try configure(yaml)
        let result = try run("score", Program.samples + "/solved.jsonl")
        #expect(result.status == 3 && result.output.isEmpty)
        #expect(
            result.complaint.hasPrefix("ascribe: \(file):") && result.complaint.contains(says), "\(result.complaint)")
        #expect(result.complaint.split(separator: "\n").count == 1)
        // Help needs no configuration, and info says what is wrong with it.
        #expect(try run("score", "--help").status == 0)
        let info = try run("info")
        #expect(info.status == 0 && info.text.contains(says))
    }

    @Test("Flags beat it")
    func flags() throws {
        try configure("ascii: true\nmouse: false\nstore: \(scratch.path)/mine\nteam: simulated/and\njobs: 3\n")
        let view = ["view", "--headless", "--dump", "-", "--keys", "M", "SampleTraces/trio.jsonl"]
        let environment = ["XDG_CONFIG_HOME": scratch.path]
        let plain = try Program.run(view + ["--team", "simulated/root-echo"], environment: environment)
        #expect(plain.output.allSatisfy { $0 < 0x80 } && plain.text.contains("the mouse is used here"))
        let rich = try Program.run(
            view + ["--no-ascii", "--mouse", "--team", "simulated/root-echo"], environment: environment)
        #expect(rich.output.contains { $0 >= 0x80 } && rich.text.contains("the mouse is left to the terminal"))

        let own = try run("sample", "--split", "test", "--count", "1", "--out", "a")
        #expect(own.status == 0 && own.complaint.contains("simulated/and, simulated"), "\(own.complaint)")
        #expect(FileManager.default.fileExists(atPath: scratch.path + "/mine/store.sqlite"))
        let other = try run(
            "sample", "--split", "test", "--count", "1", "--out", "b", "--team", "simulated/or", "--store",
            scratch.path + "/other")
        #expect(other.status == 0 && other.complaint.contains("simulated/or, simulated"), "\(other.complaint)")
        #expect(FileManager.default.fileExists(atPath: scratch.path + "/other/store.sqlite"))
        #expect(try run("sample", "--help").text.contains("default: 3"))
    }

    @Test("Info says what is set")
    func info() throws {
        try configure("jobs: 3\nstore: ~/there\n")
        let result = try run("info", "--json")
        let report = try #require(try JSONSerialization.jsonObject(with: Data(result.output)) as? [String: Any])
        let configuration = try #require(report["configuration"] as? [String: Any])
        #expect(configuration["settings"] as? [String: String] == ["jobs": "3", "store": "/home/somebody/there"])
        #expect((report["store"] as? [String: Any])?["path"] as? String == "/home/somebody/there")
    }
}
