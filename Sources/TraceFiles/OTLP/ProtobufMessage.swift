import Foundation

/// A message in protobuf's wire format (https://protobuf.dev/programming-guides/encoding) that keeps the fields it knows.
protocol ProtobufMessage {
    /// The message without fields.
    init()
    /// Takes one field; one that it does not know, or that is of another type, is passed over.
    mutating func take(_ field: ProtobufField) throws
}

/// Why bytes are no message.
enum ProtobufFault: Error {
    /// They are not in the wire format, or end within a field.
    case malformed
    /// A text is not UTF-8.
    case notText
    /// Messages stand in messages beyond the limit.
    case tooDeep
}

extension ProtobufMessage {
    /// Reads an encoded message; throws a `ProtobufFault`.
    ///
    /// - Parameter depth: the levels of messages that may stand inside it.
    init(protobuf bytes: Data, depth: Int) throws {
        self.init()
        try bytes.withUnsafeBytes { try take($0, depth: depth) }
    }

    /// Takes all fields of an encoded message; what it knew already stays where no field says otherwise.
    fileprivate mutating func take(_ bytes: UnsafeRawBufferPointer, depth: Int) throws {
        guard depth >= 0 else { throw ProtobufFault.tooDeep }
        var scan = ProtobufScan(bytes: bytes)
        while let (number, content) = try scan.next(depth: depth) {
            try take(ProtobufField(number: number, content: content, depth: depth))
        }
    }
}

/// One field of a message, readable as each type that its content can have.
struct ProtobufField {
    /// The number by which the message knows it.
    let number: Int
    /// What stands there, valid while the message is read.
    fileprivate let content: ProtobufScan.Content
    fileprivate let depth: Int

    /// A whole number or a flag; `nil` for other contents, as below.
    var whole: UInt64? { if case .varint(let value) = content { value } else { nil } }
    /// Eight bytes, the lowest first.
    var fixed: UInt64? { if case .fixed64(let value) = content { value } else { nil } }
    /// Bytes.
    var bytes: Data? { if case .bytes(let bytes) = content { Data(bytes) } else { nil } }

    /// Whether a message can stand there.
    var isMessage: Bool { if case .bytes = content { true } else { false } }

    /// A text; throws when the bytes are none.
    func text() throws -> String? {
        guard case .bytes(let bytes) = content else { return nil }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw ProtobufFault.notText }
        return text
    }

    /// Adds a message to those that stood in fields of this number before.
    func append<Message: ProtobufMessage>(to messages: inout [Message]) throws {
        guard case .bytes(let bytes) = content else { return }
        var message = Message()
        try message.take(bytes, depth: depth - 1)
        messages.append(message)
    }

    /// Reads a message into one that may have fields already, as the wire format says of a field that stands twice.
    func merge(into message: inout some ProtobufMessage) throws {
        guard case .bytes(let bytes) = content else { return }
        try message.take(bytes, depth: depth - 1)
    }
}

/// Goes from field to field of an encoded message.
private struct ProtobufScan {
    enum Content {
        case varint(UInt64)
        case fixed64(UInt64)
        case bytes(UnsafeRawBufferPointer)
        /// Read over: four bytes, or a group.
        case other
    }

    let bytes: UnsafeRawBufferPointer
    private var at = 0

    init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// The next field; `nil` behind the last one.
    mutating func next(depth: Int) throws -> (number: Int, content: Content)? {
        guard at < bytes.count else { return nil }
        let (number, type) = try key()
        return (number, try content(type, of: number, depth: depth))
    }

    private mutating func key() throws -> (number: Int, type: UInt64) {
        let start = at
        let key = try varint()
        guard key >> 3 > 0, key <= UInt64(UInt32.max), at - start <= 5 else { throw ProtobufFault.malformed }
        return (Int(key >> 3), key & 7)
    }

    private mutating func content(_ type: UInt64, of number: Int, depth: Int) throws -> Content {
        switch type {
        case 0: return .varint(try varint())
        case 1: return .fixed64(try take(8).loadUnaligned(as: UInt64.self).littleEndian)
        case 2:
            guard let length = Int(exactly: try varint()) else { throw ProtobufFault.malformed }
            return .bytes(try take(length))
        case 3:
            try skipGroup(number, depth: depth - 1)
            return .other
        case 5:
            _ = try take(4)
            return .other
        default: throw ProtobufFault.malformed
        }
    }

    private mutating func skipGroup(_ group: Int, depth: Int) throws {
        guard depth >= 0 else { throw ProtobufFault.tooDeep }
        while true {
            let (number, type) = try key()
            if type == 4 {
                guard number == group else { throw ProtobufFault.malformed }
                return
            }
            _ = try content(type, of: number, depth: depth)
        }
    }

    private mutating func take(_ count: Int) throws -> UnsafeRawBufferPointer {
        guard count <= bytes.count - at else { throw ProtobufFault.malformed }
        defer { at += count }
        return UnsafeRawBufferPointer(rebasing: bytes[at..<at + count])
    }

    private mutating func varint() throws -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            guard at < bytes.count else { throw ProtobufFault.malformed }
            let byte = bytes[at]
            at += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte & 0x80 == 0 { return value }
        }
        throw ProtobufFault.malformed
    }
}
