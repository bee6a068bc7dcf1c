/// Estimates which turn, agent and cell to look at first, from the recorded text and states alone.
///
/// Linear in the size of the trace's text; the same trace and settings give the same result on every machine.
/// Source: Method §§1–3.
///
/// - Parameter answers: what the person's own program said of each turn, ascending; read with `StateSource.command` only.
public func estimateCredit(
    of trace: Trace, settings: CreditSettings = CreditSettings(), answers: [CommandState] = []
) -> EstimatedCredit {
    let reading = Reading(trace)
    let axis = TurnAxis(trace)
    let series = StateSeries(trace, reading: reading, axis: axis, source: settings.state, answers: answers)
    let links = EvidenceLinks(trace, reading, axis)
    let heats = MessageHeats(trace, reading)
    let ranking = MessageRanking(trace, heats.messages)
    let suspects = Suspects(trace, reading, heats, ranking, links)
    return EstimatedCredit(
        metric: settings.metric.rawValue,
        temporal: temporalCredit(series, links, axis, settings),
        structural: heats.structural,
        cells: heats.cells,
        suspects: suspects.named,
        states: series.states.filter { $0.turn > 0 },
        messages: heats.messages,
        ranking: ranking.order,
        stateSource: series.source,
        noSuspect: suspects.none)
}

private func temporalCredit(
    _ series: StateSeries, _ links: EvidenceLinks, _ axis: TurnAxis, _ settings: CreditSettings
) -> [EstimatedCredit.Turn] {
    var base = settings.metric.scores(series.states, on: axis, scales: settings.scales)
    for (turn, reason) in series.failures {
        if let place = axis.index(of: turn) { base[place] = .unscored(reason) }
    }
    let moved = Lookahead(horizon: settings.horizon, lambda: settings.lambda).transfer(base, links: links.turns)
    let evidence = series.evidence(on: axis)
    return axis.turns.indices.map { place in
        EstimatedCredit.Turn(turn: axis.turns[place], score: moved[place], evidence: evidence[place])
    }
}
