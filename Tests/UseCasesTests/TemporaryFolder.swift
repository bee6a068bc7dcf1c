import Foundation

/// A folder of one test, gone with it.
final class TemporaryFolder {
    /// The folder's path.
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "ascribe-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
