/// How a total is split among players by what each adds, averaged over all orders in which they may come.
///
/// Source: Method §4 (`shapley` over agents, and the split inside a turn of agents who cannot hear each other).
public struct ShapleyValues: Sendable, Equatable {
    /// φ by player.
    public let values: [Double]
    /// v of all players − v of none.
    public let total: Double
    /// The standard error of each value, from how pairs of an order and its reverse differ; `nil` when every coalition was
    /// measured, and for fewer than two pairs.
    public let errors: [Double]?

    /// |Σφ − (v(N) − v(∅))|: 0 but for rounding, because every order begins with nobody and ends with all; it checks the
    /// sums, and says nothing about how many orders were drawn.
    public var inefficiency: Double { (values.reduce(0, +) - total).magnitude }

    /// The most players for which every coalition is measured.
    public static let exactLimit = 6

    /// Exact values.
    ///
    /// - Parameter worth: v by coalition; bit i of the index stands for player i, so its count is 2ⁿ.
    public init?(exact worth: [Double]) {
        guard worth.count > 1, worth.count.nonzeroBitCount == 1 else { return nil }
        let players = worth.count.trailingZeroBitCount
        // A coalition of s others has the weight s!(n−1−s)!/n!.
        var weights = [1 / Double(players)]
        for size in 1..<max(1, players) {
            weights.append(weights[size - 1] * Double(size) / Double(players - size))
        }
        values = (0..<players).map { player in
            worth.indices.reduce(0) { sum, coalition in
                guard coalition >> player & 1 == 0 else { return sum }
                let gain = worth[coalition | 1 << player] - worth[coalition]
                return sum + weights[coalition.nonzeroBitCount] * gain
            }
        }
        total = worth[worth.count - 1] - worth[0]
        errors = nil
    }

    /// Estimates from orders in which players come one after the other.
    ///
    /// - Parameter walks: for each order, the players in it and v after each of them came, v of nobody first; each order
    ///   is followed by its reverse.
    public init?(walks: [(order: [Int], worth: [Double])], total: Double) {
        guard let players = walks.first?.order.count, players > 0 else { return nil }
        var gains = [[Double]](repeating: [], count: players)
        for walk in walks {
            guard walk.worth.count == players + 1, Set(walk.order) == Set(0..<players) else { return nil }
            for (place, player) in walk.order.enumerated() {
                gains[player].append(walk.worth[place + 1] - walk.worth[place])
            }
        }
        values = gains.map { $0.reduce(0, +) / Double(walks.count) }
        self.total = total
        errors = walks.count >= 4 ? gains.map(Self.error) : nil
    }

    /// The standard error of the mean over pairs of gains that follow each other.
    private static func error(_ gains: [Double]) -> Double {
        let pairs = stride(from: 0, to: gains.count - 1, by: 2).map { (gains[$0] + gains[$0 + 1]) / 2 }
        let count = Double(pairs.count)
        let mean = pairs.reduce(0, +) / count
        let squares = pairs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (squares / (count - 1) / count).squareRoot()
    }

    /// Orders in pairs, each with its reverse (antithetic), drawn by a key.
    public static func orders(players: Int, pairs: Int, random: KeyedRandom) -> [[Int]] {
        (0..<max(0, pairs)).flatMap { pair in
            var stream = random.stream("order", pair)
            let order = Array(0..<players).shuffled(using: &stream)
            return [order, order.reversed()]
        }
    }

    /// What two players add together beyond what each adds alone: v(ab) − v(a) − v(b) + v(∅).
    public static func interaction(both: Double, first: Double, second: Double, none: Double) -> Double {
        both - first - second + none
    }
}
