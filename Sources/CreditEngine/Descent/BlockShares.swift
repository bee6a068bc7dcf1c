/// How much of the lost outcome hangs on each block, from several failed runs.
///
/// share_b = Σ over failed runs and the cells of b of −δ, divided by Σ(V_0 − V_K). It says where to look; it is never a
/// verdict on a prompt. One trace names the right block .67 of the time, five .88, so a few are a beginning. Source: Method §6.
public struct BlockShares: Sendable, Equatable, Codable {
    /// The fewest failed traces that shares are taken from.
    public static let fewestTraces = 3

    /// Where the shares come from; measured and estimated ones are never added up.
    public private(set) var source: CreditSource
    /// The failed traces behind them.
    public private(set) var traces = 0
    private var sums: [Block: Double] = [:]
    /// Σ(V_0 − V_K), or for estimated credit the sum of all heat.
    public private(set) var total = 0.0

    /// No trace yet.
    public init(source: CreditSource) {
        self.source = source
    }

    /// Adds one failed trace.
    ///
    /// - Parameters:
    ///   - losses: −δ summed over the cells of each block.
    ///   - total: V_0 − V_K of the trace.
    public mutating func add(_ losses: [Block: Double], total: Double) {
        traces += 1
        self.total += total
        for (block, loss) in losses { sums[block, default: 0] += loss }
    }

    /// The share of a block; `nil` when nothing was lost that speaking again could win back.
    public subscript(block: Block) -> Double? {
        total > 0 ? sums[block, default: 0] / total : nil
    }

    /// The blocks with a share above 0, largest first, ties in order of their names.
    public var ranking: [(block: Block, share: Double)] {
        guard total > 0 else { return [] }
        return sums.map { (block: $0.key, share: $0.value / total) }.filter { $0.share > 0 }
            .sorted { ($1.share, $0.block) < ($0.share, $1.block) }
    }
}
