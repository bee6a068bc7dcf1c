import CreditEngine
import CreditStore
import TraceFiles

/// The proposals that a revision made, in words and as JSON.
package struct RevisionRecord {
    private let block: Block
    private let clusters: CritiqueClusters
    private let proposals: [ProposalRecord]
    private let refused: [RevisionRefusal]

    /// Makes a report.
    package init(_ revision: Revision) {
        (block, clusters) = (revision.block, revision.clusters)
        (proposals, refused) = (revision.proposals, revision.refused)
    }

    /// The lines for a person.
    package var lines: [String] {
        var lines = clusters.clusters.map { cluster in
            let edit = cluster.representative.suggestion
            return "\(Numeral.count(cluster.votes, "run")): "
                + [edit.old.map { "− \($0)" }, edit.new.map { "+ \($0)" }].compactMap { $0 }.joined(separator: "  ")
        }
        if !clusters.ungrounded.isEmpty {
            lines.append(
                "\(Numeral.count(clusters.ungrounded.count, "critique")) left aside: no quote found in the trace "
                    + "(--ungrounded takes them all the same)")
        }
        for proposal in proposals {
            lines.append("proposal \(proposal.id) · \(block.name) · candidate \(proposal.ordinal) of its lineage")
            lines.append("  \(proposal.content.reason)")
            let diff = RuleDiff(proposal.content.oldText, proposal.content.newText)
            lines += diff.removed.map { "  − \($0)" } + diff.added.map { "  + \($0)" }
        }
        lines += refused.map { "not proposed: \($0)" }
        if proposals.isEmpty { lines.append("nothing was proposed") }
        return lines
    }

    /// The line of JSON.
    package var json: [UInt8] {
        var text = JSONText()
        text.object { text in
            text.field("block", block.name)
            text.key("clusters")
            text.array { text in
                for cluster in clusters.clusters {
                    text.object { text in
                        text.field("votes", cluster.votes)
                        text.field("critiques", cluster.critiques.count)
                        text.field("old", cluster.representative.suggestion.old)
                        text.field("new", cluster.representative.suggestion.new)
                    }
                }
            }
            text.field("ungrounded", clusters.ungrounded.count)
            text.key("proposals")
            text.array { text in
                for proposal in proposals {
                    text.object { text in
                        text.field("proposal", proposal.id)
                        text.field("ordinal", proposal.ordinal)
                        text.field("reason", proposal.content.reason)
                        text.field("old_text", proposal.content.oldText)
                        text.field("new_text", proposal.content.newText)
                        text.field("simulated", proposal.content.isSimulated)
                    }
                }
            }
            text.key("refused")
            text.array { text in for refusal in refused { text.value(refusal.description) } }
        }
        text.endLine()
        return text.bytes
    }
}

/// The rules that go and come between two texts, for a short listing; `review show` has the whole diff.
private struct RuleDiff {
    let removed: [String]
    let added: [String]

    init(_ old: String, _ new: String) {
        let (before, after) = (PromptRules.split(old), PromptRules.split(new))
        removed = before.filter { !after.contains($0) }
        added = after.filter { !before.contains($0) }
    }
}
