#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Turns sources that cannot be read in place into plain lines, once.
enum Unpacking {
    /// Packings within packings that are undone.
    private static let depth = 4

    /// The content of an open file as plain lines; `nil` when the file is plain already.
    ///
    /// Throws a `TraceFileError` for a file of another kind, a damaged one and one that unpacks to too much.
    static func plain(of descriptor: Int32, size: Int, path: String) throws -> PlainCopy? {
        var content: PlainCopy?
        for _ in 0..<depth {
            let current = content?.descriptor ?? descriptor
            let currentSize = content?.size ?? size
            let form = try FileForm.of(current, size: currentSize)
            guard form != .plain else { return content }
            let next = try PlainCopy()
            var writer = PlainCopy.Writer(to: next, from: path, sourceSize: size)
            try write(form, current, size: currentSize, path: path, to: &writer)
            try writer.flush()
            content = next
        }
        throw TraceFileError.unreadable(
            path: path, reason: "packed more than \(depth) times; unpack it and open what it holds")
    }

    private static func write(
        _ form: FileForm, _ descriptor: Int32, size: Int, path: String, to writer: inout PlainCopy.Writer
    ) throws {
        switch form {
        case .plain: break
        case .gzip: try GzipReader(descriptor, path: path).read { try writer.write($0) }
        case .compressed:
            let archive = try ArchiveReader(descriptor, isZip: false, path: path)
            guard try archive.next() != nil else { return }
            try archive.read { try writer.write($0) }
        case .archive:
            var archive = try ArchiveRecords(descriptor, path: path)
            try archive.write(descriptor, to: &writer)
        case .wide(let text): try text.write(descriptor, size: size, to: &writer)
        case .carriageReturns:
            try forEachChunk(descriptor, size: size) { chunk in
                try writer.write(chunk.lazy.map { $0 == UInt8(ascii: "\r") ? UInt8(ascii: "\n") : $0 })
            }
        case .values:
            var lines = ValueLines()
            try forEachChunk(descriptor, size: size) { try lines.take($0, to: &writer) }
            try lines.finish(&writer)
        case .protobuf(let lines):
            for line in lines {
                try writer.write(line)
                try writer.write(UInt8(ascii: "\n"))
            }
        case .foreign(let reason): throw TraceFileError.unreadable(path: path, reason: reason)
        }
    }

    private static func forEachChunk(
        _ descriptor: Int32, size: Int, _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let buffer = PaddedBuffer()
        var offset = 0
        while offset < size {
            try buffer.read(descriptor, offset: offset, length: min(1 << 18, size - offset))
            try body(offset == 0 ? ByteOrderMark.dropped(from: buffer.filled) : buffer.filled)
            offset += buffer.count
        }
    }
}
