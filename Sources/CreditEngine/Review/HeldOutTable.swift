/// The held-out figures of a validation as a table: before, after, difference with its interval, and what the gate says.
///
/// The screen of approvals draws it and the commands print it.
public struct HeldOutTable: Sendable {
    /// Words of one kind.
    public struct Piece: Sendable, Hashable {
        /// What the words are.
        public enum Role: Sendable, Hashable {
            case plain, title, quiet, helps, hurts, success, problem
        }

        /// The words, all the program's own.
        public var text: String
        /// What they are.
        public var role: Role

        init(_ text: String, _ role: Role = .plain) { (self.text, self.role) = (text, role) }
    }

    /// The column of the gate's words at 80 columns.
    public static let gateColumn = 49
    /// The column in which figures begin.
    public static let figureColumn = 12
    private static let second = 19
    private static let difference = 26

    /// What it is about: `held-out: 48 problems nobody tuned on, paired seeds`.
    public let title: String
    /// The heading and the rows of figures.
    public let rows: [[Piece]]
    /// The other conditions of the gate, all in one row; empty when there are none.
    public let caps: [Piece]
    /// How often the problems were looked at, and by which candidate.
    public let looks: String

    /// Words a report.
    ///
    /// - Parameters:
    ///   - version: the version of the block's text that is replaced; `nil` when it is not known.
    ///   - gateColumn: where the gate's words begin.
    ///   - hasLimits: whether limits that hold are written, too.
    ///   - key: the key that opens the problems; `nil` where there are no keys.
    public init(
        _ report: ValidationReport, version: Int?, gateColumn: Int = HeldOutTable.gateColumn, hasLimits: Bool = true,
        key: String? = nil
    ) {
        title = Self.title(report)
        let writer = Writer(report: report, gateColumn: gateColumn)
        rows = [writer.heads(version), writer.success, writer.problems(key), writer.train]
        caps = Self.caps(report, hasLimits: hasLimits)
        looks = "looks at this validation set: \(Numeral.count(report.looks)) · candidate \(report.ordinal)"
    }

    /// All of it but the title as plain text.
    public var lines: [String] {
        (rows + (caps.isEmpty ? [] : [caps])).map { $0.map(\.text).joined() } + [looks]
    }

    /// The title alone, for a report that is not finished.
    public static func title(_ report: ValidationReport) -> String {
        "held-out: \(Numeral.count(Set(report.pairs.map(\.problem)).count, "problem")) nobody tuned on, paired seeds"
            + (report.isSimulated ? ", simulated" : "")
    }

    /// The role of a difference: helps when its interval lies above 0, hurts when below.
    ///
    /// - Parameter interval: that of current − proposed.
    public static func role(_ interval: EffectInterval?) -> Piece.Role {
        interval.map { $0.high < 0 ? .helps : $0.low > 0 ? .hurts : .plain } ?? .plain
    }

    private static func caps(_ report: ValidationReport, hasLimits: Bool) -> [Piece] {
        let shown = report.checks.filter { ![.evidence, .trainGap, .regressions].contains($0.kind) }
        guard !shown.isEmpty else { return [] }
        var pieces = [Piece("caps       ")]
        for (place, check) in shown.enumerated() {
            if place > 0 { pieces.append(Piece(" · ")) }
            pieces.append(Piece("\(check.kind.rawValue) \(check.figure) "))
            pieces.append(Self.mark(check.passes))
            if check.value != nil, hasLimits || check.passes == false {
                pieces.append(Piece(" of \(check.words(check.limit))", .quiet))
            }
        }
        return pieces
    }

    private static func mark(_ passes: Bool?) -> Piece {
        Piece(ValidationReport.Check.mark(passes), passes == true ? .success : .problem)
    }

    /// The rows of figures.
    private struct Writer {
        let report: ValidationReport
        let gateColumn: Int

