import Foundation
import SystemPackage

/// The folder of a team file: what the file names must lie in it.
package struct TeamFolder {
    /// The largest prompt, in bytes.
    static let promptLimit = 1 << 20
    /// The largest team file, in bytes.
    static let teamLimit = 1 << 20

    /// The folder, free of links.
    package let path: String

    /// The folder of a team file.
    package init(of file: String) throws {
        let parent = FilePath(file).removingLastComponent()
        path = try Self.real(parent.isEmpty ? "." : parent.string, called: file)
    }

    /// The path of a file that a value names, free of links; one that lies outside the folder is refused.
    package func file(_ node: TeamNode) throws -> String {
        let name = try node.text()
        guard FilePath(name).isRelative else { throw outside(node, name) }
        guard let pointer = realpath(path + "/" + name, nil) else {
            throw node.wrong("names '\(name)', which cannot be opened (\(String(cString: strerror(errno))))")
        }
        defer { free(pointer) }
        let real = String(cString: pointer)
        guard FilePath(real).starts(with: FilePath(path)) else { throw outside(node, name) }
        return real
    }

    /// The prompt that a value names, byte for byte.
    package func prompt(_ node: TeamNode) throws -> String {
        let path = try file(node)
        do {
            let text = try Self.text(of: path, limit: Self.promptLimit)
            guard !text.allSatisfy(\.isWhitespace) else {
                throw node.wrong("names an empty file; write the prompt into it")
            }
            return text
        } catch TeamFileError.unreadable(_, let reason) {
            throw node.wrong("names '\(try node.text())', which cannot be read (\(reason))")
        }
    }

    /// A whole file as text: a regular file of UTF-8 within a bound.
    package static func text(of path: String, limit: Int) throws -> String {
        func unreadable(_ reason: String) -> TeamFileError { .unreadable(path: path, reason: reason) }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw unreadable(String(cString: strerror(errno))) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw unreadable("not a file")
        }
        var bytes = [UInt8](repeating: 0, count: limit + 1)
        var count = 0
        while count <= limit {
            let got = bytes.withUnsafeMutableBytes {
                read(descriptor, $0.baseAddress?.advanced(by: count), limit + 1 - count)
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw unreadable(String(cString: strerror(errno))) }
            if got == 0 { break }
            count += got
        }
        guard count <= limit else { throw unreadable("more than \(limit) bytes; make it shorter") }
        guard let text = String(validating: bytes[..<count], as: UTF8.self) else {
            throw unreadable("not UTF-8; save it as UTF-8")
        }
        return text
    }

    private func outside(_ node: TeamNode, _ name: String) -> TeamFileError {
        node.wrong("names '\(name)', which is outside the team file's folder; move it inside")
    }

    private static func real(_ folder: String, called file: String) throws -> String {
        guard let pointer = realpath(folder, nil) else {
            throw TeamFileError.unreadable(path: file, reason: String(cString: strerror(errno)))
        }
        defer { free(pointer) }
        return String(cString: pointer)
    }
}
