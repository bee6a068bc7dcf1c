public import CreditEngine

extension HotCell {
    /// The cell to look at first in a run of which stored jobs have measured something; `nil` when none stands out.
    public init?(of trace: Trace, _ jobs: [StoredJob]) {
        let terms = ReplayTerms(model: "", isSimulated: false, dollarsPerCall: nil, secondsPerCall: nil)
        var measurement = RunMeasurement(trace: trace, terms: terms)
        for (place, stored) in jobs.enumerated() {
            let job = Job(
                id: place + 1, run: RunKey(file: "", id: trace.id), agent: "", work: .replay(stored.task), terms: terms,
                started: 0)
            measurement.begin(job)
            if let findings = stored.findings { measurement.add(findings, of: job) }
            measurement.end(job)
        }
        guard let cell = measurement.hotCell else { return nil }
        self = cell
    }
}

extension RunMeasurement {
    /// The cell to look at first: the one that is measured to cost the most, else the hottest of those that nothing was
    /// measured of; `nil` when none stands out.
    var hotCell: HotCell? {
        if let cell = measured.hot.first, let effect = effects[cell] {
            return HotCell(turn: cell.turn, agent: agent(cell), figure: .measured(effect))
        }
        return estimated.first { effects[$0.cell] == nil }.map {
            HotCell(turn: $0.cell.turn, agent: agent($0.cell), figure: .estimated($0.heat))
        }
    }
}
