import CreditEngine
import Foundation

/// Writes decoded bodies as OTLP/JSON: identifiers in hexadecimal, 64-bit numbers as strings, as the specification says.
enum OTLPBodyWriter {
    static func line(_ data: OTLPTracesData) -> [UInt8] {
        var json = JSONText()
        json.object { json in
            list("resourceSpans", data.resourceSpans, &json) { resource, json in
                write(resource.resource, &json)
                list("scopeSpans", resource.scopeSpans, &json) { scope, json in
                    write(scope.scope, &json)
                    list("spans", scope.spans, &json, write)
                }
            }
        }
        return json.bytes
    }

    static func line(_ data: OTLPLogsData) -> [UInt8] {
        var json = JSONText()
        json.object { json in
            list("resourceLogs", data.resourceLogs, &json) { resource, json in
                write(resource.resource, &json)
                list("scopeLogs", resource.scopeLogs, &json) { scope, json in
                    write(scope.scope, &json)
                    list("logRecords", scope.logRecords, &json, write)
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

    private static func write(_ resource: OTLPResource, _ json: inout JSONText) {
        json.key("resource")
        json.object { attributes(resource.attributes, &$0) }
    }

    private static func write(_ scope: OTLPInstrumentationScope, _ json: inout JSONText) {
        json.key("scope")
        json.object { json in
            json.field("name", text(scope.name))
            json.field("version", text(scope.version))
        }
    }

    private static func write(_ span: OTLPSpanRecord, _ json: inout JSONText) {
        json.field("traceId", hexadecimal(span.traceID))
        json.field("spanId", hexadecimal(span.spanID))
        json.field("parentSpanId", hexadecimal(span.parentSpanID))
        json.field("name", span.name)
        json.field("kind", Int(span.kind))
        json.field("startTimeUnixNano", String(span.startTimeUnixNano))
        json.field("endTimeUnixNano", String(span.endTimeUnixNano))
        attributes(span.attributes, &json)
        if !span.events.isEmpty {
            list("events", span.events, &json) { event, json in
                json.field("timeUnixNano", String(event.timeUnixNano))
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
        json.field("timeUnixNano", String(log.timeUnixNano))
        json.field("observedTimeUnixNano", String(log.observedTimeUnixNano))
        json.field("severityNumber", Int(log.severityNumber))
        json.field("severityText", text(log.severityText))
        json.field("eventName", text(log.eventName))
        if log.hasBody {
            json.key("body")
            value(log.body, &json)
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
            case .stringValue(let text): json.field("stringValue", text)
            case .boolValue(let flag): json.field("boolValue", flag)
            case .intValue(let whole): json.field("intValue", String(whole))
            case .doubleValue(let number): json.field("doubleValue", number)
            case .bytesValue(let bytes): json.field("bytesValue", bytes.base64EncodedString())
            case .arrayValue(let array):
                json.key("arrayValue")
                json.object { json in
                    json.key("values")
                    json.array { json in for element in array.values { self.value(element, &json) } }
                }
            case .kvlistValue(let object):
                json.key("kvlistValue")
                json.object { list("values", object.values, &$0, write) }
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
