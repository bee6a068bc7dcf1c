import CreditEngine
import TraceFiles

extension PromptExport {
    /// What was written, in a sentence.
    package func summary(folder: String) -> String {
        "\(Numeral.count(set.manifest.blocks.count, "block")) of \(team) written to \(folder), \(approved) approved"
    }

    /// What was written, for a person.
    package func lines(folder: String) -> [String] {
        set.manifest.blocks.map { entry in
            let by = entry.approvals.last.map { "approved by \($0.who) at \($0.at)" } ?? "as its owner has it"
            return "  \(entry.block) · \(entry.hash.prefix(12)) · \(by)"
        } + [summary(folder: folder)]
    }

    /// What was written, as one JSON object.
    package func json(folder: String) -> [UInt8] {
        var text = JSONText()
        text.object { text in
            text.field("folder", folder)
            text.field("team", team)
            text.field("identity", set.manifest.identity)
            text.field("blocks", set.manifest.blocks.count)
            text.field("approved", approved)
            text.field("secrets", set.secrets)
        }
        text.endLine()
        return text.bytes
    }
}

extension ExportCheck {
    /// How every block stands, for a person.
    package var lines: [String] {
        findings.map { finding in
            let file = finding.file.map { " · \($0)" } ?? ""
            let reason = finding.reason.map { ": \($0)" } ?? ""
            return "\(finding.isSound ? "✓" : "✗") \(finding.subject)\(file) · \(finding.state.rawValue)\(reason)"
        }
    }

    /// The same as one JSON object.
    package var json: [UInt8] {
        var text = JSONText()
        text.object { text in
            text.field("folder", folder)
            text.field("team", team)
            text.field("against", isAgainstApprovals ? "approvals" : "manifest")
            text.field("equal", isSound)
            text.key("blocks")
            text.array { text in
                for finding in findings {
                    text.object { text in
                        text.field("block", finding.subject)
                        text.field("file", finding.file)
                        text.field("state", finding.state.rawValue)
                        text.field("reason", finding.reason)
                    }
                }
            }
        }
        text.endLine()
        return text.bytes
    }
}
