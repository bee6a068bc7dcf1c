/// Simulated edits of a known effect, put through an acceptance rule: how often it accepts, and after how many pairs.
///
/// The current prompts succeed when u < s, the candidate when v < s + effect, where v = u with probability ρ and is drawn
/// anew otherwise. This is the simulation behind Method §6's table, so a rule's promises can be checked by anybody.
public struct GateTrial: Sendable, Hashable {
    /// The current success rate s.
    public var success: Double
    /// What the edit adds to it.
    public var effect: Double
    /// ρ: the share of pairs whose randomness the seed fixes.
    public var coupling: Double

    /// Makes a trial.
    public init(success: Double = 0.5, effect: Double, coupling: Double = 0.5) {
        self.success = success
        self.effect = effect
        self.coupling = coupling
    }

    /// What became of many edits.
    public struct Tally: Sendable, Hashable {
        /// Edits tried.
        public internal(set) var edits = 0
        /// Edits that were accepted.
        public internal(set) var accepted = 0
        /// Pairs drawn in all.
        public internal(set) var pairs = 0
        /// Pairs until acceptance, ascending.
        public internal(set) var pairsToAccept: [Int] = []

        /// The 95 % interval of the acceptance rate.
        public var interval: WilsonInterval { WilsonInterval(accepted, of: edits) }

        mutating func add(accepted isAccepted: Bool, pairs count: Int) {
            edits += 1
            pairs += count
            guard isAccepted else { return }
            accepted += 1
            pairsToAccept.append(count)
        }
    }

    /// One pair of an edit; equal numbers give equal pairs.
    ///
    /// - Parameters:
    ///   - random: the draws of the edit.
    ///   - pair: the pair, from 0.
    public func outcomes(_ random: KeyedRandom, pair: Int) -> (current: Double, candidate: Double) {
        let u = random.unit("u", pair)
        let v = random.unit("coupled", pair) < coupling ? u : random.unit("v", pair)
        return (u < success ? 1 : 0, v < success + effect ? 1 : 0)
    }

    /// Puts edits through the gate, each as the k-th candidate of a lineage of its own.
    public func gate(_ rule: GateRule = GateRule(), ordinal: Int = 1, edits: Int, seed: UInt64) -> Tally {
        var tally = Tally()
        for edit in 0..<max(0, edits) {
            let gate = decided(rule, ordinal: ordinal, random(seed, edit))
            tally.add(accepted: gate.decision?.isShown == true, pairs: gate.count)
        }
        tally.pairsToAccept.sort()
        return tally
    }

    /// Puts whole lineages of edits through the gate; a lineage counts as accepted when one of its candidates is.
    ///
    /// - Parameters:
    ///   - length: candidates of a lineage, each with pairs of its own.
    ///   - corrects: whether the k-th candidate gets α_k; otherwise each gets the first one's.
    public func lineages(
        _ rule: GateRule = GateRule(), length: Int = 20, corrects: Bool = true, lineages: Int, seed: UInt64
    ) -> Tally {
        var tally = Tally()
        for lineage in 0..<max(0, lineages) {
            var (isAccepted, pairs) = (false, 0)
            for place in 1...max(1, length) where !isAccepted {
                let draws = random(seed, lineage * max(1, length) + place)
                let gate = decided(rule, ordinal: corrects ? place : 1, draws)
                isAccepted = gate.decision?.isShown == true
                pairs += gate.count
            }
            tally.add(accepted: isAccepted, pairs: pairs)
        }
        tally.pairsToAccept.sort()
        return tally
    }

    /// Puts edits through a popular default: accepted when the sum over a fixed number of pairs is strictly higher.
    public func strictImprovement(pairs: Int, edits: Int, seed: UInt64) -> Tally {
        fixed(pairs: pairs, edits: edits, seed: seed) { wins, losses in wins > losses }
    }

    /// Puts edits through the exact one-sided test at a fixed number of pairs.
    public func exactTest(alpha: Double = 0.05, pairs: Int, edits: Int, seed: UInt64) -> Tally {
        fixed(pairs: pairs, edits: edits, seed: seed) { ExactMcNemar(wins: $0, losses: $1).p <= alpha }
    }

    private func fixed(pairs: Int, edits: Int, seed: UInt64, accepts: (Int, Int) -> Bool) -> Tally {
        var tally = Tally()
        for edit in 0..<max(0, edits) {
            let random = random(seed, edit)
            var (wins, losses) = (0, 0)
            for pair in 0..<max(0, pairs) {
                let (current, candidate) = outcomes(random, pair: pair)
                if candidate > current { wins += 1 } else if candidate < current { losses += 1 }
            }
            tally.add(accepted: accepts(wins, losses), pairs: pairs)
        }
        tally.pairsToAccept.sort()
        return tally
    }

    private func decided(_ rule: GateRule, ordinal: Int, _ random: KeyedRandom) -> Gate {
        var gate = Gate(rule, ordinal: ordinal)
        var pair = 0
        while gate.decision == nil {
            let (current, candidate) = outcomes(random, pair: pair)
            gate.add(current: current, candidate: candidate)
            pair += 1
        }
        return gate
    }

    private func random(_ seed: UInt64, _ edit: Int) -> KeyedRandom {
        KeyedRandom(seed: KeyedRandom(seed: seed).bits("edit", edit))
    }
}
