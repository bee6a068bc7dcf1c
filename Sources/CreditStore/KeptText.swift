import GRDB

/// Text in a column, whatever is in it.
///
/// SQLite's interface ends a text at U+0000, so what came behind it would be lost without a word. It is kept as U+FFFE and
/// a digit zero, and U+FFFE, which no text should have, twice; all other text is kept as it is. Every column that may hold
/// text of a trace, a team or a person is written and compared as this type.
struct KeptText: DatabaseValueConvertible, Equatable {
    private static let mark: Unicode.Scalar = "\u{FFFE}"

    let text: String

    init(_ text: String) {
        self.text = text
    }

    init?(_ text: String?) {
        guard let text else { return nil }
        self.text = text
    }

    var databaseValue: DatabaseValue { kept.databaseValue }

    private var kept: String {
        guard text.unicodeScalars.contains(where: { $0.value == 0 || $0 == Self.mark }) else { return text }
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if scalar.value == 0 || scalar == Self.mark { kept.append(Self.mark) }
            kept.append(scalar.value == 0 ? "0" : scalar)
        }
        return String(kept)
    }

    static func fromDatabaseValue(_ value: DatabaseValue) -> KeptText? {
        guard let kept = String.fromDatabaseValue(value) else { return nil }
        guard kept.unicodeScalars.contains(mark) else { return KeptText(kept) }
        var text = String.UnicodeScalarView()
        var isMarked = false
        for scalar in kept.unicodeScalars {
            switch (isMarked, scalar) {
            case (false, mark):
                isMarked = true
                continue
            case (false, _): text.append(scalar)
            case (true, "0"): text.append("\0")
            case (true, mark): text.append(mark)
            // Kept before there were marks.
            case (true, _): text += [mark, scalar]
            }
            isMarked = false
        }
        if isMarked { text.append(mark) }
        return KeptText(String(text))
    }
}

extension Row {
    /// The text of a column that was written as `KeptText`.
    func text(_ column: String) -> String { (self[column] as KeptText).text }

    /// The same where there may be none.
    func textIfAny(_ column: String) -> String? { (self[column] as KeptText?)?.text }
}
