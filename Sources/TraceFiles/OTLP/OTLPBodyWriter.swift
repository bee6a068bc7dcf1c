import CreditEngine
import Foundation

/// Writes decoded bodies as OTLP/JSON: identifiers in hexadecimal, 64-bit numbers as strings, as the specification says.
enum OTLPBodyWriter {
    static func line(_ data: OTLPTracesData) -> [UInt8] { line(data, "resourceSpans", "scopeSpans", "spans", write) }

    static func line(_ data: OTLPLogsData) -> [UInt8] { line(data, "resourceLogs", "scopeLogs", "logRecords", write) }

    private static func line<Record>(
        _ data: OTLPList<OTLPResource<Record>>, _ resources: String, _ scopes: String, _ records: String,
        _ write: (Record, inout JSONText) -> Void
    ) -> [UInt8] {
        var json = JSONText()
        json.object { json in
            list(resources, data.elements, &json) { resource, json in
                json.key("resource")
                json.object { attributes(resource.attributes.elements, &$0) }
                list(scopes, resource.scopes, &json) { scope, json in
                    json.key("scope")
                    json.object { json in
                        json.field("name", text(scope.library.name))
                        json.field("version", text(scope.library.version))
                    }
                    list(records, scope.records, &json, write)
                }
            }
        }
        return json.bytes
    }

    private static func list<Element>(
        _ name: String, _ elements: [Element], _ json: inout JSONText, _ body: (Element, inout JSONText) -> Void
    ) {
        json.key(name)
        json.array { json in
            for element in elements { json.object { body(element, &$0) } }
        }
    }

    private static func write(_ span: OTLPSpanRecord, _ json: inout JSONText) {
        json.field("traceId", hexadecimal(span.traceID))
        json.field("spanId", hexadecimal(span.spanID))
        json.field("parentSpanId", hexadecimal(span.parentSpanID))
        json.field("name", span.name)
        json.field("kind", Int(span.kind))
        json.field("startTimeUnixNano", String(span.startTime))
        json.field("endTimeUnixNano", String(span.endTime))
        attributes(span.attributes, &json)
        if !span.events.isEmpty {
            list("events", span.events, &json) { event, json in
                json.field("timeUnixNano", String(event.time))
                json.field("name", event.name)
                attributes(event.attributes, &json)
            }
        }
        if !span.links.isEmpty {
            list("links", span.links, &json) { link, json in
                json.field("traceId", hexadecimal(link.traceID))
                json.field("spanId", hexadecimal(link.spanID))
                attributes(link.attributes, &json)
            }
        }
        json.key("status")
        json.object { json in
            json.field("message", text(span.status.message))
            if span.status.code != 0 { json.field("code", Int(span.status.code)) }
        }
    }

    private static func write(_ log: OTLPLogRecord, _ json: inout JSONText) {
        json.field("timeUnixNano", String(log.time))
        json.field("observedTimeUnixNano", String(log.observedTime))
        json.field("severityNumber", Int(log.severityNumber))
        json.field("severityText", text(log.severityText))
        json.field("eventName", text(log.eventName))
        if let body = log.body {
            json.key("body")
            value(body, &json)
        }
        attributes(log.attributes, &json)
        json.field("traceId", hexadecimal(log.traceID))
        json.field("spanId", hexadecimal(log.spanID))
    }

    private static func attributes(_ attributes: [OTLPKeyValue], _ json: inout JSONText) {
        guard !attributes.isEmpty else { return }
        list("attributes", attributes, &json, write)
    }

    private static func write(_ attribute: OTLPKeyValue, _ json: inout JSONText) {
        json.field("key", attribute.key)
        json.key("value")
        value(attribute.value, &json)
    }

    private static func value(_ value: OTLPAnyValue, _ json: inout JSONText) {
        json.object { json in
            switch value.value {
            case .string(let text): json.field("stringValue", text)
            case .bool(let flag): json.field("boolValue", flag)
            case .int(let whole): json.field("intValue", String(whole))
            case .double(let number): json.field("doubleValue", number)
            case .bytes(let bytes): json.field("bytesValue", bytes.base64EncodedString())
            case .array(let array):
                json.key("arrayValue")
                json.object { json in
                    json.key("values")
                    json.array { json in for element in array.elements { self.value(element, &json) } }
                }
            case .object(let object):
                json.key("kvlistValue")
                json.object { list("values", object.elements, &$0, write) }
            case nil: break
            }
        }
    }

    private static func text(_ text: String) -> String? { text.isEmpty ? nil : text }

    private static func hexadecimal(_ bytes: Data) -> String? {
        guard !bytes.isEmpty else { return nil }
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
