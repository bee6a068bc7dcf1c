import CreditEngine
import TraceFiles

/// What lies in a folder of runs under the name of a file, and is not read.
package enum PassedOver {
    /// Names that are told for a folder; of the others, how many there are.
    private static let limit = 5

    /// A sentence for each, of the folders among some paths.
    package static func notes(_ paths: [String]) -> [String] {
        paths.filter { $0 != "-" && FolderWalk.isFolder($0) }.flatMap { folder in
            let names = FolderWalk.passedOver(below: folder)
            let more = names.count - limit
            return names.prefix(limit).map { "\(folder)/\($0): passed over, because it is no file and leads to none" }
                + (more > 0 ? ["\(folder): \(Numeral.count(more, "more name")) of no file passed over"] : [])
        }
    }
}
