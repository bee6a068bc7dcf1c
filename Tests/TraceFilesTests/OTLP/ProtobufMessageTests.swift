import Foundation
import Testing

@testable import TraceFiles

/// Protobuf's wire format, by messages of OTLP.
struct ProtobufMessageTests {
    private static func field(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
        [number << 3 | 2, UInt8(content.count)] + content
    }

    private static func value(_ bytes: [UInt8], depth: Int = 100) throws -> OTLPAnyValue {
        try OTLPAnyValue(protobuf: Data(bytes), depth: depth)
    }

    @Test func everyKindOfValueIsRead() throws {
        let pi = withUnsafeBytes(of: Double.pi.bitPattern.littleEndian) { Array($0) }
        let cases: [([UInt8], String)] = [
            (Self.field(1, Array("né".utf8)), #"string("né")"#), ([2 << 3, 1], "bool(true)"),
            ([3 << 3] + [UInt8](repeating: 0xFF, count: 9) + [1], "int(-1)"),
            ([4 << 3 | 1] + pi, "double(\(Double.pi))"),
            (Self.field(7, [0, 255]), "bytes(2 bytes)"), ([], "nil"),
        ]
        for (bytes, expected) in cases {
            let value = try Self.value(bytes).value
            #expect(value.map { "\($0)" } ?? "nil" == expected)
        }
    }

    @Test func whatStandsTwiceIsMergedOrTakesThePlaceOfTheFirst() throws {
        let word = Self.field(1, Self.field(1, Array("a".utf8)))
        guard case .array(let list) = try Self.value(Self.field(5, word) + Self.field(5, word)).value else {
            Issue.record("no list")
            return
        }
        #expect(list.elements.count == 2)
        guard case .bool(false) = try Self.value(Self.field(1, [65]) + [2 << 3, 0]).value else {
            Issue.record("the last value does not count")
            return
        }
    }

    @Test func unknownFieldsAndOtherTypesArePassedOver() throws {
        // A field 9, four and eight bytes, a group with a group in it, and a text where a flag belongs.
        let group: [UInt8] = [0xA3, 1, 0x08, 7, 0xAB, 1, 0xAC, 1, 0xA4, 1]
        let unknown = [9 << 3, 5] + [10 << 3 | 5, 1, 2, 3, 4] + [11 << 3 | 1, 1, 2, 3, 4, 5, 6, 7, 8] + group
        guard case .string("a") = try Self.value(unknown + Self.field(1, [97]) + Self.field(2, [98])).value else {
            Issue.record("the text was not read")
            return
        }
    }

    @Test(
        arguments: [
            ("a field cut short", [0x0A, 5, 97]),
            ("a length beyond all memory", [0x0A] + [255, 255, 255, 255, 255, 255, 255, 255, 127]),
            ("a number without end", [0x18] + [UInt8](repeating: 0xFF, count: 11)), ("field 0", [0, 1]),
            ("a type that does not exist", [0x0E, 1]), ("the end of a group that never began", [0xA4, 1]),
            ("a group without end", [0xA3, 1, 0x08, 7]), ("a group that another one ends", [0xA3, 1, 0xAC, 1]),
            ("a key of six bytes", [0x88, 0x80, 0x80, 0x80, 0x80, 0, 1]), ("four bytes cut short", [0x55, 1, 2]),
            ("a text that is none", [0x0A, 1, 0xFF]),
        ] as [(String, [UInt8])]) func whatIsNoMessageIsRefused(_ name: String, _ bytes: [UInt8])
    {
        #expect(throws: ProtobufFault.self, "\(name)") { try Self.value(bytes) }
    }

    @Test func listsInListsHaveALimit() throws {
        var bytes: [UInt8] = []
        // Two levels each: the list, and the value in it.
        for _ in 0..<20 { bytes = Self.field(5, Self.field(1, bytes)) }
        _ = try Self.value(bytes, depth: 40)
        #expect(throws: ProtobufFault.tooDeep) { try Self.value(bytes, depth: 39) }
    }
}
