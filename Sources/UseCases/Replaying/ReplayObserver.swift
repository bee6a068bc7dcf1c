package import CreditEngine

/// Looks on while the replays of an action are made, and may hold them.
package struct ReplayObserver<Progress: Sendable>: Sendable {
    /// The replays are about to begin.
    let begin: @Sendable (ReplaySession) -> Void
    /// One replay was made.
    let replayed: @Sendable (ReplayResult) -> Void
    /// How far the action is.
    let progressed: @Sendable (Progress) async -> Void
    /// Returns when the action may go on.
    let hold: @Sendable () async -> Void

    /// Makes an observer; what is left out is not looked at.
    package init(
        begin: @escaping @Sendable (ReplaySession) -> Void = { _ in },
        replayed: @escaping @Sendable (ReplayResult) -> Void = { _ in },
        progressed: @escaping @Sendable (Progress) async -> Void = { _ in },
        hold: @escaping @Sendable () async -> Void = {}
    ) {
        self.begin = begin
        self.replayed = replayed
        self.progressed = progressed
        self.hold = hold
    }

    /// A replayer whose replays are told to this observer.
    func watching(_ replayer: any Replayer) -> any Replayer { WatchedReplayer(replayer: replayer, replayed: replayed) }
}

/// A replayer that is looked at.
private struct WatchedReplayer: Replayer {
    let replayer: any Replayer
    let replayed: @Sendable (ReplayResult) -> Void

    var mayHaveState: Bool { replayer.mayHaveState }

    func refusal(of request: ReplayRequest) -> String? { replayer.refusal(of: request) }

    func replay(_ request: ReplayRequest) async throws -> ReplayResult {
        let result = try await replayer.replay(request)
        replayed(result)
        return result
    }
}
