/// The variables with which a program's OpenTelemetry exporters send to a receiver, with what was said.
///
/// Sources: the OpenTelemetry specification of exporters and of environment variables; the documentation of OpenLLMetry,
/// Phoenix, LangSmith and the Agent Development Kit.
package enum ExporterVariables {
    /// The variables by name; content variables that a person has set are left out, and keep their values.
    package static func all(port: UInt16, environment: [String: String]) -> [String: String] {
        let endpoint = ListenAddress.url(host: "127.0.0.1", port: port)
        var variables = [
            "OTEL_EXPORTER_OTLP_ENDPOINT": endpoint,
            "OTEL_EXPORTER_OTLP_PROTOCOL": "http/protobuf",
            "OTEL_TRACES_EXPORTER": "otlp",
            "OTEL_LOGS_EXPORTER": "otlp",
            "OTEL_METRICS_EXPORTER": "none",
            "TRACELOOP_BASE_URL": endpoint,
            "PHOENIX_COLLECTOR_ENDPOINT": endpoint,
            "LANGSMITH_OTEL_ENABLED": "true",
        ]
        // A variable for one kind of data goes before the one for all.
        for signal in ["traces", "logs", "metrics"] {
            variables["OTEL_EXPORTER_OTLP_\(signal.uppercased())_ENDPOINT"] = "\(endpoint)/v1/\(signal)"
            variables["OTEL_EXPORTER_OTLP_\(signal.uppercased())_PROTOCOL"] = "http/protobuf"
        }
        for (name, value) in content where environment[name] == nil { variables[name] = value }
        return variables
    }

    /// The variables that let content be recorded, which most libraries leave out by default.
    private static let content = [
        "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT": "span_only",
        "OTEL_SEMCONV_STABILITY_OPT_IN": "gen_ai_latest_experimental",
        "TRACELOOP_TRACE_CONTENT": "true",
        "ADK_CAPTURE_MESSAGE_CONTENT_IN_SPANS": "true",
    ]
}
