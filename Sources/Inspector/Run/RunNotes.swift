import CreditEngine

/// The notes on an opened run.
struct RunNotes: Sendable {
    /// The note of a message, by its index in `Trace.messages`.
    private(set) var byMessage: [Int: Note] = [:]
    /// The cells with a note.
    private(set) var cells: Set<Cell> = []
    /// The messages whose words have changed since the note was written.
    private(set) var outdated: Set<Int> = []
    /// Why there can be none; `nil` when there can.
    private(set) var failure: String?

    init() {}

    init(_ answer: NotesAnswer, of trace: Trace) {
        switch answer {
        case .failed(let why): failure = why
        case .read(let notes):
            let known = Dictionary(notes.map { ($0.ordinal, $0) }) { _, last in last }
            guard !known.isEmpty else { return }
            for (index, message) in trace.messages.enumerated() {
                guard let note = known[message.ordinal] else { continue }
                byMessage[index] = note
                cells.insert(message.cell)
                if !note.isAbout(message) { outdated.insert(index) }
            }
        }
    }

    /// The lines above a message's words.
    func add(_ message: Int, to wrapper: inout TextWrapper) {
        guard let note = byMessage[message] else { return }
        let style = Style(.title)
        wrapper.add([.own("✎ ", Style(.title, bold: true)), .foreign(note.text, style)], indent: 2)
        if outdated.contains(message) {
            wrapper.add(
                "⚠ the message said something else when this was written", Style(.problem), isOwn: true, indent: 2)
        }
        wrapper.addBlank()
    }
}
