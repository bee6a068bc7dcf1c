import CreditEngine

/// The lines of the evidence pane that come from replays.
enum MeasuredText {
    /// Adds what was measured of a cell, and of its run.
    static func add(_ measurement: RunMeasurement, _ cell: Cell, to wrapper: inout TextWrapper) {
        let swaps = measurement.swaps.filter { $0.cell == cell }
        for swap in swaps { wrapper.add(line(swap), indent: 2) }
        if let whole = measurement.whole { add(whole, measurement, cell, to: &wrapper) }
        addDiscoveries(measurement, to: &wrapper)
        guard !swaps.isEmpty || measurement.whole != nil else { return }
        let model = VisibleText.escape(measurement.terms.model)
        let quiet = Style(.quiet)
        wrapper.add(
            [
                .own("measured by replays with ", quiet), .foreign(model, quiet),
                .own(measurement.terms.isSimulated ? ", a simulated model" : "", quiet),
            ], indent: 2)
    }

    /// What holds of all cells that were tested together: the more are looked at, the more it takes.
    private static func addDiscoveries(_ measurement: RunMeasurement, to wrapper: inout TextWrapper) {
        guard measurement.measured.tested > 1 else { return }
        let (tested, all) = (Numeral.count(measurement.measured.tested), Numeral.count(measurement.order.count, "cell"))
        var spans: [Span] = [
            .own("\(tested) of \(all) tested by resample; over all cells of the run, which takes more (e-BH), ")
        ]
        let hurting = measurement.measured.hurting.map { cell in
            let agent = VisibleText.escape(measurement.trace.agents[safe: cell.agent]?.name ?? "?")
            return [Span.foreign("\(cell.turn) \(agent)", Style(.plain, bold: true))]
        }
        spans += hurting.isEmpty ? [.own("none is shown to hurt yet")] : [.own("these are shown to hurt: ")]
        spans += Array(hurting.joined(separator: [.own(", ")]))
        wrapper.add(spans, indent: 2)
    }

    private static func line(_ swap: RunMeasurement.Swapped) -> [Span] {
        var spans = figures(swap.pairs, swap.verdict)
        spans += [.own(" · by ", Style(.quiet)), .foreign(VisibleText.escape(swap.choice.title), Style(.quiet))]
        if swap.choice != .resample, !swap.pairs.pairs.isEmpty {
            spans.append(.own("; not in the grid, which shows resampled messages only", Style(.quiet)))
        }
        if swap.undefined > 0 { spans.append(.own("   \(Numeral.count(swap.undefined)) undefined", Style(.problem))) }
        return spans
    }

    /// A verdict and what it rests on.
    static func figures(_ pairs: PairedOutcomes, _ verdict: Verdict?) -> [Span] {
        guard let words = pairs.words else { return [.own("no pair yet", Style(.quiet))] }
        guard let verdict else { return [.own(words)] }
        // Only a verdict that says so is drawn as one.
        let role: Style.Role = verdict == .hurts ? .hurts : verdict == .helps ? .helps : .plain
        return [.own(verdict.words + ": ", Style(role, bold: true)), .own(words)]
    }

    /// The role of an effect: hurts or helps when its interval excludes 0.
    static func role(_ effect: Double, _ interval: EffectInterval?) -> Style.Role {
        guard let interval, interval.low > 0 || interval.high < 0 else { return .plain }
        return effect < 0 ? .hurts : .helps
    }

    private static func add(
        _ whole: RunMeasurement.Whole, _ measurement: RunMeasurement, _ cell: Cell, to wrapper: inout TextWrapper
    ) {
        func name(_ position: Int) -> Span {
            let cell = measurement.order.cells[position]
            let agent = VisibleText.escape(measurement.trace.agents[safe: cell.agent]?.name ?? "?")
            return .foreign("\(cell.turn) \(agent)", Style(.plain, bold: true))
        }
        let title = Style(.title, bold: true)
        let spent = "\(Numeral.count(whole.counts.made)) of \(Numeral.count(whole.budget)) replays made"
        if let fault = whole.report?.systematic {
            wrapper.add(fault.words, Style(.problem), isOwn: true, indent: 2)
        }
        let names = whole.leading.prefix(8).map(name)
        var head: [Span] = [.own("measure: ", title)]
        if whole.report == nil {
            let phase = whole.phase?.words ?? "the run"
            head.append(.own(whole.isCutShort ? "ended early, looking at \(phase)" : "looks at \(phase)", title))
            if !names.isEmpty { head += [.own("; leading: ")] + names.prefix(1) }
        } else if let report = whole.report {
            head.append(.own(report.finding.words + (names.isEmpty ? "" : ": "), title))
            head += Array(names.map { [$0] }.joined(separator: [.own(", ")]))
        }
        wrapper.add(head + [.own(" (\(spent))", Style(.quiet))], indent: 2)
        if let joint = whole.joint, whole.leading.count > 1 {
            wrapper.add([.own("together".padding(to: 13))] + figures(joint, whole.jointVerdict), indent: 13)
        }
        for position in whole.leading where whole.pairs[position] != nil {
            guard let pairs = whole.pairs[position] else { continue }
            let label = Span.foreign(
                ColumnNames.clipped(name(position).text, 12).padding(to: 13),
                Style(.plain, bold: measurement.order.cells[position] == cell))
            wrapper.add([label] + figures(pairs, whole.verdict(position)), indent: 13)
        }
        if let check = whole.report?.check {
            wrapper.add("replay check: \(check.words)", Style(.quiet), isOwn: true, indent: 2)
        }
    }
}

extension MeasureProgress.Phase {
    /// What it does, in words.
    fileprivate var words: String {
        switch self {
        case .start: "runs from the start"
        case .search: "where the outcome turns"
        case .partners: "what else had a part in it"
        case .verdicts: "fresh pairs"
        }
    }
}
