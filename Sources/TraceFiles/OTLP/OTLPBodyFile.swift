import Foundation

/// A file with bodies in protobuf, as an exporter sent them or as a collector wrote them down.
enum OTLPBodyFile {
    /// Bytes of the largest file.
    private static let limit = 256 << 20

    /// Whether a beginning may be that of bodies in protobuf: a list of resources, whose first entry fits into the file.
    static func mayBegin(with head: UnsafeRawBufferPointer, size: Int) -> Bool {
        guard size <= limit, let first = head.first else { return false }
        if first == 0x0A { return entryFits(head[1...], size: size - 1) }
        guard head.count > 5, let length = prefix(head), length <= size - 4 else { return false }
        return head[4] == 0x0A && entryFits(head[5...], size: length - 1)
    }

    /// The bodies of a file as lines of OTLP/JSON; `nil` when it holds something else.
    static func lines(_ bytes: UnsafeRawBufferPointer) -> [[UInt8]]? {
        if let line = line(bytes) { return [line] }
        var lines: [[UInt8]] = []
        var rest = bytes[...]
        // A collector writes the length of every body before it.
        while !rest.isEmpty {
            guard let length = prefix(UnsafeRawBufferPointer(rebasing: rest)), length <= rest.count - 4,
                let line = line(UnsafeRawBufferPointer(rebasing: rest.dropFirst(4).prefix(length)))
            else { return nil }
            lines.append(line)
            rest = rest.dropFirst(4 + length)
        }
        return lines.isEmpty ? nil : lines
    }

    private static func line(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? {
        let data = Data(bytes)
        for signal in [OTLPBody.Signal.traces, .logs] {
            if let body = try? OTLPBody(protobuf: data, signal: signal), body.count > 0 { return body.line }
        }
        return nil
    }

    /// The length in four bytes, the highest first.
    private static func prefix(_ bytes: UnsafeRawBufferPointer) -> Int? {
        guard bytes.count >= 4 else { return nil }
        return bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
    }

    /// Whether a length stands there that leaves room for what it counts, with a field of a resource behind it.
    private static func entryFits(_ bytes: Slice<UnsafeRawBufferPointer>, size: Int) -> Bool {
        var (length, shift) = (0, 0)
        for (index, byte) in bytes.prefix(5).enumerated() {
            length |= Int(byte & 0x7F) << shift
            shift += 7
            guard byte & 0x80 == 0 else { continue }
            let inner = bytes.dropFirst(index + 1).first
            return length > 0 && length <= size - index - 1 && (inner == 0x0A || inner == 0x12 || inner == 0x1A)
        }
        return false
    }
}
