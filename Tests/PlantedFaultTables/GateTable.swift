import CreditEngine
import TraceFiles
import UseCases

/// The table of `planted-faults` on acceptance rules: how often each takes an edit of a known effect.
///
/// Nothing runs here but coins: the edits are those of `GateTrial`, so the promises of the gate can be checked without a
/// model. Method §6's table, and its claim about lineages.
struct GateTable {
    let plan: FaultsPlan

    /// The effects that edits have.
    private static let effects = [0, 0.1, 0.2, 0.35]
    /// The candidates of a lineage.
    private static let length = 20

    /// An acceptance rule and the edits that it is tried on.
    private struct Row: Sendable {
        let name: String
        let effects: [Double]
        let tally: @Sendable (_ effect: Double, _ edits: Int) -> GateTrial.Tally
    }

    private static let columns = Columns(widths: [52, 8, 23, 23, 23, 23, 20])

    /// Tries the rules and prints the rows.
    func run() async throws {
        let edits = 100 * plan.seeds
        if !plan.json {
            try Console.say("acceptance rules · \(Numeral.count(edits, "simulated edit")) each, success rate .5")
            try Console.say(
                Self.columns.row(["rule", "edits", "accepts +0", "+.10", "+.20", "+.35", "pairs to accept"]))
        }
        try await inOrder(Self.rows, width: plan.jobs) { row in
            row.effects.map { (effect: $0, tally: row.tally($0, edits)) }
        } consume: { row, cells in
            if plan.json {
                for cell in cells { try Console.write(record(row.name, cell.effect, cell.tally)) }
            } else {
                try Console.say(Self.columns.row(words(row, cells, edits)))
            }
        }
    }

    private func words(_ row: Row, _ cells: [(effect: Double, tally: GateTrial.Tally)], _ edits: Int) -> [String] {
        let rates = Self.effects.map { effect in
            cells.first { $0.effect == effect }.map { HitRate($0.tally.accepted, of: $0.tally.edits).words } ?? ""
        }
        let median = cells.last.flatMap { $0.effect > 0 ? Self.median($0.tally) : nil }
        return [row.name, String(edits)] + rates + [median.map { "median \($0) at +.35" } ?? ""]
    }

    private func record(_ name: String, _ effect: Double, _ tally: GateTrial.Tally) -> [UInt8] {
        var text = JSONText()
        text.object { text in
            text.field("table", FaultsTable.gate.rawValue)
            text.field("rule", name)
            text.field("simulated", true)
            text.field("effect", effect)
            text.field("edits", tally.edits)
            text.field("accepted", tally.accepted)
            text.field("low", tally.interval.low)
            text.field("high", tally.interval.high)
            text.field("pairs", tally.pairs)
            text.field("median_pairs_to_accept", Self.median(tally))
        }
        text.endLine()
        return text.bytes
    }

    private static func median(_ tally: GateTrial.Tally) -> Int? {
        let pairs = tally.pairsToAccept
        return pairs.isEmpty ? nil : pairs[pairs.count / 2]
    }

    // MARK: Rules

    /// α_1 is half of α, so twice α gives the first candidate .05.
    private static let whole = GateRule(alpha: 0.1, futility: [])

    /// The stricter points of decision 8: W ≤ L after 8 pairs, W − L < 2 after 16, W − L < 4 after 28.
    private static let early = [
        GateRule.Futility(pairs: 8, lead: 1), GateRule.Futility(pairs: 16, lead: 2),
        GateRule.Futility(pairs: 28, lead: 4),
    ]

    private static let rows: [Row] = [
        Row(name: "strict improvement of a sum over 30, ρ .5", effects: effects) { effect, edits in
            GateTrial(effect: effect).strictImprovement(pairs: 30, edits: edits, seed: 1)
        },
        Row(name: "exact test at 100 pairs, α .05, ρ .5", effects: effects) { effect, edits in
            GateTrial(effect: effect).exactTest(pairs: 100, edits: edits, seed: 2)
        },
        Row(name: "E alone, at most 100 pairs, α .05, ρ .5", effects: effects) { effect, edits in
            let rule = GateRule(alpha: 0.1, maxPairs: 100, futility: [], outcomes: .graded)
            return GateTrial(effect: effect).gate(rule, edits: edits, seed: 3)
        },
        Row(name: "E or exact test at 130, α .05, ρ .5", effects: effects) { effect, edits in
            GateTrial(effect: effect).gate(whole, edits: edits, seed: 4)
        },
        Row(name: "the same, dropping early at 8, 16 and 28 pairs", effects: effects) { effect, edits in
            GateTrial(effect: effect).gate(GateRule(alpha: 0.1, futility: early), edits: edits, seed: 5)
        },
        Row(name: "the same, dropping at 12, 20 and 32 pairs", effects: effects) { effect, edits in
            GateTrial(effect: effect).gate(GateRule(alpha: 0.1), edits: edits, seed: 5)
        },
        shipped(coupling: 0, seed: 6), shipped(coupling: 0.5, seed: 7), shipped(coupling: 1, seed: 8),
        Row(name: "lineages of \(length): E alone, each at α .05", effects: [0]) { effect, edits in
            let rule = GateRule(alpha: 0.1, maxPairs: 100, futility: [], outcomes: .graded)
            return GateTrial(effect: effect).lineages(
                rule, length: length, corrects: false, lineages: edits / 10, seed: 9)
        },
        Row(name: "lineages of \(length): this gate without dropping", effects: [0]) { effect, edits in
            GateTrial(effect: effect).lineages(GateRule(futility: []), length: length, lineages: edits / 10, seed: 10)
        },
        Row(name: "lineages of \(length): this gate", effects: [0]) { effect, edits in
            GateTrial(effect: effect).lineages(length: length, lineages: edits, seed: 11)
        },
    ]

    private static func shipped(coupling: Double, seed: UInt64) -> Row {
        Row(name: "this gate, first of its lineage, ρ \(Numeral.fixed(coupling, 1))", effects: effects) {
            effect, edits in
            GateTrial(effect: effect, coupling: coupling).gate(edits: edits, seed: seed)
        }
    }
}
