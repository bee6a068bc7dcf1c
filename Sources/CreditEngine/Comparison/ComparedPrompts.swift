/// Which prompts of two teams are the same, block by block.
public struct ComparedPrompts: Sendable, Hashable {
    /// Whether the left team's prompts are recorded.
    public let isLeftRecorded: Bool
    /// Whether the right team's prompts are recorded.
    public let isRightRecorded: Bool
    /// The blocks with the same text in both.
    public private(set) var same: [Block] = []
    /// The blocks with different texts.
    public private(set) var differing: [Block] = []
    /// The blocks that only the left team has.
    public private(set) var onlyLeft: [Block] = []
    /// The blocks that only the right team has.
    public private(set) var onlyRight: [Block] = []
    /// Whether both teams speak by the same protocol, its prompt aside; `nil` when one of them is not recorded.
    public let isProtocolSame: Bool?

    /// Compares the prompts of two teams; blocks of different names are different blocks.
    public init(left: Team?, right: Team?) {
        let (a, b) = (left.map(PromptSet.init), right.map(PromptSet.init))
        let (mine, others) = (a?.blocks ?? [], b?.blocks ?? [])
        isLeftRecorded = !mine.isEmpty
        isRightRecorded = !others.isEmpty
        isProtocolSame = left?.aggregation.flatMap { one in
            right?.aggregation.map { Self.withoutPrompt(one) == Self.withoutPrompt($0) }
        }
        guard isLeftRecorded, isRightRecorded else { return }
        for block in mine {
            guard let one = a?[block], let other = b?[block] else {
                onlyLeft.append(block)
                continue
            }
            if one.utf8.elementsEqual(other.utf8) { same.append(block) } else { differing.append(block) }
        }
        let known = Set(mine)
        onlyRight = others.filter { !known.contains($0) }
    }

    /// Whether both are recorded and no text differs.
    public var isSame: Bool {
        isLeftRecorded && isRightRecorded && differing.isEmpty && onlyLeft.isEmpty && onlyRight.isEmpty
    }

    private static func withoutPrompt(_ aggregation: AggregationProtocol) -> AggregationProtocol {
        var bare = aggregation
        bare.prompt = nil
        return bare
    }
}
