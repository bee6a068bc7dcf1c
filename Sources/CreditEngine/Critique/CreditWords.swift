extension CreditSource {
    /// What a message's credit says, in words with its size: suspicion where it is read off the text, a loss or gain of the
    /// team's success where it is measured, whose signs mean opposite things.
    public func words(_ credit: Double) -> String {
        let size = Numeral.share(abs(credit))
        switch self {
        case .estimated, .judged: return "suspicion \(size) of 1, \(rawValue)"
        case .measured where credit == 0: return "measured to make no difference"
        case .measured: return "measured to \(credit < 0 ? "cost" : "add") \(size) of the success"
        }
    }
}

extension Critique {
    /// What the critic was told of the message's credit; `nil` when it was told nothing.
    public var creditWords: String? {
        credit.map { credit in creditSource?.words(credit) ?? "\(Numeral.share(credit)), of unknown source" }
    }
}
