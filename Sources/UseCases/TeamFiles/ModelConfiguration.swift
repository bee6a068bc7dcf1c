import CreditEngine
import LanguageModels

/// One model of a team file, as it is to be reached; it never holds a key, only the name of where one is.
package struct ModelConfiguration: Sendable, Equatable {
    /// Who answers.
    enum Provider: Sendable, Equatable {
        /// A server, in the protocol that it is spoken to in.
        case endpoint(Wire, Endpoint)
        /// A program, by argument vector.
        case command([String])
        /// The simulated model; `coupling` is the share of its randomness that a seed fixes, in [0,1].
        case simulated(suite: String?, coupling: Double)
        /// Answers recorded in the traces of a file.
        case recorded(path: String)
    }

    /// Where a provider is on the network.
    struct Endpoint: Sendable, Equatable {
        /// The base URL, without a closing slash.
        var url: String
        /// The model's name there.
        var model: String
        /// The name of the environment variable that holds the key; `nil` sends none.
        var keyVariable: String?
        /// The header that carries the key; `nil` takes the protocol's.
        var keyHeader: String?
        /// Names and values in the address's query.
        var query: [String: String] = [:]
        /// Further headers by name.
        var headers: [String: String]
        /// What requests have beside or without the usual parameters.
        var shape = RequestShape.unchanged
        /// Whether unencrypted http is allowed beyond this computer.
        var allowsPlainHTTP: Bool
    }

    /// US dollars per million tokens.
    struct Price: Sendable, Equatable {
        /// For tokens read.
        var input: Double
        /// For tokens written.
        var output: Double
    }

    /// The name by which agents choose it.
    package var name: String
    /// Who answers.
    var provider: Provider
    /// Sampling settings.
    var sampling: SamplingParameters
    /// The price; `nil` is unknown, not free.
    var price: Price?

    /// The program that answers; `nil` when none does.
    var command: [String]? { if case .command(let command) = provider { command } else { nil } }

    /// The most tokens of an answer, by whichever key requests say it; `nil` when nothing bounds it.
    var answerLimit: Int? {
        guard case .endpoint(let wire, let endpoint) = provider else { return sampling.maxTokens }
        return wire.answerLimit(endpoint.shape, sampling)
    }
}
