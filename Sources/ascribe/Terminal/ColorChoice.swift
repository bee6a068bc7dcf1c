import ArgumentParser

/// What `--color` may say.
enum ColorChoice: String, Sendable, CaseIterable, ExpressibleByArgument {
    /// As many as the terminal has, up to 256; none when `NO_COLOR` is set.
    case auto
    /// None.
    case never
    /// At most 16.
    case ansi16 = "16"
    /// 256, also when `NO_COLOR` is set.
    case indexed = "256"

    /// The colours to use on a terminal that has so many; nobody can have more than the terminal does.
    func depth(terminalColors: Int, environment: [String: String]) -> TerminalPalette.Depth {
        let most: TerminalPalette.Depth =
            switch terminalColors {
            case ..<8: .none
            case ..<16: .ansi8
            case ..<256: .ansi16
            case 256: .indexed
            default: .direct
            }
        switch self {
        case .never: return .none
        case .auto: return environment["NO_COLOR"].map { !$0.isEmpty } == true ? .none : most
        case .ansi16: return most == .indexed || most == .direct ? .ansi16 : most
        case .indexed: return most
        }
    }
}
