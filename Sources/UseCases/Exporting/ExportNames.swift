import CreditEngine

/// The file names of blocks: from `[A-Za-z0-9._-]`, distinct also where capitals do not count.
enum ExportNames {
    /// The longest name of an agent that goes into a file name as it is.
    private static let longest = 80

    /// A file name for each block: `role-NAME.txt` and `aggregation.txt`.
    ///
    /// A name that does not fit, or that another
    /// block has taken, becomes twelve digits of its hash. Throws `IdentityError`.
    static func names(of blocks: [Block]) throws -> [Block: String] {
        var names: [Block: String] = [:]
        var taken: Set<String> = []
        for block in blocks {
            var name = plain(block)
            if name.map({ taken.contains($0.lowercased()) }) ?? true {
                let digits = try SHA256Digest(of: block.name).hex
                name = [12, 64].lazy.map { "block-\(digits.prefix($0)).txt" }.first { !taken.contains($0) }
            }
            guard let name else { continue }
            taken.insert(name.lowercased())
            names[block] = name
        }
        return names
    }

    /// Whether a name may be a file of an export.
    static func isSafe(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 255 && name.first != "." && name.utf8.allSatisfy(isPlain)
    }

    private static func plain(_ block: Block) -> String? {
        guard case .role(let agent) = block else { return "aggregation.txt" }
        guard agent.utf8.count <= longest, agent.utf8.allSatisfy(isPlain) else { return nil }
        return "role-\(agent).txt"
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
