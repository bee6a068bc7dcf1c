import Foundation
import Testing

/// Converting loses nothing: not the runs, not their scores, not what this program does not know.
@Suite("Conversions there and back")
struct RoundTripTests {
    static let names = ["delayed", "japanese", "outside", "quartet", "quintet", "solved", "trio", "damaged"]

    @Test("Scores are the same in every form", arguments: names, ["native", "packed"])
    func scores(name: String, form: String) throws {
        let file = "\(Program.samples)/\(name).jsonl"
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        let converted = try Program.run(["convert", "--to", form, file])
        let copy = try scratch.file("copy.jsonl", converted.output)
        #expect(try Program.run(["score", copy]).output == Program.run(["score", file]).output)
        let check = try Program.run(["check", "--json", copy]).text
        #expect(check.contains(#""bad":0,"#), "damage is reported, not carried along")
        #expect(converted.status == (name == "damaged" ? 1 : 0))
    }

    @Test("A second conversion changes nothing", arguments: names)
    func settled(name: String) throws {
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        let packed = try scratch.file(
            "packed.jsonl", Program.run(["convert", "--to", "packed", "\(Program.samples)/\(name).jsonl"]).output)
        let native = try scratch.file("native.jsonl", Program.run(["convert", "--to", "native", packed]).output)
        #expect(try Program.run(["convert", "--to", "packed", native]).output == scratch.bytes("packed.jsonl"))
        #expect(try Program.run(["convert", "--to", "native", native]).output == scratch.bytes("native.jsonl"))
    }

    @Test("Unknown records and fields are carried along, exactly")
    func carried() throws {
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        let strange = """
            {"type":"trace","format":"ascribe/1","trace":"r","x-number":12345678901234567890,"x":{"b":1,"a":[null,true]}}
            {"type":"message","trace":"r","turn":1,"agent":"a","output":"one","x-more":"\\u00e9 \\/"}
            {"type":"fish","trace":"r","scales":1e3}
            {"type":"message","trace":"r","turn":2,"agent":"b","output":"two"}
            """
        let file = try scratch.file("strange.jsonl", strange + "\n")
        for form in ["native", "packed"] {
            let text = try Program.run(["convert", "--to", form, file]).text
            for part in [
                "12345678901234567890", "\"b\":1,\"a\":[null,true]", "x-more",
                "{\"type\":\"fish\",\"trace\":\"r\",\"scales\":1e3}",
            ] {
                #expect(text.contains(part), "\(form): \(part) in \(text)")
            }
        }
    }

    @Test("Control characters come out escaped and come back the same")
    func controls() throws {
        let scratch = try Scratch()
        defer { withExtendedLifetime(scratch) {} }
        let file = try scratch.file("evil.jsonl", HostileTrace.bytes)
        let native = try scratch.file("native.jsonl", Program.run(["convert", "--to", "native", file]).output)
        #expect(try Program.run(["score", native]).output == Program.run(["score", file]).output)
        #expect(try Program.run(["convert", "--to", "native", native]).output == scratch.bytes("native.jsonl"))
    }
}
