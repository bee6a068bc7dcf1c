/// The different sums that a run's models state, as far as the problem needs them.
///
/// Where the reference shows its derivation (`5 − 2 = 3, 3 × 4 = 12`), a sum that holds counts when it gives one of the
/// derivation's results, each once. Elsewhere it counts when it takes up a figure of the problem, or an earlier result, that
/// no counted sum has taken up, and comes to something new; so sums about anything else, and sums for their own sake, earn
/// nothing. A sum that does not hold always counts.
struct StatedSums: Sendable, Equatable {
    private(set) var right = 0
    private(set) var wrong = 0
    /// The sums that a whole derivation takes: those of the reference, else one fewer than the problem has figures.
    private(set) var needed: Int

    init(_ run: FinishedRun) {
        var derived = Set(Self.sums(in: run.problem.reference ?? "").filter(\.holds).map(\.result))
        let hasDerivation = !derived.isEmpty
        var open = Self.numbers(in: run.problem.input ?? "")
        needed = hasDerivation ? derived.count : max(1, open.count - 1)
        var seen: Set<[UInt8]> = []
        for message in run.messages
        where run.agents.indices.contains(message.agent) && run.agents[message.agent].kind == .model {
            for sum in Self.sums(in: message.output) where seen.insert(sum.words).inserted {
                guard sum.holds else {
                    wrong += 1
                    continue
                }
                if hasDerivation {
                    if derived.remove(sum.result) != nil { right += 1 }
                } else if let rest = Self.taking(sum.operands, from: open), !sum.operands.contains(sum.result) {
                    open = rest + [sum.result]
                    right += 1
                }
            }
        }
    }

    /// φ in [0,1], the part of a whole derivation that holds; `nil` when no sum counts.
    var share: Double? {
        right + wrong > 0 ? Double(right) / Double(max(right + wrong, needed)) : nil
    }

    private struct Sum {
        let words: [UInt8]
        let operands: [Double]
        let result: Double
        let holds: Bool
    }

    /// The open figures without those that a sum takes; `nil` when it takes none.
    private static func taking(_ operands: [Double], from open: [Double]) -> [Double]? {
        var rest = open
        for operand in operands {
            if let place = rest.firstIndex(of: operand) { rest.remove(at: place) }
        }
        return rest.count < open.count ? rest : nil
    }

    private static func sums(in text: String) -> [Sum] {
        var text = text
        return text.withUTF8 { bytes in
            bytes.indices.filter { bytes[$0] == UInt8(ascii: "=") }.compactMap { place in
                guard let sum = StatedEquality.read(bytes, at: place),
                    let result = numbers(UnsafeBufferPointer(rebasing: bytes[(place + 1)..<sum.range.upperBound])).last
                else { return nil }
                return Sum(
                    words: bytes[sum.range].filter { $0 != UInt8(ascii: " ") },
                    operands: numbers(UnsafeBufferPointer(rebasing: bytes[sum.range.lowerBound..<place])),
                    result: result, holds: sum.holds)
            }
        }
    }

    private static func numbers(in text: String) -> [Double] {
        var text = text
        return text.withUTF8 { numbers($0) }
    }

    /// The numbers of a text in order; those that are part of a word are none.
    private static func numbers(_ bytes: UnsafeBufferPointer<UInt8>) -> [Double] {
        var numbers: [Double] = []
        var at = 0
        while at < bytes.count {
            let isInWord = at > 0 && WordScan.isLetter(bytes[at - 1])
            if WordScan.isDigit(bytes[at]), let number = SumParser.number(bytes, at: at, end: bytes.count) {
                if !isInWord { numbers.append(number.value) }
                at = max(at + 1, number.end)
            } else {
                at += 1
            }
        }
        return numbers
    }
}
