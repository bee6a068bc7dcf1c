/// A file of traces that try to take over whatever shows them.
enum HostileTrace {
    /// A name that files may have on this system, too.
    static let fileName = "evil\u{1B}]0;OWNED\u{7}\u{1B}[31337m\u{202E}\u{200B}\u{9B}31337m.jsonl"

    /// What terminals obey, each on its own: titles, the clipboard, colours, moves, modes, C1, direction, nothingness.
    static let payloads = [
        "\u{1B}]0;OWNED\u{7}", "\u{1B}]2;OWNED\u{1B}\\", "\u{1B}]52;c;!OWNED!\u{7}", "\u{1B}[31337m", "\u{1B}[31337;1H",
        "\u{1B}[31337J", "\u{1B}[?31337h", "\u{1B}P31337q\u{1B}\\", "\u{1B}_31337\u{1B}\\", "\u{1B}^31337\u{1B}\\",
        "\u{1B}#8", "\u{1B}(A", "\u{9B}31337m", "\u{9D}0;OWNED\u{9C}", "\u{90}31337\u{9C}", "\u{85}", "\u{84}",
        "\u{202E}", "\u{2066}", "\u{061C}", "\u{200B}", "\u{200F}", "\u{2060}", "\u{FEFF}", "\u{AD}", "\u{2028}",
        "\u{2029}",
        "\u{E0041}", "\u{3164}", "\u{FFF9}", "\u{FFFE}", "\u{7F}", "\u{0}", "\u{5}",
    ]

    /// All payloads, and floods of what takes no room, two columns, or a new line.
    static let words =
        payloads.joined(separator: "evil ") + "\r\n\n\tevil" + "e" + String(repeating: "\u{301}\u{20DD}", count: 200)
        + String(repeating: "界", count: 90) + String(repeating: "👩\u{200D}💻🇩🇪", count: 30)
        + String(repeating: "\u{1B}[31337m", count: 50) + " evil"

    /// Short enough to be seen whole in a column.
    private static func name(_ number: Int) -> String { payloads[number % payloads.count] + "evil\(number)" + words }

    /// Native records of runs that failed, a run in the packed form, and lines that are no JSON.
    static let bytes: [UInt8] = {
        var text = ""
        for run in 0..<4 {
            let id = quoted("evil-run-\(run)" + name(run))
            let agents = (0..<3).map { name($0 + 3 * run) }
            let team = agents.map { "{\"name\":\(quoted($0)),\"role\":\(quoted(words)),\"prompt\":\(quoted(words))}" }
            text += "{\"type\":\"trace\",\"format\":\"ascribe/1\",\"trace\":\(id),"
            text += "\"problem\":{\"id\":\(quoted(name(run + 7))),\"input\":\(quoted(words))},"
            text += "\"team\":{\"name\":\(quoted(words)),\"agents\":[\(team.joined(separator: ","))]},"
            text += "\(quoted(words)):\(quoted(words))}\n"
            for turn in 1...4 {
                for (position, agent) in agents.enumerated() {
                    text += "{\"type\":\"message\",\"trace\":\(id),\"turn\":\(turn),\"agent\":\(quoted(agent)),"
                    text += "\"model\":\(quoted(name(turn))),\"to\":[\(quoted(agents[0]))],"
                    text += "\"output\":\(quoted("That is wrong: \(turn * 3 + position). " + words)),"
                    text += "\"input\":[{\"role\":\(quoted(words)),\"content\":\(quoted(words))}],"
                    text +=
                        "\"tools\":[{\"name\":\(quoted(name(turn + 2))),\"arguments\":{\(quoted(words)):\(quoted(words))},"
                    text += "\"result\":\(quoted(words)),\"error\":\(quoted("error: " + words))}],"
                    text += "\(quoted(words)):{\(quoted(words)):[\(quoted(words))]}}\n"
                }
                text += "{\"type\":\"state\",\"trace\":\(id),\"turn\":\(turn),"
                text += "\"metrics\":{\(quoted(words)):\(turn % 3)},\"summary\":\(quoted(words))}\n"
            }
            text += "{\"type\":\"outcome\",\"trace\":\(id),\"success\":false,\"score\":0,"
            text += "\"answer\":\(quoted(words)),\"evaluator\":\(quoted(words))}\n"
        }
        text += "{\"type\":\(quoted(words)),\"x\":1}\n"
        var bytes = Array(text.utf8)
        bytes += Array(("evil no JSON " + words.replacing("\n", with: " ") + "\n").utf8)
        bytes += [0x7B, 0x22, 0xFF, 0x9B, 0x33, 0x31, 0x6D, 0xC2, 0x22, 0x0A]
        return bytes
    }()

    /// A JSON string whose controls are escaped, as JSON demands; the rest is as it is.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
