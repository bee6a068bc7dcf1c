import CreditEngine

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// What tells one file's content from another's.
struct FileIdentity: Equatable {
    var device: UInt = 0
    var inode: UInt = 0
    var size = 0
    /// When it was last written to.
    var seconds = 0
    var nanoseconds = 0
    var isRegular = false
    /// Bytes of the plain copy that the file's content was turned into; `nil` when it is read in place.
    ///
    /// No part of what tells files apart.
    var copySize: Int?

    /// Bytes that can be read.
    var readable: Int { copySize ?? size }

    /// No file.
    init() {}

    /// An open file; all 0 when it cannot be looked at.
    init(_ descriptor: Int32) {
        var info = stat()
        if fstat(descriptor, &info) != 0 { info = stat() }
        self.init(info)
    }

    /// The file at a path.
    init(path: String) throws {
        var info = stat()
        guard stat(path, &info) == 0 else { throw TraceFileError.notOpened(path) }
        self.init(info)
    }

    private init(_ info: stat) {
        device = UInt(info.st_dev)
        inode = UInt(info.st_ino)
        size = Int(info.st_size)
        #if canImport(Darwin)
            let written = info.st_mtimespec
        #else
            let written = info.st_mtim
        #endif
        (seconds, nanoseconds) = (Int(written.tv_sec), Int(written.tv_nsec))
        isRegular = info.st_mode & S_IFMT == S_IFREG
    }

    static func == (a: FileIdentity, b: FileIdentity) -> Bool {
        a.device == b.device && a.inode == b.inode && a.size == b.size && a.seconds == b.seconds
            && a.nanoseconds == b.nanoseconds && a.isRegular == b.isRegular
    }

    /// The identity of this file and others together: the place of this one, the size of all, the time of the last change.
    func joined(with other: FileIdentity) -> FileIdentity {
        var whole = self
        whole.size += other.size
        whole.isRegular = isRegular && other.isRegular
        if (other.seconds, other.nanoseconds) > (seconds, nanoseconds) {
            (whole.seconds, whole.nanoseconds) = (other.seconds, other.nanoseconds)
        }
        return whole
    }

    /// Whether nobody has written to it for a while, as far as the system's clock tells.
    func isOlder(than age: Duration) -> Bool { time(nil) - seconds > age.components.seconds + 1 }

    /// Whether this can be the same file, grown or not, of which `bytes` were read before.
    func continues(_ earlier: FileIdentity, bytes: Int) -> Bool {
        device == earlier.device && inode == earlier.inode && size >= bytes
    }
}

/// Some bytes of a file, by which one that was written anew is told from one that grew; the same after a restart.
struct FileMark: Hashable, Codable {
    private(set) var offset: Int
    private(set) var length: Int
    private(set) var digest: String

    /// A mark that was taken before.
    init(offset: Int, length: Int, digest: String) {
        (self.offset, self.length, self.digest) = (offset, length, digest)
    }

    /// Reads bytes of a file; `nil` when they are not all there or cannot be read.
    init?(_ descriptor: Int32, offset: Int = 0, length: Int) {
        var bytes = [UInt8](repeating: 0, count: length)
        guard pread(descriptor, &bytes, length, off_t(offset)) == length, let digest = try? SHA256Digest(of: bytes)
        else { return nil }
        (self.offset, self.length, self.digest) = (offset, length, digest.hex)
    }

    /// The beginning of a file of at least `available` bytes.
    init?(beginningOf descriptor: Int32, available: Int) { self.init(descriptor, length: min(available, 1024)) }

    /// Whether a file still holds these bytes there.
    func stands(in descriptor: Int32) -> Bool { FileMark(descriptor, offset: offset, length: length) == self }
}

/// The system's words for what just went wrong.
enum SystemError {
    static func text(_ code: Int32 = errno) -> String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

extension TraceFileError {
    /// The file at a path could not be opened, for the reason in `errno`.
    static func notOpened(_ path: String) -> TraceFileError {
        let isMissing = errno == ENOENT
        let reason = SystemError.text()
        // A name that is not UTF-8 has become another one on its way here.
        let isAltered = isMissing && path.unicodeScalars.contains("\u{FFFD}")
        return .unreadable(path: path, reason: isAltered ? "its name is not UTF-8; rename the file" : reason)
    }
}
