import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// One source that traces are read from: a file, several files that make one run, standard input, or a pipe.
///
/// What is not plain JSON in UTF-8 is read from a plain copy of its content, which is made when it is needed.
final class SourceFile: Sendable {
    /// The path as the person gave it, or as found in a folder; `standard input` for `-`.
    let path: String
    /// What a run without an identifier is called after.
    let stem: String
    /// Where a pipe is copied to; `nil` for what can be read in place.
    let spool: Spool?
    /// Standard input, when it is a file; a path is opened for each use.
    private let descriptor: Int32?
    private let bundle: FileBundle?
    private let shelf: CopyShelf
    /// The file as it was when it was found to be plain; locked while a content is made.
    private let plain = Mutex<FileIdentity?>(nil)

    private init(
        path: String, stem: String, spool: Spool? = nil, descriptor: Int32? = nil, bundle: FileBundle? = nil,
        shelf: CopyShelf
    ) {
        (self.path, self.stem, self.spool, self.descriptor) = (path, stem, spool, descriptor)
        (self.bundle, self.shelf) = (bundle, shelf)
    }

    /// A file, which is not opened yet.
    convenience init(path: String, stem: String, shelf: CopyShelf = CopyShelf()) {
        self.init(path: path, stem: stem, spool: nil, shelf: shelf)
    }

    /// Several files that make one run.
    convenience init(bundle: FileBundle, stem: String, shelf: CopyShelf) {
        self.init(path: bundle.path, stem: stem, bundle: bundle, shelf: shelf)
    }

    /// A pipe, open for reading; the descriptor is closed when it is no longer needed.
    convenience init(path: String, stem: String, pipe: Int32, shelf: CopyShelf = CopyShelf()) throws {
        self.init(path: path, stem: stem, spool: try Spool(of: pipe), shelf: shelf)
    }

    /// Standard input: read in place when it is a file, else copied to a file that has no name.
    static func standardInput(shelf: CopyShelf = CopyShelf()) throws -> SourceFile {
        let (path, stem) = ("standard input", "stdin")
        let copy = dup(STDIN_FILENO)
        guard copy >= 0 else { throw TraceFileError.unreadable(path: path, reason: SystemError.text()) }
        guard FileIdentity(copy).isRegular else {
            return try SourceFile(path: path, stem: stem, pipe: copy, shelf: shelf)
        }
        return SourceFile(path: path, stem: stem, descriptor: copy, shelf: shelf)
    }

    /// Whether the source is one file with a path.
    var isNamed: Bool { descriptor == nil && spool == nil && bundle == nil }
    /// Whether the source is several files that make one run.
    var isBundle: Bool { bundle != nil }

    deinit { if let descriptor { close(descriptor) } }

    /// The same file, kept open, so that it can be read on when another one takes its name.
    func held() throws -> SourceFile {
        guard isNamed else { return self }
        let opened = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard opened >= 0 else { throw TraceFileError.notOpened(path) }
        return SourceFile(path: path, stem: stem, descriptor: opened, shelf: shelf)
    }

    /// The file as it is now; nothing of it is read.
    func identity() throws -> FileIdentity {
        if let descriptor = descriptor ?? spool?.descriptor { return FileIdentity(descriptor) }
        let identity = try bundle?.identity() ?? FileIdentity(path: path)
        guard identity.isRegular else { throw notFile }
        return identity
    }

    /// The file as it is now, provided that it is still the one that was read before; throws `TraceFileError.changed`.
    func identity(stillAs known: ReadPosition) throws -> FileIdentity {
        guard known.identity?.copySize != nil else {
            return try withDescriptor(stillAs: known) { _, identity in identity }
        }
        guard let now = try? identity(), now == known.identity else { throw TraceFileError.changed(path: path) }
        return now
    }

    /// How the bytes of the file hold its records.
    func form() throws -> FileForm {
        if bundle != nil { return .values }
        return try withRaw { descriptor, identity in try FileForm.of(descriptor, size: identity.size) }
    }

    /// Calls `body` with a descriptor of the plain content and the file's identity.
    func withDescriptor<Result>(_ body: (Int32, FileIdentity) throws -> Result) throws -> Result {
        if let bundle {
            var identity = try identity()
            let content = try translated { try self.content(identity) { try bundle.content(identity) } }
            identity.copySize = content?.size
            return try translated { try body(content?.descriptor ?? -1, identity) }
        }
        return try withRaw { descriptor, identity in
            // What a pipe has brought so far says nothing of its form.
            guard spool?.arrival.ended ?? true, !isKnownPlain(identity),
                let content = try content(
                    identity, { try Unpacking.plain(of: descriptor, size: identity.size, path: path) })
            else { return try body(descriptor, identity) }
            var whole = identity
            whole.copySize = content.size
            return try body(content.descriptor, whole)
        }
    }

    private func isKnownPlain(_ identity: FileIdentity) -> Bool {
        plain.withLock { known in
            guard let known else { return false }
            // A file that was found to be plain stays so when it grows, unless there was too little of it to tell.
            return known == identity || known.size >= 1 << 12 && identity.continues(known, bytes: known.size)
        }
    }

    /// The content that is held, or else a new one; `nil` when the file turns out to be plain.
    private func content(_ identity: FileIdentity, _ make: () throws -> PlainCopy?) throws -> PlainCopy? {
        try plain.withLock { plain in
            let owner = ObjectIdentifier(self)
            if let held = shelf.content(of: owner, identity) { return held }
            guard let made = try make() else {
                plain = identity
                return nil
            }
            shelf.keep(made, of: owner, identity)
            return made
        }
    }

    private func withRaw<Result>(_ body: (Int32, FileIdentity) throws -> Result) throws -> Result {
        if let descriptor = descriptor ?? spool?.descriptor {
            return try translated { try body(descriptor, FileIdentity(descriptor)) }
        }
        let opened = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard opened >= 0 else { throw TraceFileError.notOpened(path) }
        defer { close(opened) }
        let identity = FileIdentity(opened)
        guard identity.isRegular else { throw notFile }
        return try translated { try body(opened, identity) }
    }

    /// Why what stands at the path is not read: a folder stands here when it cannot be listed.
    private var notFile: TraceFileError {
        access(path, R_OK | X_OK) == 0 || errno != EACCES
            ? .unreadable(path: path, reason: "not a file") : .notOpened(path)
    }

    /// Calls `body` like `withDescriptor`, provided that this is still the file that was read before.
    ///
    /// Throws `TraceFileError.changed` when it was deleted, replaced, written anew or made shorter.
    func withDescriptor<Result>(
        stillAs known: ReadPosition, _ body: (Int32, FileIdentity) throws -> Result
    ) throws -> Result {
        if descriptor == nil, spool == nil, access(path, F_OK) != 0, errno == ENOENT || errno == ENOTDIR {
            throw TraceFileError.changed(path: path)
        }
        return try withDescriptor { descriptor, identity in
            guard let earlier = known.identity, identity.continues(earlier, bytes: known.seen),
                // A content is put together anew from the whole file: any change may be anywhere in it.
                !known.isDocument && earlier.copySize == nil || identity == earlier,
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
