import CreditEngine

/// Whether the team of an opened run can speak again.
public enum Replayability: Sendable, Equatable {
    /// It can, on these terms.
    case replayable(ReplayTerms)
    /// It cannot, because nobody says its team; one sentence says so. A draft of its team may be made from the recording.
    case withoutTeam(String)
    /// It cannot; one sentence says why and what to do.
    case impossible(String)
}

/// What replays of a run are made with, and what a call costs.
public struct ReplayTerms: Sendable, Equatable {
    /// The model that speaks.
    public var model: String
    /// The other models that may speak in its place.
    public var others: [String]
    /// Whether the model is a simulation; said wherever its figures appear.
    public var isSimulated: Bool
    /// US dollars a call; `nil` when the price is not known.
    public var dollarsPerCall: Double?
    /// Seconds a call takes; `nil` when not known.
    public var secondsPerCall: Double?
    /// Calls under way at once.
    public var width: Int
    /// Sentences on what is different in a replay from the run that was recorded, without their last full stop.
    public var notes: [String]

    /// Makes terms.
    public init(
        model: String, others: [String] = [], isSimulated: Bool, dollarsPerCall: Double?, secondsPerCall: Double?,
        width: Int = 1, notes: [String] = []
    ) {
        self.model = model
        self.others = others
        self.isSimulated = isSimulated
        self.dollarsPerCall = dollarsPerCall
        self.secondsPerCall = secondsPerCall
        self.width = max(1, width)
        self.notes = notes
    }

    /// What so many calls cost, in words.
    func price(calls: Int) -> String {
        guard let dollars = dollarsPerCall.map({ $0 * Double(calls) }), dollars.isFinite else { return "cost unknown" }
        return dollarsPerCall == 0 ? "$0" : Numeral.dollars(dollars)
    }

    /// The same terms with the seconds that calls of the model were measured to take, where they were.
    func measured(_ latencies: [String: Double]) -> ReplayTerms {
        var terms = self
        terms.secondsPerCall = latencies[model] ?? secondsPerCall
        return terms
    }

    /// Seconds that so many calls take, as many at once as there may be; `nil` when not known.
    func seconds(calls: Int) -> Double? {
        secondsPerCall.map { $0 * (Double(calls) / Double(width)).rounded(.up) }
    }

    /// How long so many calls take, in words.
    func duration(calls: Int) -> String {
        guard let seconds = seconds(calls: calls) else { return "time unknown" }
        return seconds < 1
            ? "under 1 s" : seconds < 60 ? "about \(Int(seconds.rounded(.up))) s" : "about \(Numeral.duration(seconds))"
    }
}
