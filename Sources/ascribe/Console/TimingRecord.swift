import TraceFiles

/// The JSON of `view --timing`: how fast the terminal answered, in milliseconds.
enum TimingRecord {
    /// One object: `first_frame_ms`, `frames`, `keys`, and the percentiles of the time from a key to its frame.
    static func line(_ timing: TerminalTiming) -> [UInt8] {
        var text = JSONText()
        text.object { text in
            text.field("first_frame_ms", timing.firstFrame.map(TerminalTiming.milliseconds))
            text.field("frames", timing.frames)
            text.field("keys", timing.keys.count)
            for (name, share) in [("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("max", 1)] {
                text.field("key_to_frame_\(name)_ms", timing.percentile(share).map(TerminalTiming.milliseconds))
            }
        }
        text.endLine()
        return text.bytes
    }
}
