@testable import TraceFiles

/// Spans made up for tests, written as OTLP/JSON.
struct MadeSpan {
    var name: String
    var id: String
    var parent: String?
    var trace = "aa"
    /// Seconds.
    var start: Double
    var end: Double
    var attributes: [(String, String)] = []
    var failure: String?
    var links: [String] = []

    init(
        _ name: String, _ id: String, in parent: String? = nil, trace: String = "aa", at start: Double, to end: Double,
        _ attributes: KeyValuePairs<String, String> = [:], failure: String? = nil, links: [String] = []
    ) {
        (self.name, self.id, self.parent, self.trace) = (name, id, parent, trace)
        (self.start, self.end, self.failure, self.links) = (start, end, failure, links)
        self.attributes = attributes.map { ($0.key, $0.value) }
    }

    fileprivate func write(to json: inout JSONText) {
        json.object { json in
            json.field("traceId", trace)
            json.field("spanId", id)
            json.field("parentSpanId", parent)
            json.field("name", name)
            json.field("startTimeUnixNano", String(1_000_000_000_000 + Int(start * 1e9)))
            json.field("endTimeUnixNano", String(1_000_000_000_000 + Int(end * 1e9)))
            json.key("attributes")
            json.array { json in
                for (key, value) in attributes {
                    json.object { json in
                        json.field("key", key)
                        json.key("value")
                        json.object { json in
                            if let whole = Int(value) {
                                json.field("intValue", String(whole))
                            } else {
                                json.field("stringValue", value)
                            }
                        }
                    }
                }
            }
            json.key("links")
            json.array { json in for link in links { json.object { $0.field("traceId", link) } } }
            if let failure {
                json.key("status")
                json.object { json in
                    json.field("code", 2)
                    json.field("message", failure)
                }
            }
        }
    }

    /// The spans as a file of OTLP/JSON, one body a span.
    static func file(_ spans: [MadeSpan]) -> String {
        spans.map { span in
            var json = JSONText()
            json.object { json in
                json.key("resourceSpans")
                json.array { json in
                    json.object { json in
                        json.key("scopeSpans")
                        json.array { json in
                            json.object { json in
                                json.key("spans")
                                json.array { span.write(to: &$0) }
                            }
                        }
                    }
                }
            }
            return json.string + "\n"
        }.joined()
    }
}

/// Messages in the words of the semantic conventions.
enum MadeMessages {
    static func input(_ system: String, _ user: String) -> String {
        #"[{"role":"system","parts":[{"type":"text","content":"\#(system)"}]},{"role":"user","parts":[{"type":"text","content":"\#(user)"}]}]"#
    }

    static func output(_ text: String) -> String {
        #"[{"role":"assistant","parts":[{"type":"text","content":"\#(text)"}],"finish_reason":"stop"}]"#
    }

    static func call(_ name: String, id: String, _ arguments: String = "{}") -> String {
        #"[{"role":"assistant","parts":[{"type":"tool_call","id":"\#(id)","name":"\#(name)","arguments":\#(arguments)}]}]"#
    }
}
