internal import Foundation

/// What models need beside their connection; share one value between all models of a job.
public struct ModelServices: Sendable {
    /// Sends requests.
    public var transport: any Transport
    /// How long and how much.
    public var limits: TransportLimits
    /// When to try again.
    public var retrying: RetryPolicy
    /// Endpoints that asked for a pause.
    public var pauses: EndpointPauses
    /// What endpoints have refused in requests.
    public var refused: RefusedParameters
    /// What may be spent; `nil` is without limit.
    public var budget: CallBudget?
    /// The time.
    public var clock: any ModelClock
    /// Reads an environment variable.
    public var environment: @Sendable (String) -> String?
    /// Is told, in one sentence, why a request is sent again.
    public var tellOfRetry: @Sendable (String) -> Void

    /// Puts services together; what is not given is the machine's own.
    public init(
        transport: any Transport, limits: TransportLimits = TransportLimits(), retrying: RetryPolicy = RetryPolicy(),
        pauses: EndpointPauses = EndpointPauses(), refused: RefusedParameters = RefusedParameters(),
        budget: CallBudget? = nil, clock: any ModelClock = SystemClock(),
        environment: (@Sendable (String) -> String?)? = nil,
        tellOfRetry: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.transport = transport
        self.limits = limits
        self.retrying = retrying
        self.pauses = pauses
        self.refused = refused
        self.budget = budget
        self.clock = clock
        self.environment = environment ?? { ProcessInfo.processInfo.environment[$0] }
        self.tellOfRetry = tellOfRetry
    }
}
