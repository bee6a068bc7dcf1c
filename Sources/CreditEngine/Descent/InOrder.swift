/// Does work side by side, at most `width` at once, and gives the results in the order of the inputs.
///
/// The first error ends it.
func inOrder<Input: Sendable, Output: Sendable>(
    _ inputs: [Input], width: Int, _ work: @escaping @Sendable (Input) async throws -> Output
) async throws -> [Output] {
    guard inputs.count > 1, width > 1 else {
        var outputs: [Output] = []
        for input in inputs {
            try Task.checkCancellation()
            outputs.append(try await work(input))
        }
        return outputs
    }
    return try await withThrowingTaskGroup(of: (Int, Output).self) { group in
        var done: [(Int, Output)] = []
        var next = 0
        while next < min(width, inputs.count) {
            let (index, input) = (next, inputs[next])
            group.addTask { (index, try await work(input)) }
            next += 1
        }
        while let finished = try await group.next() {
            done.append(finished)
            guard next < inputs.count else { continue }
            let (index, input) = (next, inputs[next])
            group.addTask { (index, try await work(input)) }
            next += 1
        }
        return done.sorted { $0.0 < $1.0 }.map(\.1)
    }
}
