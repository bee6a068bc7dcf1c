import Foundation
import Testing

/// `ascribe info`: what is said of this machine, and that looking changes nothing.
@Suite("ascribe info") struct InfoTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    private func info(_ changes: [String: String] = [:]) throws -> [String: Any] {
        var environment = ["XDG_DATA_HOME": scratch.path + "/data", "XDG_STATE_HOME": scratch.path + "/state"]
        environment["XDG_CONFIG_HOME"] = scratch.path + "/config"
        environment["TERM"] = "xterm-256color"
        let result = try Program.run(["info", "--json"], environment: environment.merging(changes) { $1 })
        #expect(result.status == 0 && result.errors.isEmpty, "\(result.complaint)")
        return try #require(try JSONSerialization.jsonObject(with: Data(result.output)) as? [String: Any])
    }

    @Test("Places are where the environment says, and are not made by being looked at")
    func places() throws {
        let report = try info()
        let expected = [
            "configuration": "config/ascribe/config.yaml", "store": "data/ascribe", "log": "state/ascribe/ascribe.log",
        ]
        for (name, path) in expected {
            let place = try #require(report[name] as? [String: Any])
            #expect(place["path"] as? String == "\(scratch.path)/\(path)")
            #expect(place["exists"] as? Bool == false)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path).isEmpty)
        _ = try scratch.folder("data/ascribe")
        #expect((try info()["store"] as? [String: Any])?["exists"] as? Bool == true)
    }

    @Test("A relative folder in the environment is ignored, as its specification asks")
    func relative() throws {
        let report = try info(["XDG_STATE_HOME": "state", "XDG_CONFIG_HOME": "", "HOME": "/home/somebody"])
        #expect(
            (report["log"] as? [String: Any])?["path"] as? String
                == "/home/somebody/.local/state/ascribe/ascribe.log")
        #expect(
            (report["configuration"] as? [String: Any])?["path"] as? String
                == "/home/somebody/.config/ascribe/config.yaml")
    }

    @Test("Libraries have versions")
    func libraries() throws {
        let libraries = try #require(try info()["libraries"] as? [String: String])
        #expect(libraries["sqlite"]?.wholeMatch(of: /3\.\d+\.\d+/) != nil, "\(libraries)")
        #expect(libraries["simdjson"]?.wholeMatch(of: /\d+\.\d+\.\d+/) != nil, "\(libraries)")
        #expect(libraries["ncurses"]?.contains("ncurses") == true, "\(libraries)")
    }

    @Test("The terminal is described by its type, and colours by the wish to have none")
    func terminal() throws {
        let rich = try #require(try info()["terminal"] as? [String: Any])
        #expect(rich["colours"] as? Int == 256 && rich["places_cursor"] as? Bool == true)
        #expect(rich["no_color"] as? Bool == false && rich["utf8"] as? Bool == true)
        #expect(rich["output_is_terminal"] as? Bool == false && rich["columns"] == nil)
        let plain = try #require(try info(["TERM": "dumb", "NO_COLOR": "1"])["terminal"] as? [String: Any])
        #expect(plain["places_cursor"] as? Bool == false && plain["no_color"] as? Bool == true)
        let none = try #require(try info(["TERM": ""])["terminal"] as? [String: Any])
        #expect(none["type"] == nil && none["colours"] as? Int == 0)
    }

    @Test("A terminal's type is foreign text")
    func foreign() throws {
        let result = try Program.run(["info"], environment: ["TERM": "x\u{1B}[31m"])
        #expect(result.status == 0 && !result.output.contains(0x1B) && result.text.contains("x^[[31m"))
    }
}