        func heads(_ version: Int?) -> [Piece] {
            row(
                "",
                [
                    (figureColumn, version.map { "v\($0)" } ?? "now"),
                    (second, version.map { "v\($0 + 1)" } ?? "then"), (difference, "difference [95 %]"),
                ], [Piece("gate", .title)], .title)
        }

        var success: [Piece] {
            guard let rates = report.rates, let mean = report.difference else {
                return row("success", [], [Piece("no pair of runs has an outcome", .problem)])
            }
            let interval = report.outcomes.interval()
            let words =
                Numeral.signedRate(mean)
                + (interval.map { " [\(Numeral.signedRate(-$0.high)), \(Numeral.signedRate(-$0.low))]" } ?? "")
            return row(
                "success",
                [
                    (figureColumn, Numeral.rate(rates.current)), (second, Numeral.rate(rates.candidate)),
                    (difference, words),
                ], evidence, HeldOutTable.role(interval))
        }

        private var evidence: [Piece] {
            let (p, isExact) = report.deciding
            let limit = EValue(log: -report.logThreshold).value
            if isExact {
                let sign = p <= limit ? "≤" : ">"
                return verdict(
                    p <= limit, "exact p \(Numeral.probability(p)) \(sign) \(Numeral.probability(limit))")
            }
            let holds = report.logEvidence >= report.logThreshold
            let (shown, needed) = (EValue(log: report.logEvidence).words, EValue(log: report.logThreshold).words)
            return verdict(holds, "evidence \(shown) \(holds ? "≥" : "<") \(needed)")
        }

        func problems(_ key: String?) -> [Piece] {
            let (fixed, broken) = (report.fixed.count, report.broken.count)
            var gate = verdict(true, "none got worse")
            if report[.regressions]?.passes == false, broken > 0 {
                gate = verdict(false, "too many" + (key.map { "; \($0) opens them" } ?? " got worse"))
            } else if broken > 0 {
                gate = [Piece("⚠ " + (key.map { "open them with \($0)" } ?? "a reason is needed"), .problem)]
            }
            let pairs = Numeral.count(report.pairs.count, "pair")
            return row("problems", [(figureColumn, "\(fixed) fixed, \(broken) broken, \(pairs)")], gate)
        }

        var train: [Piece] {
            let check = report[.trainGap]
            let gate = check.map(self.gate) ?? [Piece("not measured", .quiet)]
            guard let current = report.trainCurrent, let candidate = report.trainCandidate else {
                return row("train", [(figureColumn, "not measured")], gate)
            }
            let gap = check?.value ?? (candidate - current - (report.difference ?? 0))
            return row(
                "train",
                [
                    (figureColumn, Numeral.rate(current)), (second, Numeral.rate(candidate)),
                    (difference, "gap " + Numeral.share(gap)),
                ], gate)
        }

        /// A row of a label, cells at their columns, and the gate's words.
        private func row(
            _ label: String, _ cells: [(column: Int, text: String)], _ gate: [Piece], _ role: Piece.Role = .plain
        ) -> [Piece] {
            var pieces = [Piece(label)]
            var at = label.count
            for cell in cells {
                let pad = String(repeating: " ", count: max(1, cell.column - 1 - at))
                let isFigure = cell.column == difference || role == .title
                pieces.append(Piece(pad + cell.text, isFigure ? role : .plain))
                at += pad.count + cell.text.count
            }
            pieces.append(Piece(String(repeating: " ", count: max(1, gateColumn - 1 - at))))
            return pieces + gate
        }

        private func gate(_ check: ValidationReport.Check) -> [Piece] {
            guard let passes = check.passes else { return [Piece("⚠ not known", .problem)] }
            return verdict(passes, (passes ? "under " : "over ") + Numeral.share(check.limit))
        }

        private func verdict(_ passes: Bool, _ words: String) -> [Piece] {
            [HeldOutTable.mark(passes), Piece(" " + words)]
        }
    }
}
