import EngineShims

/// A regular expression whose search takes time in proportion to the length of the text, whatever both are.
///
/// The syntax is RE2's (<https://github.com/google/re2/wiki/Syntax>), which has no references back and no looking around,
/// because no bound on time would hold for them. `^` and `$` are the start and the end of the text, `.` is all but a
/// newline, and `\d \w \s` are ASCII. Texts are compared scalar by scalar. See decision 15.
public struct BoundedPattern: Sendable, Equatable {
    /// The most bytes of a pattern.
    public static let lengthLimit = 10_000

    /// The pattern as it was given.
    public let pattern: String
    private let compiled: CompiledPattern

    /// Reads a pattern; throws `PatternError`.
    public init(_ pattern: String) throws {
        self.pattern = pattern
        guard pattern.utf8.count <= Self.lengthLimit else { throw PatternError.tooLarge(pattern: pattern) }
        compiled = try CompiledPattern(pattern)
    }

    /// Equal patterns are equal.
    public static func == (a: BoundedPattern, b: BoundedPattern) -> Bool {
        a.pattern.utf8.elementsEqual(b.pattern.utf8)
    }

    /// Whether the pattern occurs in a text.
    public func occurs(in text: String) -> Bool { compiled.occurs(in: text) }
}

/// Why a pattern cannot be used.
public enum PatternError: Error, Equatable, CustomStringConvertible {
    /// The pattern is not one; the reason is a clause that quotes the part that is wrong.
    case syntax(pattern: String, reason: String)
    /// The pattern needs too much memory.
    case tooLarge(pattern: String)

    /// One sentence that names the part and the way out.
    public var description: String {
        switch self {
        case .syntax(let pattern, let reason): "the pattern '\(pattern)' is not one: \(reason); see RE2's syntax"
        case .tooLarge(let pattern): "the pattern '\(pattern.prefix(80))' is too large; use smaller repetition counts"
        }
    }
}

/// A compiled expression, released with its last owner.
///
/// Unchecked: RE2 guarantees that several threads may search with one expression, and nothing else is asked of it.
private final class CompiledPattern: @unchecked Sendable {
    private let regex: OpaquePointer

    init(_ pattern: String) throws {
        var text = pattern
        let made = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { ascribe_regex_compile($0.baseAddress, $0.count) }
        }
        guard let made else { throw PatternError.tooLarge(pattern: pattern) }
        regex = made
        guard let reason = ascribe_regex_error(made) else { return }
        if ascribe_regex_is_too_large(made) { throw PatternError.tooLarge(pattern: pattern) }
        throw PatternError.syntax(pattern: pattern, reason: String(cString: reason))
    }

    deinit { ascribe_regex_free(regex) }

    func occurs(in text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { ascribe_regex_occurs(regex, $0.baseAddress, $0.count) }
        }
    }
}
