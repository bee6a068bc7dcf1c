import Foundation
import SystemPackage
package import TraceFiles
import Yams

/// A `mapping.yaml`: by file name, which field plays which part; `*` stands for every other file.
package struct MappingFile: Equatable {
    /// The mappings by file name.
    package var mappings: [String: ReadingOptions.FieldMapping] = [:]

    package static let name = "mapping.yaml"

    /// Bytes of the largest file.
    private static let limit = 64 << 10

    /// Reads a mapping file; one that is missing or empty says nothing, and one that is wrong throws `MappingFileError`.
    package init(path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        guard let data = FileManager.default.contents(atPath: path), data.count <= Self.limit else {
            throw MappingFileError(path: path, reason: "it cannot be read, or has more than \(Self.limit) bytes")
        }
        let root: Node?
        do throws(YAMLDocument.Fault) {
            root = try YAMLDocument.root(of: String(decoding: data, as: UTF8.self))
        } catch {
            let place = error.line.map { "line \($0): " } ?? ""
            throw MappingFileError(path: path, reason: "it is not YAML (\(place)\(error.reason))")
        }
        guard let root else { return }
        guard let files = root.mapping else {
            throw MappingFileError(path: path, reason: "it must map file names to parts and fields")
        }
        for (file, parts) in files {
            guard let file = file.string, let parts = parts.mapping else {
                throw MappingFileError(path: path, reason: "each file name needs parts and fields below it")
            }
            var mapping = ReadingOptions.FieldMapping()
            for (part, field) in parts {
                guard let part = part.string, let field = field.string, mapping.set(part, to: field) else {
                    let known = ReadingOptions.FieldMapping.parts.joined(separator: ", ")
                    throw MappingFileError(path: path, reason: "under \(file), a part is none of \(known)")
                }
            }
            mappings[file] = mapping
        }
    }

    /// The mapping of a file.
    package func mapping(of file: String) -> ReadingOptions.FieldMapping? { mappings[file] ?? mappings["*"] }

    /// Writes the file anew, with names in order.
    package func write(to path: String) throws {
        var text = "# Which field plays which part, by file name; * stands for every other file.\n"
        for (file, mapping) in mappings.sorted(by: { $0.key < $1.key }) {
            let parts = ReadingOptions.FieldMapping.parts.compactMap { part in
                mapping[part].map { (Node(part), Node($0, Tag(.implicit), .doubleQuoted)) }
            }
            let entry = (Node(file, Tag(.implicit), .doubleQuoted), Node.mapping(Node.Mapping(parts)))
            let node = Node.mapping(Node.Mapping([entry]))
            text += try Yams.serialize(node: node, allowUnicode: true)
        }
        do {
            let folder = Self.split(path).folder
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw MappingFileError(path: path, reason: "it cannot be written (\(error.localizedDescription))")
        }
    }

    /// The place beside a file.
    package static func path(beside file: String) -> String {
        let folder = split(file).folder
        return folder == "." ? name : folder + "/" + name
    }

    /// The name of a file in its mapping file.
    package static func key(of file: String) -> String { split(file).name }

    private static func split(_ path: String) -> (folder: String, name: String) {
        let folder = FilePath(path).removingLastComponent().string
        return (folder.isEmpty ? "." : folder, FilePath(path).lastComponent?.string ?? path)
    }

    /// What was written down for some files: beside them, else in `common`; `nil` when nothing was.
    ///
    /// Throws `MappingFileError` when it differs between the files, since they are read in one way.
    package static func mapping(of paths: [String], common: String) throws -> ReadingOptions.FieldMapping? {
        let found = try paths.map { path in
            try MappingFile(path: Self.path(beside: path)).mapping(of: key(of: path))
                ?? MappingFile(path: common).mapping(of: key(of: path))
        }
        guard let first = found.first else { return nil }
        guard found.allSatisfy({ $0 == first }) else {
            throw MappingFileError(
                path: Self.path(beside: paths[0]),
                reason: "it maps the fields of these files differently; open them one at a time")
        }
        return first
    }
}

/// What is wrong with a mapping file.
package struct MappingFileError: Error, Equatable, CustomStringConvertible {
    package var path: String
    package var reason: String

    package var description: String { "\(path): \(reason); mend it, or delete it to read without it" }
}
