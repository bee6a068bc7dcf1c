import CreditEngine
import CreditStore
import Foundation
import Inspector
import UseCases

/// Reads and keeps the notes that a person writes beside messages, and posts what comes of it.
final class StoredNotes: Sendable {
    private let activity: Activity
    private let access: Access
    private let session: StoreSession
    private let post: @Sendable (Event) -> Void

    init(
        activity: Activity, access: Access, session: StoreSession, post: @escaping @Sendable (Event) -> Void
    ) {
        self.activity = activity
        self.access = access
        self.session = session
        self.post = post
    }

    /// Carries an effect out; `false` when it does not concern notes.
    func carryOut(_ effect: Effect) -> Bool {
        guard case .keepNote(let note, let run) = effect else { return false }
        background { [self] in
            do {
                _ = try access.permit(or: .writing)
                try await session.opened().keep(note, file: NotedFile.identity(of: run.file), trace: run.id)
            } catch {
                post(.noticed(Notice(.error, "the note was not kept: \(error)")))
            }
            post(.notes(run, await answer(run)))
        }
        return true
    }

    /// Reads the notes of a run that was opened.
    func load(_ run: RunKey) {
        background { [self] in post(.notes(run, await answer(run))) }
    }

    /// The notes of a run; without a store there are none, and none is made.
    private func answer(_ run: RunKey) async -> NotesAnswer {
        do {
            let file = try NotedFile.identity(of: run.file)
            guard let store = try Store.existing(in: session.folder, access) else { return .read([]) }
            let notes = try await store.notes(file: file, trace: run.id)
            try store.close()
            return .read(notes)
        } catch {
            return .failed("\(error)")
        }
    }

    private func background(_ body: @escaping @Sendable () async -> Void) {
        activity.begin()
        Task.detached(priority: .utility) { [activity] in
            await body()
            activity.end()
        }
    }
}
