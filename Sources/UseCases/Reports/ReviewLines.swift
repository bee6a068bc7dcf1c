package import CreditEngine

/// A proposal in the queue as lines of plain text.
package enum ReviewLines {
    /// The list: one line each, what all of them have in columns.
    package static func list(_ items: [ReviewItem]) -> [String] {
        func columns(_ text: String) -> Int { Glyph.columns(of: VisibleText.escape(text)) }
        let widths = (0..<4).map { place in items.map { columns(heads($0)[place]) }.max() ?? 0 }
        return items.map { item in
            let heads = zip(heads(item), widths).filter { $1 > 0 }
            let padded = heads.map { $0 + String(repeating: " ", count: $1 - columns($0)) }
            return (padded + tails(item)).joined(separator: " · ")
        }
    }

    /// Those of one team; throws `TeamFileError`.
    ///
    /// - Parameter team: its name, or where its team file is; `nil` is every team.
    package static func items(_ all: [ReviewItem], of team: String?) throws -> [ReviewItem] {
        guard let team else { return all }
        let name = try all.contains { $0.proposal.team == team } ? team : TeamSource.name(of: team)
        return all.filter { $0.proposal.team == name }
    }

    /// How many there are of each kind; of none, which other teams have some.
    package static func tally(_ items: [ReviewItem], of all: [ReviewItem]) -> String {
        guard !items.isEmpty else {
            let others = Set(all.map(\.proposal.team)).sorted().joined(separator: ", ")
            return others.isEmpty
                ? "no proposals; 'ascribe revise' and 'ascribe optimize' make them"
                : "no proposals of this team; there are some of \(others)"
        }
        let refused = items.count(where: \.isRefusedByGate)
        let waiting = items.count { $0.status == .waiting } - refused
        let stale = items.count { $0.status == .stale }
        return "\(waiting) waiting · " + (refused > 0 ? "\(refused) refused by the gate · " : "")
            + "\(stale) stale · \(items.count - waiting - refused - stale) decided"
            + (waiting > 0 ? "; 'ascribe review show ID' shows one" : "")
    }

    /// One proposal in one line.
    static func summary(_ item: ReviewItem) -> String {
        (heads(item) + tails(item)).filter { !$0.isEmpty }.joined(separator: " · ")
    }

    /// The name, the state, the versions and the team.
    private static func heads(_ item: ReviewItem) -> [String] {
        [
            item.id,
            (item.isRefusedByGate ? "refused" : item.status.rawValue)
                + (item.staleBlock.map { " (\($0) has changed)" } ?? ""),
            "\(item.proposal.block.name) v\(item.version) → v\(item.version + 1)", item.proposal.team,
        ]
    }

    /// What the gate said, who decided.
    private static func tails(_ item: ReviewItem) -> [String] {
        let gain = item.validation?.report.difference.map(Numeral.signedRate)
        let validated = item.validation.map { $0.report.ending.words } ?? "not validated"
        return [validated + (gain.map { ", held-out \($0)" } ?? "")] + decided(item) + simulated(item)
    }

    /// All that a person needs to decide, the hash last.
    package static func all(_ item: ReviewItem) -> [String] {
        let proposal = item.proposal
        var lines = [summary(item), "", "prompt, line by line:"]
        let diff = PromptDiff(from: proposal.oldText, to: proposal.newText)
        lines += diff.lines.map { line in
            switch line.change {
            case .same: "    \(line.text)"
            case .removed: "  − \(line.text)"
            case .added: "  + \(line.text)"
            }
        }
        lines += ["", "word by word, {−what goes−} and {+what comes+}:"] + wordLines(diff).map { "    " + $0 }
        lines += ["", "why: \(proposal.reason)"]
        lines += proposal.critiques.flatMap(self.lines)
        let quotes = item.quotes
        let mark = quotes.found == quotes.all ? "✓" : "⚠"
        lines.append(
            quotes.all == 0
                ? "quotes: none given" : "quotes found in the traces \(quotes.found) of \(quotes.all) \(mark)")
        lines.append("")
        if let validation = item.validation {
            lines.append(validation.report.ending.words)
            lines += ValidationText.held(validation.report, version: item.version)
        } else {
            lines.append("held-out: not validated; 'ascribe validate \(item.id)' does")
        }
        lines.append(
            item.staleBlock.map { "  ⚠ \($0) has changed since: propose and validate anew" }
                ?? "  other blocks unchanged ✓")
        return lines + [""] + wayOut(item)
    }

    /// What can be done about it.
    private static func wayOut(_ item: ReviewItem) -> [String] {
        switch item.status {
        case .approved: return ["approved; 'ascribe review undo \(item.id)' takes it back"]
        case .rejected: return ["rejected; 'ascribe review undo \(item.id)' takes it back"]
        case .stale: return ["it cannot be approved; 'ascribe review reject \(item.id) --reason TEXT' clears it away"]
        case .waiting: break
        }
        guard let hash = item.approvalHash, let validation = item.validation else {
            return ["it cannot be approved before it is validated"]
        }
        guard validation.report.ending == .accepted else {
            return ["it cannot be approved: it did not pass the gate"]
        }
        let reason = item.warnings.isEmpty ? "" : " --reason TEXT"
        return item.warnings.map { "⚠ \($0): whoever approves gives a reason" } + [
            "hash of what is shown here: \(hash)",
            "approve exactly this: ascribe review approve \(item.id) --hash \(hash)\(reason)",
        ]
    }

    private static func lines(_ critique: Critique) -> [String] {
        let differs: String
        switch critique.isAgentsModel {
        case true?: differs = " ⚠ is the agents' own model"
        case false?: differs = " ≠ the agents' model ✓"
        case nil: differs = " · whether it is the agents' model is unknown"
        }
        let taken = critique.redactions > 0 ? " · \(Numeral.count(critique.redactions, "secret")) redacted" : ""
        return [
            "  \(critique.turn) \(critique.agent) in \(critique.trace): \(critique.weakness)",
            "    critic \(critique.critic)\(differs)\(taken)",
        ]
            + critique.quotes.map { quote in
                let place = quote.turn.flatMap { turn in quote.agent.map { "\(turn) \($0)" } }
                return "    “\(quote.text)” " + (place.map { "found in \($0) ✓" } ?? "not found ⚠")
            }
    }

    private static func wordLines(_ diff: PromptDiff) -> [String] {
        let text = diff.words.map { piece in
            switch piece.change {
            case .same: piece.text
            case .removed: "{−\(piece.text)−}"
            case .added: "{+\(piece.text)+}"
            }
        }.joined()
        return text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { String(Substring($0)) }
    }

    private static func decided(_ item: ReviewItem) -> [String] {
        guard let decision = item.decision else { return [] }
        let reason = decision.reason.isEmpty ? "" : ": \(decision.reason)"
        return ["by \(decision.who) at \(decision.at)\(reason)"]
    }

    private static func simulated(_ item: ReviewItem) -> [String] {
        item.proposal.isSimulated || item.validation?.report.isSimulated == true ? ["simulated"] : []
    }
}

extension ReviewItem {
    /// Whether the gate has said no, so that no person can approve it: it does not wait for one.
    package var isRefusedByGate: Bool {
        guard status == .waiting, let ending = validation?.report.ending else { return false }
        switch ending {
        case .capped, .futile, .notShown: return true
        case .accepted, .stopped: return false
        }
    }
}
