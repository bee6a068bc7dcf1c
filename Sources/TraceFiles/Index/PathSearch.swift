import SystemPackage

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Finds the files that a person means by a path.
package struct PathSearch {
    /// File name endings that are looked into when a folder is given.
    static let endings = [
        "jsonl", "ndjson", "json", "eval", "traj", "pb", "jsonl.gz", "json.gz", "ndjson.gz", "jsonl.zst", "json.zst",
        "ndjson.zst",
    ]

    private static let suffixes = endings.map { "." + $0 }

    /// The files of the paths, in the order given; those of a folder sorted by name, numbers by value.
    ///
    /// Files that make one run together are one of them: a session with those of its sub-agents, a folder of events.
    /// Scores in files beside the spans are taken over into the options, and such a file is none of the files.
    ///
    /// - Parameter mayGain: whether a folder may hold nothing yet, because it is followed.
    static func files(
        _ paths: [String], _ options: inout ReadingOptions, mayGain: Bool = false
    ) throws -> [SourceFile] {
        try search(paths, &options, mayGain: mayGain).files
    }

    /// The same files, and the paths in folders that are called like files of runs and are none.
    static func search(
        _ paths: [String], _ options: inout ReadingOptions, mayGain: Bool = false
    ) throws -> (files: [SourceFile], passedOver: [String]) {
        var search = PathSearch(mayGain: mayGain)
        for path in paths { try search.add(path) }
        let annotated = try search.takeAnnotations(&options)
        guard search.files.isEmpty, let path = annotated else { return (search.files, search.passedOver) }
        guard let spans = search.spans(beside: path, options) else {
            throw TraceFileError.unreadable(
                path: path,
                reason:
                    "it holds scores of spans, and no file beside it holds these spans; name both: ascribe SPANS SCORES"
            )
        }
        return ([spans], search.passedOver)
    }

    private init(mayGain: Bool) { self.mayGain = mayGain }

    private let mayGain: Bool
    private var files: [SourceFile] = []
    private var passedOver: [String] = []
    private let shelf = CopyShelf()

    /// Takes the files with annotations out, and answers the path of the last of them.
    private mutating func takeAnnotations(_ options: inout ReadingOptions) throws -> String? {
        var taken: String?
        for (index, file) in files.enumerated().reversed() where SpanAnnotations.isNamed(file.path) {
            guard file.isNamed, let annotations = try SpanAnnotations(path: file.path) else { continue }
            options.spanScores.merge(annotations.scores) { $1 + $0 }
            files.remove(at: index)
            taken = file.path
        }
        return taken
    }

    /// Bytes of a file, and files of a folder, that are searched for annotated spans.
    private static let searched = (bytes: 64 << 20, files: 1_000)

    /// The first file in a folder that holds a span of which a file there tells the score.
    private func spans(beside path: String, _ options: ReadingOptions) -> SourceFile? {
        let parent = FilePath(path).removingLastComponent().string
        let folder = parent.isEmpty ? "." : parent
        for name in FolderWalk.files(below: folder).filter(Self.isTrace).prefix(Self.searched.files)
        where !name.contains("/") && !SpanAnnotations.isNamed(name) {
            let file = SourceFile(path: "\(folder)/\(name)", stem: Self.withoutEnding(name), shelf: shelf)
            let holds = try? file.withDescriptor { descriptor, identity in
                let buffer = PaddedBuffer()
                guard identity.size <= Self.searched.bytes else { return false }
                try buffer.read(descriptor, offset: 0, length: identity.size)
                return options.spanScores.keys.prefix(16).contains { buffer.contains($0) }
            }
            if holds == true { return file }
        }
        return nil
    }

    private mutating func add(_ path: String) throws {
        if path == "-" { return files.append(try SourceFile.standardInput(shelf: shelf)) }
        var info = stat()
        guard stat(path, &info) == 0 else {
            guard errno == ENOENT else { throw TraceFileError.notOpened(path) }
            let isAltered = path.unicodeScalars.contains("\u{FFFD}")
            throw isAltered
                ? TraceFileError.notOpened(path)
                : TraceFileError.unreadable(path: path, reason: "no such file or folder")
        }
        switch info.st_mode & S_IFMT {
        case S_IFIFO,
            S_IFREG where info.st_size == 0 && Self.holdsMoreThanItSays(path):
            // A pipe of a shell, such as `<(ssh host cat runs.jsonl)`, or a file that the system makes while it is read.
            let opened = open(path, O_RDONLY | O_CLOEXEC)
            guard opened >= 0 else { throw TraceFileError.unreadable(path: path, reason: SystemError.text()) }
            files.append(try SourceFile(path: path, stem: Self.stem(of: path), pipe: opened, shelf: shelf))
        case S_IFDIR:
            if let bundle = FileBundle(events: path) { return addBundle(bundle, stem: Self.stem(of: path)) }
            try addFolder(path)
        default:
            if let bundle = FileBundle(holding: path) { return addBundle(bundle, stem: Self.stem(of: bundle.path)) }
            files.append(SourceFile(path: path, stem: Self.stem(of: path), shelf: shelf))
        }
    }

    /// Whether a file whose size is 0 gives bytes all the same, as those of `/proc` do.
    private static func holdsMoreThanItSays(_ path: String) -> Bool {
        let opened = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard opened >= 0 else { return false }
        defer { close(opened) }
        var byte: UInt8 = 0
        return read(opened, &byte, 1) == 1 && FileIdentity(opened).size == 0
    }

    private mutating func addBundle(_ bundle: FileBundle, stem: String) {
        files.append(SourceFile(bundle: bundle, stem: stem, shelf: shelf))
    }

    private mutating func addFolder(_ path: String) throws {
        let root = FilePath(path).string
        let listing = FolderWalk.listing(of: path)
        guard !listing.closed.contains("") else { throw TraceFileError.notOpened(path) }
        let found = listing.files.filter(Self.isTrace)
        guard mayGain || !found.isEmpty || !listing.closed.isEmpty else {
            throw TraceFileError.emptyFolder(path: path, passedOver: listing.passedOver)
        }
        passedOver += listing.passedOver.map { "\(root)/\($0)" }
        // A folder that cannot be listed is reported like a file that cannot be read.
        for name in listing.closed {
            files.append(SourceFile(path: "\(root)/\(name)", stem: Self.withoutEnding(name), shelf: shelf))
        }
        let groups = FileGroups(of: found, below: root)
        for name in found {
            if let bundle = groups.bundles[name] {
                addBundle(bundle, stem: Self.stem(of: bundle.path, below: root))
            } else if !groups.members.contains(name) {
                files.append(SourceFile(path: "\(root)/\(name)", stem: Self.withoutEnding(name), shelf: shelf))
            }
        }
    }

    /// Whether a file of that name is read where its folder is named.
    package static func isTrace(_ name: String) -> Bool {
        let lowered = name.lowercased()
        return suffixes.contains { lowered.hasSuffix($0) } && !lowered.hasSuffix(".meta.json")
    }

    /// What a run without an identifier is called after: the file's name without its ending.
    private static func stem(of path: String) -> String {
        withoutEnding(FilePath(path).lastComponent?.string ?? path)
    }

    private static func stem(of path: String, below root: String) -> String {
        var below = FilePath(path)
        return below.removePrefix(FilePath(root)) ? withoutEnding(below.string) : stem(of: path)
    }

    private static func withoutEnding(_ name: String) -> String {
        let lowered = name.lowercased()
        // The longest ending that fits, so that `runs.jsonl.gz` is `runs`.
        let fitting = suffixes.filter { lowered.hasSuffix($0) }.max { $0.count < $1.count }
        return fitting.map { String(name.dropLast($0.count)) } ?? name
    }
}
