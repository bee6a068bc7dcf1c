import CreditEngine

extension Problem {
    /// The problem that a recorded run is about, with what the recording leaves out.
    ///
    /// Recordings of other programs often carry neither question nor reference. The problem is the one with the run's
    /// problem's identifier, else with the run's own, else the only one whose text is the question, or stands in the first
    /// thing that a person said. What the recording has itself stays. `nil` when no problem, or more than one, fits.
    static func of(_ trace: Trace, among problems: [Problem]) -> Problem? {
        let own = trace.problem ?? Problem()
        let found =
            problems.first { $0.id != nil && $0.id == own.id } ?? problems.first { $0.id == trace.id }
            ?? only(problems) { $0.input != nil && $0.input == own.input }
            ?? (own.input == nil ? asked(in: trace, problems) : nil)
        guard let found else { return nil }
        return Problem(
            id: own.id ?? found.id, input: own.input ?? found.input, reference: own.reference ?? found.reference)
    }

    private static func asked(in trace: Trace, _ problems: [Problem]) -> Problem? {
        let seen = trace.messages.lazy.compactMap { $0.input?.first { $0.role == "user" }?.content }.first
        guard let seen else { return nil }
        return only(problems) { $0.input == seen } ?? only(problems) { $0.input.map { seen.contains($0) } ?? false }
    }

    private static func only(_ problems: [Problem], where fits: (Problem) -> Bool) -> Problem? {
        let fitting = problems.filter(fits)
        return fitting.count == 1 ? fitting[0] : nil
    }
}
