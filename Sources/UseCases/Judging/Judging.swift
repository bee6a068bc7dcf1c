package import CreditEngine

extension TeamRuntime {
    /// Lets a model score every message of a run and every turn's state; throws `TeamError.noModel` and `JudgeError`.
    ///
    /// - Parameters:
    ///   - critic: the team file's model that judges; `nil` takes `judge`, else `critic`.
    ///   - weight: how much a message's own score counts beside its score in the group, in [0,1].
    ///   - width: calls under way at once.
    package func judge(
        _ trace: Trace, critic: String?, weight: Double, width: Int, _ permit: Permit
    ) async throws -> JudgedCredit {
        let job = try JobName.of("judge", self, trace: trace, ["critic": critic.map { .string($0) }])
        // Kept without a budget, too, so that the list can say that the run was judged.
        let work = ReplayWork(kind: ReplayWork.judging, trace: trace.id, team: label)
        _ = try await journal(of: job, description: work.text())
        let credit = try await judgedCredit(of: trace, critic: critic, weight: weight, width: width, permit)
        try await finish(job: job)
        return credit
    }

    /// The same as a part of other work, which limits and finishes it.
    func judgedCredit(
        of trace: Trace, critic: String?, weight: Double, width: Int, _ permit: Permit
    ) async throws -> JudgedCredit {
        try await Judge(judge(named: critic), weight: weight, width: width).credit(of: trace)
    }
}
