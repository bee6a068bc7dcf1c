/// What a terminal was sent, taken apart: only the sequences by which curses draws may be among it.
enum RawOutput {
    /// Something that no program may send because a trace says so.
    struct Foreign: Error, CustomStringConvertible {
        var description: String
    }

    /// The names of all sequences, in order (`CSI ?1049h`, `OSC 52;…`); throws at ill-formed bytes and at characters that
    /// a terminal obeys or cannot show.
    static func sequences(_ bytes: [UInt8]) throws -> [String] {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Foreign(description: "not UTF-8") }
        var found: [String] = []
        var scalars = Array(text.unicodeScalars)[...]
        while let scalar = scalars.popFirst() {
            guard scalar == "\u{1B}" else {
                if isForeign(scalar) { throw Foreign(description: "\(scalar.escaped(asASCII: true)) as it is") }
                continue
            }
            guard let kind = scalars.popFirst() else { throw Foreign(description: "ESC at the end") }
            switch kind {
            case "[":
                var body = ""
                while let next = scalars.popFirst() {
                    body.unicodeScalars.append(next)
                    if ("@"..."~").contains(next) { break }
                }
                found.append("CSI \(body)")
            case "]", "P", "^", "_", "X":
                var body = ""
                while let next = scalars.popFirst(), next != "\u{07}" {
                    if next == "\u{1B}" {
                        _ = scalars.popFirst()
                        break
                    }
                    body.unicodeScalars.append(next)
                }
                found.append("\(kind == "]" ? "OSC" : "string \(kind)") \(body)")
            case "(", ")":
                found.append("charset \(scalars.popFirst().map(String.init) ?? "")")
            default: found.append("ESC \(kind)")
            }
        }
        return found
    }

    /// Sequences of a kind that drawing never needs.
    static func foreign(among sequences: [String]) -> [String] {
        sequences.filter { sequence in
            let parts = sequence.split(separator: " ", maxSplits: 1).map(String.init)
            switch parts[0] {
            case "CSI":
                guard let last = parts[1].last, "@ABCDEFGHIJKLMPSTXZbdfghlmrnt".contains(last) else { return true }
                // The marks of the payloads: parameters that nobody draws with.
                return parts[1].contains("31337")
            case "charset": return !["B", "0"].contains(parts[1])
            case "ESC": return !["=", ">", "7", "8", "M", "D", "E", "H", "c"].contains(parts[1])
            default: return true
            }
        }
    }

    /// Whether a character must not be sent outside a sequence: it moves, hides, turns round or means nothing.
    private static func isForeign(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x08, 0x09, 0x0A, 0x0D, 0x0E, 0x0F, 0x07: false
        case ..<0x20, 0x7F..<0xA0, 0xAD, 0x61C, 0x115F, 0x1160, 0x180E, 0x200B...0x200F, 0x2028...0x202E,
            0x2060...0x206F, 0x3164, 0xFEFF, 0xFFF0...0xFFFB, 0xFFFE, 0xFFFF, 0xE0000...0xE0FFF:
            true
        default: false
        }
    }
}
