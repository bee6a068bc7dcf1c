import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// One file that traces are read from: a path, or standard input.
final class SourceFile: Sendable {
    /// The path as the person gave it, or as found in a folder; `standard input` for `-`.
    let path: String
    /// What a run without an identifier is called after.
    let stem: String
    /// The descriptor of standard input or of its spooled copy; `nil` for a path, which is opened for each use.
    private let descriptor: Int32?

    init(path: String, stem: String) {
        self.path = path
        self.stem = stem
        descriptor = nil
    }

    /// Standard input: read in place when it is a file, else copied to a file that has no name.
    init(standardInput: Void) throws {
        path = "standard input"
        stem = "stdin"
        var info = stat()
        if fstat(STDIN_FILENO, &info) == 0, info.st_mode & S_IFMT == S_IFREG {
            descriptor = dup(STDIN_FILENO)
        } else {
            descriptor = try Spool.copy(of: STDIN_FILENO)
        }
    }

    deinit { if let descriptor { close(descriptor) } }

    /// Calls `body` with an open descriptor and the file's identity.
    func withDescriptor<Result>(_ body: (Int32, FileIdentity) throws -> Result) throws -> Result {
        if let descriptor { return try body(descriptor, FileIdentity(descriptor)) }
        let opened = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard opened >= 0 else { throw TraceFileError.unreadable(path: path, reason: SystemError.text()) }
        defer { close(opened) }
        let identity = FileIdentity(opened)
        guard identity.isRegular else { throw TraceFileError.unreadable(path: path, reason: "not a file") }
        return try body(opened, identity)
    }
}

/// What tells one file's content from another's.
struct FileIdentity: Equatable {
    var device: UInt = 0
    var inode: UInt = 0
    var size = 0
    var isRegular = false

    init(_ descriptor: Int32) {
        var info = stat()
        guard fstat(descriptor, &info) == 0 else { return }
        device = UInt(info.st_dev)
        inode = UInt(info.st_ino)
        size = Int(info.st_size)
        isRegular = info.st_mode & S_IFMT == S_IFREG
    }

    /// Whether this can be the same file, grown or not, of which `bytes` were read before.
    func continues(_ earlier: FileIdentity, bytes: Int) -> Bool {
        device == earlier.device && inode == earlier.inode && size >= bytes
    }
}

/// The system's words for what just went wrong.
enum SystemError {
    static func text(_ code: Int32 = errno) -> String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

/// Keeps a copy of a pipe in a file that has no name and goes away with the process.
enum Spool {
    static func copy(of source: Int32) throws -> Int32 {
        var template = Array((NSTemporaryDirectory() + "/ascribe-XXXXXX").utf8CString)
        let spool = mkstemp(&template)
        guard spool >= 0 else { throw TraceFileError.unwritable(path: "a temporary file", reason: SystemError.text()) }
        unlink(template)
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let got = read(source, &buffer, buffer.count)
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw TraceFileError.unreadable(path: "standard input", reason: SystemError.text()) }
            if got == 0 { return spool }
            var written = 0
            while written < got {
                let count = buffer.withUnsafeBytes {
                    write(spool, $0.baseAddress?.advanced(by: written), got - written)
                }
                guard count > 0 else {
                    throw TraceFileError.unwritable(path: "a temporary file", reason: SystemError.text())
                }
                written += count
            }
        }
    }
}
