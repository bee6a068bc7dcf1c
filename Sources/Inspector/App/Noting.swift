import CreditEngine

extension App {
    /// Why no note can be written here.
    var whyNoNote: String? {
        if configuration.isReadOnly { return "nothing is written: the program was started with --readonly" }
        guard let run else { return "no run is open" }
        guard run.run != nil else {
            return "this run is in no file of the list, so a note on it could not be found again"
        }
        if let failure = run.notes.failure { return failure }
        return run.message == nil ? "nobody speaks in this cell" : nil
    }

    /// Opens the line in which the note on the shown message is typed.
    mutating func typeNote() {
        guard let run, let message = run.message else { return }
        input = LineInput(.note(run.key, message), text: run.notes.byMessage[message]?.text ?? "")
    }

    /// Keeps what was typed; nothing typed takes the note away.
    mutating func keepNote(_ text: String, on message: Int, of key: RunKey) -> [Effect] {
        guard let run, run.key == key, run.run != nil, let said = run.book.trace.messages[safe: message] else {
            say(Notice(.warning, "the run is no longer open as it was; the note is dropped: \(text)"))
            return []
        }
        let before = run.notes.byMessage[message]
        if text == before?.text ?? "" {
            hint(text.isEmpty ? "no note was written" : "the note stays as it was")
            return []
        }
        guard let note = try? Note(on: said, text: text) else {
            say(Notice(.error, "the message cannot be told apart from others, so no note is kept"))
            return []
        }
        hint(text.isEmpty ? "the note is removed" : "the note is kept; m changes it, nothing typed removes it")
        return [.keepNote(note, run: key)]
    }

    /// Takes in the notes of a run.
    mutating func take(_ answer: NotesAnswer, of key: RunKey) {
        guard let run, run.key == key, run.run != nil else { return }
        self.run?.notes = RunNotes(answer, of: run.book.trace)
    }
}
