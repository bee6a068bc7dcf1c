/// Estimates which turn, agent and cell to look at first, from the recorded text and states alone.
///
/// Linear in the size of the trace's text; the same trace and settings give the same result on every machine.
/// Source: METHOD §§1–3.
public func estimateCredit(of trace: Trace, settings: CreditSettings = CreditSettings()) -> EstimatedCredit {
    let reading = Reading(trace)
    let series = StateSeries(trace, reading: reading, source: settings.state)
    let links = EvidenceLinks(trace, reading)
    let turns = trace.turnCount
    let base = settings.metric.scores(series.states, turns: turns, scales: settings.scales)
    let temporal = Lookahead(horizon: settings.horizon, lambda: settings.lambda).transfer(base, links: links.turns)
    let heats = MessageHeats(trace, reading, links, temporal)
    let suspects = Suspects(trace, heats, links)
    return EstimatedCredit(
        metric: settings.metric.rawValue,
        temporal: zip(1..., temporal).map { turn, score in
            EstimatedCredit.Turn(turn: turn, score: score, evidence: series.evidence(of: turn))
        },
        structural: heats.structural,
        cells: heats.cells,
        suspects: suspects.named,
        states: series.states.filter { $0.turn > 0 },
        messages: heats.messages,
        stateSource: series.source,
        noSuspect: suspects.none)
}
