/// A sample that is done and paid for.
public struct FinishedSample: Sendable, Hashable {
    /// What was sampled, unique within its job: the same for the same work after a restart.
    public var key: String
    /// What came of it, as JSON text.
    public var result: String

    /// Makes a finished sample.
    public init(key: String, result: String) {
        self.key = key
        self.result = result
    }
}

/// Remembers the finished samples of one job, so that a restart goes on where it stopped and never pays twice.
public protocol SampleJournal: Sendable {
    /// Everything finished so far: results by sample key.
    func finished() async throws -> [String: String]

    /// The result of one sample; `nil` when it is not finished.
    func result(of key: String) async throws -> String?

    /// Remembers samples; returns when they are safe, and only then may they be counted.
    ///
    /// A key that is known already keeps its first result: a sample is never counted twice, nor changed afterwards.
    func record(_ samples: [FinishedSample]) async throws
}

/// A journal that lasts as long as the program: for simulated models, whose samples cost nothing to make again.
public actor MemoryJournal: SampleJournal {
    private var results: [String: String] = [:]

    /// An empty journal.
    public init() {}

    /// Everything finished so far: results by sample key.
    public func finished() -> [String: String] { results }

    /// The result of one sample; `nil` when it is not finished.
    public func result(of key: String) -> String? { results[key] }

    /// Remembers samples; a key that is known already keeps its first result.
    public func record(_ samples: [FinishedSample]) {
        for sample in samples where results[sample.key] == nil { results[sample.key] = sample.result }
    }
}
