import CreditEngine

/// The lines of the curve pane: the expected outcome along the run, as far as replays have shown it.
enum CurveText {
    static func lines(_ screen: RunScreen, width: Int) -> [TextLine] {
        var wrapper = TextWrapper(width: width)
        guard let measurement = screen.measurement, let curve = measurement.whole?.curve else {
            wrapper.add(
                "not measured: V runs replays within a budget and draws the expected outcome over the turns here",
                Style(.quiet), isOwn: true, indent: 2)
            return wrapper.lines
        }
        let turns = curve.order.turns
        let values = [curve.value(0)] + turns.map { curve.value($0.positions.upperBound) }
        var head: [Span] = [
            .own("V by turn  ", Style(.title)), .own(Sparkline(values, top: 1).text(columns: max(4, width - 40))),
        ]
        if let turn = curve.pointOfNoReturn, isMeasured(behind: turn, curve) {
            head.append(.own("  point of no return: turn \(turn)", Style(.title, bold: true)))
        }
        wrapper.addLine(head)
        let measured = curve.points.filter { $0.count > 0 }.count
        var note =
            "expected outcome with everything up to here kept; \(measured) of \(curve.points.count) points measured"
        if measurement.terms.isSimulated { note += ", simulated model" }
        for (k, point) in curve.points.enumerated() {
            guard let value = point.value else { continue }
            wrapper.addLine(row(k, point, value, curve, screen))
        }
        wrapper.add(note, Style(.quiet), isOwn: true, indent: 2)
        if let words = measurement.whole?.report?.startWords {
            wrapper.add(words, Style(.quiet), isOwn: true, indent: 2)
        }
        return wrapper.lines
    }

    /// Whether V was measured at the end of a turn, without which nobody knows that it fell there.
    private static func isMeasured(behind turn: Int, _ curve: ValueCurve) -> Bool {
        let end = curve.order.turns.first { $0.turn == turn }?.positions.upperBound
        return end.flatMap(curve.value) != nil
    }

    private static func row(
        _ k: Int, _ point: ValueCurve.Point, _ value: Double, _ curve: ValueCurve, _ screen: RunScreen
    ) -> [Span] {
        let cell = k > 0 ? curve.order.cells[safe: k - 1] : nil
        let name = cell.map { "\($0.turn) \(VisibleText.escape(screen.tables.agent($0)))" } ?? "start"
        let interval = point.interval.map { Numeral.shares($0.low, $0.high) } ?? ""
        var spans: [Span] = [
            .foreign(ColumnNames.clipped(name, 17).padding(to: 18), Style(.plain, bold: cell == screen.cell)),
            .own(ProgressFigure.bar(Int((value * 100).rounded()), of: 100, columns: 14)),
            .own("  " + Numeral.share(value)),
            .own(" " + interval.padding(to: 13)), .own("n \(Numeral.count(point.count))".padding(to: 6)),
        ]
        if let cell, let effect = curve.effect(at: k - 1) {
            let measured = screen.measurement?.effects[cell]
            let role = MeasuredText.role(effect, measured?.interval)
            spans.append(.own(" δ " + Numeral.signedShare(effect), Style(role, bold: true)))
        }
        return spans
    }
}
