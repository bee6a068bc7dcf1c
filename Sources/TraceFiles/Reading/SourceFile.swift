#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// One file that traces are read from: a path, standard input, or a pipe.
final class SourceFile: Sendable {
    /// The path as the person gave it, or as found in a folder; `standard input` for `-`.
    let path: String
    /// What a run without an identifier is called after.
    let stem: String
    /// Where a pipe is copied to; `nil` for what can be read in place.
    let spool: Spool?
    /// Standard input, when it is a file; a path is opened for each use.
    private let descriptor: Int32?

    init(path: String, stem: String) {
        self.path = path
        self.stem = stem
        descriptor = nil
        spool = nil
    }

    /// A pipe, open for reading; the descriptor is closed when it is no longer needed.
    init(path: String, stem: String, pipe: Int32) throws {
        self.path = path
        self.stem = stem
        descriptor = nil
        spool = try Spool(of: pipe)
    }

    /// Standard input: read in place when it is a file, else copied to a file that has no name.
    static func standardInput() throws -> SourceFile {
        let copy = dup(STDIN_FILENO)
        guard copy >= 0 else { throw TraceFileError.unreadable(path: "standard input", reason: SystemError.text()) }
        guard FileIdentity(copy).isRegular else {
            return try SourceFile(path: "standard input", stem: "stdin", pipe: copy)
        }
        return SourceFile(standardInput: copy)
    }

    private init(standardInput: Int32) {
        path = "standard input"
        stem = "stdin"
        descriptor = standardInput
        spool = nil
    }

    deinit { if let descriptor { close(descriptor) } }

    /// Calls `body` with an open descriptor and the file's identity.
    func withDescriptor<Result>(_ body: (Int32, FileIdentity) throws -> Result) throws -> Result {
        if let descriptor = descriptor ?? spool?.descriptor {
            return try translated { try body(descriptor, FileIdentity(descriptor)) }
        }
        let opened = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard opened >= 0 else { throw TraceFileError.unreadable(path: path, reason: SystemError.text()) }
        defer { close(opened) }
        let identity = FileIdentity(opened)
        guard identity.isRegular else { throw TraceFileError.unreadable(path: path, reason: "not a file") }
        return try translated { try body(opened, identity) }
    }

    /// Calls `body` like `withDescriptor`, provided that this is still the file that was read before.
    ///
    /// Throws `TraceFileError.changed` when it was deleted, replaced, written anew or made shorter.
    func withDescriptor<Result>(
        stillAs known: FileProgress.Position, _ body: (Int32, FileIdentity) throws -> Result
    ) throws -> Result {
        if descriptor == nil, spool == nil, access(path, F_OK) != 0, errno == ENOENT || errno == ENOTDIR {
            throw TraceFileError.changed(path: path)
        }
        return try withDescriptor { descriptor, identity in
            guard let earlier = known.identity, identity.continues(earlier, bytes: known.seen),
                !known.isDocument || identity == earlier,
                known.beginning?.stands(in: descriptor) ?? true
            else { throw TraceFileError.changed(path: path) }
            return try body(descriptor, identity)
        }
    }

    /// Turns failures to read into the errors that people see.
    private func translated<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch LineBlock.Failure.shorter {
            throw TraceFileError.changed(path: path)
        } catch LineBlock.Failure.system(let code) {
            throw TraceFileError.unreadable(path: path, reason: SystemError.text(code))
        }
    }
}
