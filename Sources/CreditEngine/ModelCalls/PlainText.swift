extension String {
    /// The text without white space at both ends.
    var trimmed: String {
        var rest = Substring(self)
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }

    /// Whether a person who reads it sees everything that a model reads: nothing in it would have to be made visible.
    var isPlain: Bool {
        let spaced = String(map { $0 == "\t" ? " " : $0 })
        return VisibleText.escape(spaced, layout: .block) == spaced
    }
}
