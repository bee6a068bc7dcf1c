public import CreditEngine
import Foundation
import GRDB
import SystemPackage

/// Why the store could not do what was asked; each description is one sentence that names the thing and the way out.
public enum StoreError: PermanentFailure, Equatable, CustomStringConvertible {
    /// The folder or the file is not one that the store may use.
    case unusable(path: String, reason: String)
    /// The file is no store, or is damaged.
    case damaged(path: String, reason: String)
    /// The file was written by a newer program.
    case tooNew(path: String)
    /// The file is as an older program or an interrupted one left it, and may not be changed now.
    case needsWriting(path: String)
    /// There is no store yet, and none may be made.
    case missing(path: String)
    /// The store may be read only.
    case readOnly(path: String)
    /// There is no room on the disk, or a limit on file sizes was met.
    case full(path: String)
    /// The system could not read or write.
    case failed(path: String, reason: String)
    /// Somebody else kept the store locked for too long.
    case busy(path: String)
    /// Another process runs jobs or decides.
    case held(by: LeaseHolder)
    /// Another process follows the same paths into this store.
    case watched(pid: Int32, host: String, since: String)
    /// The queue has no item of that number.
    case noSuchItem(Int64)
    /// Another person has the item in hand.
    case inHand(Int64, who: String)
    /// Another person has labelled the item.
    case labelled(Int64, who: String)
    /// The lease was given up or taken over meanwhile.
    case leaseLost
    /// No proposal has that identifier.
    case noSuchProposal(String)
    /// No critique has that identifier.
    case noSuchCritique(String)
    /// Several proposals or critiques have names that begin so.
    case ambiguous(String, [String])
    /// Too few characters of a name.
    case tooShort(String, needed: Int)
    /// No validation of that proposal has that identifier.
    case noSuchValidation(String, proposal: String)
    /// The proposal was decided before.
    case alreadyDecided(proposal: String, verdict: String, who: String, at: String)
    /// There is no decision to take back.
    case notDecided(proposal: String)
    /// The hash is not that of the diff that would be approved.
    case wrongHash(proposal: String)
    /// The texts are not those that were proposed.
    case cut(proposal: String)
    /// The gate did not accept the proposal.
    case notAccepted(proposal: String, validation: String)
    /// The gate accepted with a warning, and no reason was given.
    case reasonNeeded(proposal: String, warning: String)
    /// A later approval was given on the text that would go.
    case dependedOn(proposal: String, by: String)
    /// No team of that name was kept.
    case noSuchTeam(String)
    /// A block has changed since the proposal was made.
    case stale(proposal: String, block: String)
    /// The test split was opened before.
    case testOpened(at: String, purpose: String)
    /// A name is taken by something else.
    case conflict(String)

