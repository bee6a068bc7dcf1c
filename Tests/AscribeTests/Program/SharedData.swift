import Foundation

/// Real recorded runs, which are not part of the package: beside it, or where `ASCRIBE_SHARED` says.
enum SharedData {
    /// The folder, or `nil` when there is none.
    static let path: String? = {
        let beside = Program.package + "/../shared"
        let path = ProcessInfo.processInfo.environment["ASCRIBE_SHARED"] ?? beside
        return FileManager.default.fileExists(atPath: path + "/data/whowhen") ? path : nil
    }()

    /// The labelled runs of Who&When, or `nil`.
    static var whoAndWhen: String? { path.map { $0 + "/data/whowhen" } }
}
