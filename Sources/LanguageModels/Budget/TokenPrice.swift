/// What a model's tokens cost, as its vendor states it.
public struct TokenPrice: Sendable, Hashable {
    /// US dollars for a million tokens read.
    public var inputPerMillion: Double
    /// US dollars for a million tokens written.
    public var outputPerMillion: Double

    /// States a price.
    public init(inputPerMillion: Double, outputPerMillion: Double) {
        self.inputPerMillion = inputPerMillion
        self.outputPerMillion = outputPerMillion
    }

    /// The price of a call in US dollars.
    public func dollars(input: Int, output: Int) -> Double {
        (Double(input) * inputPerMillion + Double(output) * outputPerMillion) / 1e6
    }

    /// The price of a call in billionths of a US dollar, rounded up.
    func nanodollars(input: Int, output: Int) -> Int {
        let sum = (Double(input) * inputPerMillion + Double(output) * outputPerMillion) * 1_000
        return Int(min(max(sum, 0), 1e15).rounded(.up))
    }
}
