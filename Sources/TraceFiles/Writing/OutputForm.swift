public import CreditEngine

/// The formats that traces can be written in.
public enum OutputForm: String, Sendable, CaseIterable {
    /// The native format, one record a line.
    case native
    /// The native format, one run a line.
    case packed
    /// The Agent Trajectory Interchange Format of Harbor, one trajectory a line.
    case atif
    /// OpenTelemetry spans as JSON by the conventions for generative AI, one run a line.
    case otlp

    /// The native form, when this is one: only that carries fields that a trace has no room for.
    public var native: NativeWriter.Form? {
        switch self {
        case .native: .native
        case .packed: .packed
        case .atif, .otlp: nil
        }
    }

    /// Adds the lines of a trace, each ended by a newline, to `text`.
    public func write(_ trace: Trace, carrying carried: CarriedFields = CarriedFields(), to text: inout JSONText) {
        switch self {
        case .native: NativeWriter.write(trace, carrying: carried, form: .native, to: &text)
        case .packed: NativeWriter.write(trace, carrying: carried, form: .packed, to: &text)
        case .atif: ATIFWriter.write(trace, to: &text)
        case .otlp: OTLPWriter.write(trace, to: &text)
        }
    }
}
