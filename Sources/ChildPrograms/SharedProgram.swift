internal import Dispatch
internal import Synchronization

/// A person's program that may be asked several things at once, each answered by a line that names it; it starts with the
/// first request.
///
/// A request that comes too late or is cancelled, a line that answers no request, and the program's end leave it spent: it
/// takes no more requests, and ends when those under way are over.
package final class SharedProgram: Sendable {
    private typealias Answer = CheckedContinuation<[UInt8], any Error>

    private struct State {
        var process: TalkingProgram?
        var asked: [Int: Answer] = [:]
        /// Requests that nobody waits for any longer; the program may still answer them.
        var givenUp: Set<Int> = []
        var isSpent = false
    }

    private let command: [String]
    private let place: ProgramPlace
    private let tell: @Sendable (String) -> Void
    private let number: @Sendable ([UInt8]) -> Int?
    private let state = Mutex(State())

    /// Names a program.
    ///
    /// - Parameters:
    ///   - tell: gets each line of its standard error.
    ///   - number: the request that a line answers; `nil` when it names none.
    package init(
        _ command: [String], in place: ProgramPlace, tell: @escaping @Sendable (String) -> Void,
        number: @escaping @Sendable ([UInt8]) -> Int?
    ) {
        (self.command, self.place, self.tell, self.number) = (command, place, tell, number)
    }

    /// Whether it is of no further use.
    package var isSpent: Bool {
        state.withLock { $0.isSpent || $0.process?.hasEnded == true }
    }

    /// Sends a line and waits for the line that answers it: the one with its number, else one that answers no request.
    ///
    /// Throws `ProgramFailure` and `CancellationError`.
    /// - Parameters:
    ///   - id: the request's number, which no other request under way has.
    ///   - time: how long the answer may take.
    package func ask(_ line: [UInt8], id: Int, within time: Duration) async throws -> [UInt8] {
        let clock = Task { [weak self] in
            try await Task.sleep(for: time)
            self?.giveUp(id, ProgramFailure.silent(seconds: Int(time.components.seconds)))
        }
        defer { clock.cancel() }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { answer in
                state.withLock { $0.asked[id] = answer }
                // Whoever cancels from here on finds the request; whoever did so before is noticed now.
                if Task.isCancelled { return giveUp(id, CancellationError()) }
                do { try started().send(line) } catch { giveUp(id, error) }
            }
        } onCancel: {
            giveUp(id, CancellationError())
        }
    }

    /// Ends it at once, and the requests under way with it.
    package func end() { spend()?.end(grace: 0) }

    /// Ends programs, all of which may end by themselves in the time that one may take.
    package static func end(_ programs: [SharedProgram]) async {
        let processes = programs.compactMap { $0.spend() }
        guard !processes.isEmpty else { return }
        await withCheckedContinuation { done in
            DispatchQueue.global().async {
                let deadline = ContinuousClock.now + .milliseconds(TalkingProgram.patience)
                for process in processes { process.endInput() }
                for process in processes { process.end(grace: max(0, Int((deadline - .now) / .milliseconds(1)))) }
                done.resume()
            }
        }
    }

    private func spend() -> TalkingProgram? {
        state.withLock { state in
            state.isSpent = true
            return state.process
        }
    }

    private func started() throws -> TalkingProgram {
        try state.withLock { state in
            if let process = state.process { return process }
            let process = try TalkingProgram(
                command, in: place.folder, environment: place.environment(), tell: tell,
                hear: { [weak self] in self?.take($0) }, ended: { [weak self] in self?.hasEnded($0) })
            state.process = process
            return process
        }
    }

    private func take(_ line: [UInt8]) {
        let id = number(line)
        let (answers, isStray) = state.withLock { state in
            if let answer = id.flatMap({ state.asked.removeValue(forKey: $0) }) { return ([answer], false) }
            if let id, state.givenUp.remove(id) != nil { return ([], false) }
            // Nobody knows which of them it was to answer.
            state.isSpent = true
            defer { state.asked = [:] }
            return (Array(state.asked.values), true)
        }
        for answer in answers { answer.resume(returning: line) }
        if isStray { end() } else { endWhenIdle() }
    }

    private func hasEnded(_ failure: ProgramFailure) {
        let answers = state.withLock { state in
            state.isSpent = true
            defer { state.asked = [:] }
            return Array(state.asked.values)
        }
        for answer in answers { answer.resume(throwing: failure) }
    }

    /// Waits for a request no longer.
    private func giveUp(_ id: Int, _ reason: any Error) {
        let answer = state.withLock { state in
            let answer = state.asked.removeValue(forKey: id)
            if answer != nil {
                state.isSpent = true
                state.givenUp.insert(id)
            }
            return answer
        }
        guard let answer else { return }
        answer.resume(throwing: reason)
        endWhenIdle()
    }

    /// Ends a spent program that nobody waits for.
    private func endWhenIdle() {
        let isIdle = state.withLock { $0.isSpent && $0.asked.isEmpty }
        if isIdle { end() }
    }
}