    /// One sentence: what, where, what to do.
    public var description: String {
        switch self {
        case .unusable(let path, let reason): "\(path): cannot hold the store (\(reason))"
        case .damaged(let path, let reason):
            "\(path): not a readable store (\(reason)); nothing was changed, restore it from a backup or move it away to start anew"
        case .tooNew(let path):
            "\(path): written by a newer version of ascribe; update this one or name another --store"
        case .needsWriting(let path):
            "\(path): must be brought up to date before it can be read; open it once without --readonly"
        case .missing(let path): "\(path): no store there yet; a command that keeps something makes one"
        case .readOnly(let path):
            "\(path): may only be read here, so nothing was saved; make it writable or name another --store"
        case .full(let path):
            "\(path): no room to save (disk full or file size limit), so the last change was not made; free some space and go on"
        case .failed(let path, let reason):
            "\(path): the system failed to read or write (\(reason)), so the last change was not made; try again"
        case .busy(let path): "\(path): locked by another program for too long; try again when it is done"
        case .held(let holder): "\(holder); wait for it, or stop it there"
        case .watched(let pid, let host, let since):
            "process \(pid) on \(host) has been watching the same paths into this store since \(since); stop it there, or name another --store"
        case .noSuchItem(let item): "the queue has no item \(item); 'ascribe queue list' shows them all"
        case .inHand(let item, let who): "\(who) has item \(item) in hand; take another one with 'ascribe queue next'"
        case .labelled(let item, let who):
            "\(who) has labelled item \(item); label it beside that with --second, or take another one with 'ascribe queue next'"
        case .leaseLost:
            "another process took over jobs and decisions, so nothing was saved; start again when it is done"
        case .noSuchProposal(let id): "no proposal '\(id)'; 'ascribe review list' shows them all"
        case .noSuchCritique(let id): "no critique '\(id)'; 'ascribe critique' makes one and says its name"
        case .tooShort(let short, let needed):
            "'\(short)' is too short to name anything; give at least \(needed) characters of the name"
        case .ambiguous(let short, let names):
            "'\(short)' is the beginning of \(names.prefix(3).joined(separator: ", "))\(names.count > 3 ? ", …" : ""); write more of it"
        case .noSuchValidation(let id, let proposal):
            "proposal '\(proposal)' has no validation '\(id)'; 'ascribe review show \(proposal)' shows those it has"
        case .alreadyDecided(let proposal, let verdict, let who, let at):
            "proposal '\(proposal)' was already \(verdict) by \(who) at \(at); undo that first"
        case .notDecided(let proposal): "proposal '\(proposal)' waits for a decision, so there is nothing to undo"
        case .wrongHash(let proposal):
            "that is not the hash of the diff of proposal '\(proposal)'; look at it again with 'ascribe review show \(proposal)'"
        case .cut(let id):
            "proposal '\(id)' was kept by an earlier version with its texts cut short; reject it and propose it anew"
        case .notAccepted(let proposal, let validation):
            "proposal '\(proposal)' did not pass the gate in validation '\(validation)'; validate more, or reject it"
        case .reasonNeeded(let proposal, let warning):
            "the gate warns of proposal '\(proposal)' (\(warning)), so approving it needs a reason; give one"
        case .dependedOn(let proposal, let by):
            "proposal '\(by)' was approved on top of '\(proposal)'; undo '\(by)' first"
        case .noSuchTeam(let name): "the store knows no team '\(name)'; propose a revision of one of its prompts first"
        case .stale(let proposal, let block):
            "proposal '\(proposal)' is stale because block '\(block)' has changed since; propose and validate anew"
        case .testOpened(let at, let purpose):
            "the sealed test problems were already opened at \(at) (\(purpose)); use a new split with fresh problems"
        case .conflict(let what): what
        }
    }

    /// Always: what is paid for after the store has failed cannot be kept, so that work ends there and goes on later from
    /// what is kept.
    public var isPermanent: Bool { true }

    /// What an error of SQLite means to a person; errors of other kinds pass unchanged.
    static func meaning(of error: any Error, path: String) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        let reason = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_FULL: return StoreError.full(path: path)
        case .SQLITE_IOERR:
            // SQLite knows a full disk by itself, and not a limit on the size of files.
            let limited = error.extendedResultCode == .SQLITE_IOERR_WRITE && fileSizesAreLimited
            return limited ? StoreError.full(path: path) : StoreError.failed(path: path, reason: reason)
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: return StoreError.damaged(path: path, reason: reason)
        case .SQLITE_READONLY:
            return error.extendedResultCode == .SQLITE_READONLY_ROLLBACK
                ? StoreError.needsWriting(path: path) : StoreError.readOnly(path: path)
        case .SQLITE_BUSY, .SQLITE_LOCKED: return StoreError.busy(path: path)
        case .SQLITE_CANTOPEN where access(path, F_OK) == 0 && access(folder(of: path), W_OK) != 0:
            // The journal cannot be made.
            return StoreError.readOnly(path: path)
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH: return StoreError.unusable(path: path, reason: reason)
        default: return StoreError.failed(path: path, reason: reason)
        }
    }

    private static func folder(of path: String) -> String { FilePath(path).removingLastComponent().string }

    private static var fileSizesAreLimited: Bool {
        var limit = rlimit()
        #if os(Linux)
            let known = getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
        #else
            let known = getrlimit(RLIMIT_FSIZE, &limit)
        #endif
        return known == 0 && limit.rlim_cur < rlim_t(Int64.max)
    }
}
