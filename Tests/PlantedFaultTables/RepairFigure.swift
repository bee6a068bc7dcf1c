import CreditEngine
import PlantedFaults
import TraceFiles

/// One figure of the repair table over several suites, with what is aimed at.
struct RepairFigure {
    let name: String
    /// The name in JSON.
    let key: String
    /// The figure: a rate, or a number of rollouts (`nil`: too few found the fix).
    let value: Value
    /// What is aimed at, in words.
    let aim: String

    enum Value {
        case rate(HitRate)
        case rollouts(Double?, of: Int)
    }

    /// The figures of credit under the gate.
    static func all(_ rows: [RepairRow]) -> [RepairFigure] {
        let gated = rows.filter { $0.condition.method == .credit && $0.condition.acceptance == .gate }
        var figures: [RepairFigure] = []
        let aims = [
            (0.0, 1.0, "0.98", "90"), (0.5, 1.0, "0.93", "90"), (0.0, 0.0, "0.98", "150"), (0.5, 0.0, "0.93", "150"),
        ]
        for (wrong, coupling, least, latest) in aims {
            let trials = gated.filter {
                $0.condition.wrong == wrong && $0.condition.coupling == coupling && $0.condition.isUsual
            }.flatMap(\.trials)
            guard !trials.isEmpty else { continue }
            let who =
                (wrong == 0 ? "critic always right" : "critic wrong half of the time") + (coupling == 1 ? "" : ", free")
            let key = (wrong == 0 ? "right" : "half") + (coupling == 1 ? "" : "_free")
            func figure(_ name: String, _ part: String, _ value: Value, _ aim: String) -> RepairFigure {
                RepairFigure(name: "credit, gate, \(who): \(name)", key: "\(part)_\(key)", value: value, aim: aim)
            }
            figures += [
                figure(
                    "fix found and accepted", "fixed", .rate(HitRate(of: trials) { $0.fixedAt != nil }),
                    "aim: at least \(least)"),
                figure(
                    "median rollouts to the fix", "median",
                    .rollouts(RepairRow.rolloutsToFix(0.5, trials), of: trials.count), "aim: at most \(latest)"),
                figure(
                    "90 % of repairs within", "p90", .rollouts(RepairRow.rolloutsToFix(0.9, trials), of: trials.count),
                    wrong == 0 ? "aim: at most 200" : ""),
                figure(
                    "harmful edits accepted", "harmful", .rate(HitRate(of: trials) { $0.harmful > 0 }), "aim: 0"),
            ]
        }
        let sound = gated.filter { !$0.condition.hasFix }.flatMap(\.trials)
        if !sound.isEmpty {
            figures.append(
                RepairFigure(
                    name: "credit, gate, sound team: anything accepted", key: "healthy",
                    value: .rate(HitRate(of: sound) { $0.accepted > 0 }), aim: "aim: at most 0.01"))
        }
        return figures
    }

    /// The figure in words.
    var cells: [String] {
        switch value {
        case .rate(let rate): [name, rate.words, "n \(rate.count)", aim]
        case .rollouts(let value, let count):
            [name, value.map { Numeral.fixed($0, 0) } ?? "never", "n \(count)", aim]
        }
    }

    /// The figure as a JSON object.
    var json: [UInt8] {
        var text = JSONText()
        text.object { text in
            text.field("table", FaultsTable.repair.rawValue)
            text.field("figure", key)
            text.field("simulated", true)
            switch value {
            case .rate(let rate):
                let interval = WilsonInterval(rate.hits, of: rate.count)
                text.field("hits", rate.hits)
                text.field("count", rate.count)
                text.key("interval")
                text.array { text in
                    text.value(interval.low)
                    text.value(interval.high)
                }
            case .rollouts(let value, let count):
                text.field("rollouts", value)
                text.field("count", count)
            }
        }
        text.endLine()
        return text.bytes
    }
}
