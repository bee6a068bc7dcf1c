import CreditEngine
package import TraceFiles

/// What lies in a folder of runs under the name of a file, and is not read.
package enum PassedOver {
    /// Paths that are told; of the others, how many there are.
    private static let limit = 5

    /// A sentence for each that a catalogue met.
    package static func notes(_ catalogue: Catalogue) -> [String] {
        let more = catalogue.passedOver.count - limit
        return catalogue.passedOver.prefix(limit).map { "\($0): passed over, because it is no file and leads to none" }
            + (more > 0 ? ["\(Numeral.count(more, "more name")) of no file passed over"] : [])
    }
}
