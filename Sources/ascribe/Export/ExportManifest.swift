import CreditEngine

/// What an export says about itself: which text is whose, by what right, and how it did on held-out problems.
struct ExportManifest: Codable, Equatable {
    /// The format that this program writes.
    static let format = "ascribe-prompts/1"
    /// The file's name in an export as files.
    static let file = "manifest.json"

    /// One approval that led to a text.
    struct Approval: Codable, Equatable {
        var proposal: String
        var who: String
        var at: String
        var reason: String
        /// The hash of the diff that the person saw.
        var hash: String
        var validation: Figures?
    }

    /// How a proposal did on held-out problems; measured.
    struct Figures: Codable, Equatable {
        var id: String
        var ending: String
        var pairs: Int
        var difference: Double?
        /// The 95 % interval of the difference.
        var interval: [Double]?
        var fixed: Int
        var broken: Int
        var looks: Int
        var simulated: Bool
    }

    /// One block.
    struct Entry: Codable, Equatable {
        var block: String
        /// Its file; `nil` where the text stands here.
        var file: String?
        /// SHA-256 of the text's bytes.
        var hash: String
        /// `approved`, or `owner` for a text that no approval has touched.
        var source: String
        /// The approvals that led to it, the earliest first.
        var approvals: [Approval]
        /// The text, in exports of one file.
        var text: String?
    }

    var format: String
    var team: String
    /// One hash of all texts (`PromptSet.identity`).
    var identity: String
    /// The blocks in the team's order.
    var blocks: [Entry]
    /// All files of the export, which the next one may replace; `nil` in exports of early versions, which name those of
    /// the blocks only.
    var files: [String]?
}

extension ExportManifest.Figures {
    /// The figures of a validation.
    init(_ validation: ReviewItem.Validation) {
        let report = validation.report
        self.init(
            id: validation.id, ending: report.ending.rawValue, pairs: report.pairs.count,
            difference: report.difference, interval: report.outcomes.interval().map { [-$0.high, -$0.low] },
            fixed: report.fixed.count, broken: report.broken.count, looks: report.looks, simulated: report.isSimulated)
    }
}
