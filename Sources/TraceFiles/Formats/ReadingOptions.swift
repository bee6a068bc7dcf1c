public import CreditEngine

/// What a person adds to what a file leaves out.
public struct ReadingOptions: Sendable, Equatable {
    /// Which field plays which part, for files with names of their own: names, or paths into objects
    /// (`content.parts[].text`), tried before the known ones.
    public struct FieldMapping: Sendable, Equatable {
        /// The field with the speaker's name.
        public var agent: String?
        /// The field with what was said.
        public var text: String?
        /// The field with the turn's number.
        public var turn: String?
        /// The field with the run's identifier.
        public var run: String?
        /// The field with the list of messages of a whole run.
        public var messages: String?

        /// The field with the time at which a message was said; messages are put into this order.
        public var time: String?

        /// No mapping.
        public init() {}

        /// Whether no field is mapped; faster than a comparison with an empty mapping.
        var isEmpty: Bool {
            agent == nil && text == nil && turn == nil && run == nil && messages == nil && time == nil
        }

        /// The parts that can be mapped, as written on the command line (`agent=who`).
        public static let parts = ["agent", "text", "turn", "time", "run", "messages"]

        /// Sets a part by its name; `false` when there is no such part.
        public mutating func set(_ part: String, to field: String) -> Bool {
            switch part {
            case "agent": agent = field
            case "text": text = field
            case "turn": turn = field
            case "time": time = field
            case "run": run = field
            case "messages": messages = field
            default: return false
            }
            return true
        }

        /// The field that plays a part, by the part's name.
        public subscript(part: String) -> String? {
            switch part {
            case "agent": agent
            case "text": text
            case "turn": turn
            case "time": time
            case "run": run
            case "messages": messages
            default: nil
            }
        }
    }

    /// Field names of this person's files.
    public var mapping = FieldMapping()
    /// The turn rule to use; `nil` takes the first that fits (see `TurnRule`).
    public var turnRule: TurnRule?
    /// Outcomes by trace id, for files without them.
    public var outcomes: [String: Outcome] = [:]
    /// Scores by the identifier of the span that they were given to, from files beside the spans.
    var spanScores: [String: [NamedScore]] = [:]
    /// Which of the scores that a file carries by name is the outcome.
    public var score = ScoreChoice()
    /// Whether traces that belong together (by links between spans, by a conversation without a pause) are one run.
    public var joinsTraces = true
    /// Role prompts by agent name, for files without them.
    public var prompts: [String: String] = [:]
    /// What kind of speaker an agent is, by name, where a person knows better than the file.
    public var kinds: [String: Agent.Kind] = [:]
    /// The names that a person gave to agents, by the recorded ones; agents of one name are one.
    public var agentNames: [String: String] = [:]
    /// Bytes of the longest line that is read; longer ones are bad lines.
    public var lineLimit = 64 << 20
    /// Bytes of a block that one thread reads at a time; what is found does not depend on it.
    var blockSize = LineBlock.size
    /// The folder in which indexes of large files are kept; `nil` keeps none.
    public var indexFolder: String?
    /// Files that are smaller, in bytes, are read again.
    var indexFloor = 32 << 20
    /// The number of threads that index; `nil` takes one for each core.
    var workers: Int?

    /// The defaults.
    public init() {}

}
