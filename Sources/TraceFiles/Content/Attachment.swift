/// A part of a message that is no text: an image, a file, a sound; its kind, name and size, and never its bytes.
struct Attachment: CustomStringConvertible {
    var kind: String
    /// The file's name, its media type or its address, whichever is known.
    var name: String?
    /// Bytes, when the part holds them.
    var size: Int?

    /// The attachment in words, as in `image image/png 12 kB`.
    var description: String {
        [kind, name, size.map(Self.text)].compactMap { $0 }.joined(separator: " ")
    }

    /// A part whose kind is named; `nil` when it is none of these.
    init?(_ part: JSONNode, kind: String) {
        let plain = kind.lowercased()
        guard let word = Self.words.first(where: { plain.contains($0) }) else { return nil }
        self.init(
            kind: word == "blob" || word == "uri" || word == "binary" ? part["modality"]?.string ?? "file" : word,
            holder: part)
    }

    /// A part that is told by its one key, as in Gemini's and Bedrock's messages; `nil` when it is none of these.
    init?(untyped part: JSONNode) {
        if let data = part["inlineData"] ?? part["inline_data"] ?? part["fileData"] ?? part["file_data"] {
            self.init(kind: "file", holder: data)
        } else if let image = part["image"], image.kind == .object {
            self.init(kind: "image", holder: image)
        } else if let document = part["document"], document.kind == .object {
            self.init(kind: "document", holder: document)
        } else if let video = part["video"], video.kind == .object {
            self.init(kind: "video", holder: video)
        } else {
            return nil
        }
    }

    private static let words = ["image", "audio", "video", "document", "file", "blob", "uri", "binary", "media"]

    private init(kind: String, holder part: JSONNode) {
        self.kind = kind
        // The content is one level down in most dialects.
        let inner =
            [part["image_url"], part["input_audio"], part["file"], part["source"], part["image"], part["document"]]
            .compactMap { $0 }.first { $0.kind == .object } ?? part
        let address = (inner["url"] ?? part["image_url"] ?? part["uri"] ?? inner["fileUri"] ?? inner["file_uri"])?
            .string
        let title = part["filename"] ?? inner["filename"] ?? part["title"] ?? inner["name"] ?? inner["file_id"]
        let type =
            inner["media_type"] ?? inner["mimeType"] ?? inner["mime_type"] ?? part["mime_type"] ?? inner["format"]
            ?? part["format"]
        let source = inner["data"] ?? inner["file_data"] ?? inner["bytes"] ?? part["data"] ?? inner["source"]?["bytes"]
        var data = source?.utf8?.count
        var media = type?.string
        // An address may hold the bytes themselves (`data:image/png;base64,…`).
        if let address, address.hasPrefix("data:"), let comma = address.firstIndex(of: ",") {
            let head = address[..<comma].dropFirst(5)
            media = media ?? String(head.prefix { $0 != ";" })
            data = address.utf8.count - head.utf8.count - 6
        }
        let visible = address.flatMap { $0.hasPrefix("data:") ? nil : String($0.prefix(200)) }
        let known = [title?.string, media, visible].compactMap { $0 }
        name = known.isEmpty ? nil : known.joined(separator: " ")
        // Bytes are written in base 64.
        size = data.map { $0 / 4 * 3 }
    }

    private static func text(_ bytes: Int) -> String {
        bytes < 1000
            ? "\(bytes) B" : bytes < 1_000_000 ? "\((bytes + 500) / 1000) kB" : "\((bytes + 500_000) / 1_000_000) MB"
    }
}
