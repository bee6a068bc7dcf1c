/// How much later messages build on each message: the sum of the weights of the links that lead to it.
struct Influence {
    /// One weight a message, from 0.
    private(set) var weights: [Double]

    init(_ reading: Reading) {
        weights = [Double](repeating: 0, count: reading.messages.count)
        for facts in reading.messages { for source in facts.sources { weights[source.message] += source.weight } }
    }
}
