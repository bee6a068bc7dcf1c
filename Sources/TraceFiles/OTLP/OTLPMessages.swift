import Foundation

// The messages of OTLP 1.x that are read, with the field numbers of its specification
// (https://opentelemetry.io/docs/specs/otlp; opentelemetry-proto: trace/v1, logs/v1, metrics/v1, common/v1, resource/v1).
// Fields that are left out are passed over when a body is read.

/// A list of messages, each in a field of one number.
struct OTLPList<Element: ProtobufMessage>: ProtobufMessage {
    var elements: [Element] = []

    mutating func take(_ field: ProtobufField) throws {
        if field.number == 1 { try field.append(to: &elements) }
    }
}

/// All of a body: what each program sent.
typealias OTLPTracesData = OTLPList<OTLPResource<OTLPSpanRecord>>
typealias OTLPLogsData = OTLPList<OTLPResource<OTLPLogRecord>>
typealias OTLPMetricsData = OTLPList<OTLPResource<OTLPMetric>>

/// What one program sent: its attributes, and records by the library that made them.
struct OTLPResource<Record: ProtobufMessage>: ProtobufMessage {
    var attributes = OTLPList<OTLPKeyValue>()
    var scopes: [OTLPScope<Record>] = []

    mutating func take(_ field: ProtobufField) throws {
        switch field.number {
        case 1: try field.merge(into: &attributes)
        case 2: try field.append(to: &scopes)
        default: break
        }
    }
}

/// What one library of a program sent.
struct OTLPScope<Record: ProtobufMessage>: ProtobufMessage {
    var library = OTLPLibrary()
    var records: [Record] = []

    mutating func take(_ field: ProtobufField) throws {
        switch field.number {
        case 1: try field.merge(into: &library)
        case 2: try field.append(to: &records)
        default: break
        }
    }
}

struct OTLPLibrary: ProtobufMessage {
    var name = ""
    var version = ""

    mutating func take(_ field: ProtobufField) throws {
        switch field.number {
        case 1: name = try field.text() ?? name
        case 2: version = try field.text() ?? version
        default: break
        }
    }
}

struct OTLPSpanRecord: ProtobufMessage {
    var traceID = Data()
    var spanID = Data()
    var parentSpanID = Data()
    var name = ""
    var kind: Int32 = 0
    /// Nanoseconds since 1970, as all times here.
    var startTime: UInt64 = 0
    var endTime: UInt64 = 0
    var attributes: [OTLPKeyValue] = []
    var events: [OTLPSpanEvent] = []
    var links: [OTLPSpanLink] = []
    var status = OTLPSpanStatus()

    mutating func take(_ field: ProtobufField) throws {
        switch field.number {
        case 1: traceID = field.bytes ?? traceID
        case 2: spanID = field.bytes ?? spanID
        case 4: parentSpanID = field.bytes ?? parentSpanID
        case 5: name = try field.text() ?? name
        case 6: kind = field.whole.map { Int32(truncatingIfNeeded: $0) } ?? kind
        case 7: startTime = field.fixed ?? startTime
        case 8: endTime = field.fixed ?? endTime
        case 9: try field.append(to: &attributes)
        case 11: try field.append(to: &events)
        case 13: try field.append(to: &links)
        case 15: try field.merge(into: &status)
        default: break
        }
    }
}

struct OTLPSpanEvent: ProtobufMessage {
    var time: UInt64 = 0
    var name = ""
    var attributes: [OTLPKeyValue] = []

    mutating func take(_ field: ProtobufField) throws {
        switch field.number {
        case 1: time = field.fixed ?? time
        case 2: name = try field.text() ?? name
        case 3: try field.append(to: &attributes)
        default: break
        }
    }
}

struct OTLPSpanLink: ProtobufMessage {
    var traceID = Data()
    var spanID = Data()
    var attributes: [OTLPKeyValue] = []

    mutating func take(_ field: ProtobufField) throws {
        switch field.number {
        case 1: traceID = field.bytes ?? traceID
        case 2: spanID = field.bytes ?? spanID
        case 4: try field.append(to: &attributes)
        default: break
        }
    }
}

struct OTLPSpanStatus: ProtobufMessage {
    var message = ""
    var code: Int32 = 0

    mutating func take(_ field: ProtobufField) throws {
        switch field.number {
        case 2: message = try field.text() ?? message
        case 3: code = field.whole.map { Int32(truncatingIfNeeded: $0) } ?? code
        default: break
        }
    }
}

struct OTLPLogRecord: ProtobufMessage {
    var time: UInt64 = 0
    var severityNumber: Int32 = 0
    var severityText = ""
    var body: OTLPAnyValue?
    var attributes: [OTLPKeyValue] = []
    var traceID = Data()
    var spanID = Data()
    var observedTime: UInt64 = 0
    var eventName = ""

    mutating func take(_ field: ProtobufField) throws {
        switch field.number {
        case 1: time = field.fixed ?? time
        case 2: severityNumber = field.whole.map { Int32(truncatingIfNeeded: $0) } ?? severityNumber
        case 3: severityText = try field.text() ?? severityText
        case 5 where field.isMessage:
            var value = body ?? OTLPAnyValue()
            try field.merge(into: &value)
            body = value
        case 6: try field.append(to: &attributes)
        case 9: traceID = field.bytes ?? traceID
        case 10: spanID = field.bytes ?? spanID
        case 11: observedTime = field.fixed ?? observedTime
        case 12: eventName = try field.text() ?? eventName
        default: break
        }
    }
}

/// A metric, of which nothing is kept: it is only counted.
struct OTLPMetric: ProtobufMessage {
    mutating func take(_ field: ProtobufField) throws {
        if field.number == 1 { _ = try field.text() }
    }
}

struct OTLPKeyValue: ProtobufMessage {
    var key = ""
    var value = OTLPAnyValue()

    mutating func take(_ field: ProtobufField) throws {
        switch field.number {
        case 1: key = try field.text() ?? key
        case 2: try field.merge(into: &value)
        default: break
        }
    }
}

/// A value of any kind; the last field that gives one counts.
struct OTLPAnyValue: ProtobufMessage {
    enum Value {
        case string(String)
        case bool(Bool)
        case int(Int64)
        case double(Double)
        case array(OTLPList<OTLPAnyValue>)
        case object(OTLPList<OTLPKeyValue>)
        case bytes(Data)
    }

    var value: Value?

    mutating func take(_ field: ProtobufField) throws {
        switch field.number {
        case 1: value = try field.text().map { .string($0) } ?? value
        case 2: value = field.whole.map { .bool($0 != 0) } ?? value
        case 3: value = field.whole.map { .int(Int64(bitPattern: $0)) } ?? value
        case 4: value = field.fixed.map { .double(Double(bitPattern: $0)) } ?? value
        case 5 where field.isMessage:
            var array = if case .array(let known) = value { known } else { OTLPList<OTLPAnyValue>() }
            try field.merge(into: &array)
            value = .array(array)
        case 6 where field.isMessage:
            var object = if case .object(let known) = value { known } else { OTLPList<OTLPKeyValue>() }
            try field.merge(into: &object)
            value = .object(object)
        case 7: value = field.bytes.map { .bytes($0) } ?? value
        default: break
        }
    }
}
