package import CreditEngine

/// What an export says about itself: which text is whose, by what right, and how it did on held-out problems.
package struct ExportManifest: Codable, Equatable {
    /// The format that this program writes.
    package static let format = "ascribe-prompts/1"
    /// The file's name in an export as files.
    package static let file = "manifest.json"

    /// One approval that led to a text.
    package struct Approval: Codable, Equatable {
        package var proposal: String
        package var who: String
        package var at: String
        package var reason: String
        /// The hash of the diff that the person saw.
        package var hash: String
        package var validation: Figures?
    }

    /// How a proposal did on held-out problems; measured.
    package struct Figures: Codable, Equatable {
        package var id: String
        package var ending: String
        package var pairs: Int
        var difference: Double?
        /// The 95 % interval of the difference.
        package var interval: [Double]?
        package var fixed: Int
        var broken: Int
        package var looks: Int
        package var simulated: Bool
    }

    /// One block.
    package struct Entry: Codable, Equatable {
        package var block: String
        /// Its file; `nil` where the text stands here.
        package var file: String?
        /// SHA-256 of the text's bytes.
        package var hash: String
        /// `approved`, or `owner` for a text that no approval has touched.
        package var source: String
        /// The approvals that led to it, the earliest first.
        package var approvals: [Approval]
        /// The text, in exports of one file.
        package var text: String?
    }

    package var format: String
    package var team: String
    /// One hash of all texts (`PromptSet.identity`).
    package var identity: String
    /// The blocks in the team's order.
    package var blocks: [Entry]
    /// All files of the export, which the next one may replace; `nil` in exports of early versions, which name those of
    /// the blocks only.
    package var files: [String]?
    /// SHA-256 of the team file beside them; `nil` where there is none.
    package var teamFileHash: String?
}

extension ExportManifest.Figures {
    /// The figures of a validation.
    package init(_ validation: ReviewItem.Validation) {
        let report = validation.report
        self.init(
            id: validation.id, ending: report.ending.rawValue, pairs: report.pairs.count,
            difference: report.difference, interval: report.outcomes.interval().map { [-$0.high, -$0.low] },
            fixed: report.fixed.count, broken: report.broken.count, looks: report.looks, simulated: report.isSimulated)
    }
}

extension ExportManifest.Figures {
    /// Reads figures.
    ///
    /// Counts are read as `Double`, since the YAML library traps at large whole numbers in base 60 (`1:00:00:…`).
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        func count(_ key: CodingKeys) throws -> Int {
            guard let count = Int(exactly: try values.decode(Double.self, forKey: key)) else {
                throw DecodingError.dataCorruptedError(forKey: key, in: values, debugDescription: "no whole number")
            }
            return count
        }
        self.init(
            id: try values.decode(String.self, forKey: .id), ending: try values.decode(String.self, forKey: .ending),
            pairs: try count(.pairs), difference: try values.decodeIfPresent(Double.self, forKey: .difference),
            interval: try values.decodeIfPresent([Double].self, forKey: .interval), fixed: try count(.fixed),
            broken: try count(.broken), looks: try count(.looks),
            simulated: try values.decode(Bool.self, forKey: .simulated))
    }
}

extension ExportManifest.Approval {
    /// Whether it tells of the same approval: figures may have lost their last digits in a file.
    func agrees(with other: Self) -> Bool {
        var (one, two) = (self, other)
        let (figures, others) = (one.validation?.takeNumbers() ?? [], two.validation?.takeNumbers() ?? [])
        return one == two && figures.count == others.count
            && zip(figures, others).allSatisfy { abs($0 - $1) < 1e-9 }
    }
}

extension ExportManifest.Figures {
    /// The figures that are no counts, which are `nil` afterwards.
    fileprivate mutating func takeNumbers() -> [Double] {
        defer { (difference, interval) = (nil, nil) }
        return [difference].compactMap(\.self) + (interval ?? [])
    }
}
