import Foundation

/// The manual page, made from the same table as `--help`.
struct ManualPage {
    /// One command of the table.
    private struct Command: Decodable {
        var commandName: String
        var abstract: String?
        var discussion: String?
        var arguments: [Argument]?
        var subcommands: [Command]?
    }

    /// One argument of a command.
    private struct Argument: Decodable {
        struct Name: Decodable {
            var kind: String
            var name: String
        }

        var kind: String
        var names: [Name]?
        var valueName: String?
        var abstract: String?
        var defaultValue: String?
        var isRepeating: Bool?
        var shouldDisplay: Bool?
    }

    private struct Table: Decodable { var command: Command }

    private let command: Command
    private let version: String

    /// A page of the table that `--experimental-dump-help` writes; throws a `DecodingError` when it is none.
    init(table: String, version: String) throws {
        command = try JSONDecoder().decode(Table.self, from: Data(table.utf8)).command
        self.version = version
    }

    /// The page in the language of `man`.
    var text: String {
        var lines = [
            ".TH ASCRIBE 1 \"\" \"ascribe \(version)\" \"User commands\"", ".SH NAME",
            "ascribe \\- \(Self.escape(command.abstract ?? ""))", ".SH SYNOPSIS", ".B ascribe",
            "[\\fICOMMAND\\fR] [\\fIFILE\\fR ...] [\\fIOPTIONS\\fR]", ".SH DESCRIPTION",
        ]
        lines += Self.paragraphs(command.discussion)
        lines.append(".SH COMMANDS")
        for command in command.subcommands ?? [] where command.commandName != "help" {
            lines += section(command, below: "")
        }
        lines += [
            ".SH FILES", ".TP", "\\fI~/.config/ascribe/config.yaml\\fR", "A person's own defaults.", ".TP",
            "\\fI~/.local/share/ascribe\\fR", "The store of replays, critiques, proposals and decisions.", ".TP",
            "\\fI~/.local/state/ascribe/ascribe.log\\fR", "The log.",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    private func section(_ command: Command, below words: String) -> [String] {
        let name = words + command.commandName
        let inner = (command.subcommands ?? []).filter { $0.commandName != "help" }
        if !inner.isEmpty { return inner.flatMap { section($0, below: name + " ") } }
        var lines = [".SS \(Self.escape(name))"] + Self.paragraphs(command.abstract)
        lines += Self.paragraphs(command.discussion)
        for argument in command.arguments ?? [] where argument.shouldDisplay != false {
            // Every command has these two.
            if argument.names?.contains(where: { ["help", "version"].contains($0.name) }) == true { continue }
            lines += [".TP", Self.heading(of: argument)]
            let usual = argument.defaultValue.map { " (default: \($0))" } ?? ""
            lines.append(Self.line((argument.abstract ?? "") + usual))
        }
        return lines
    }

    private static func heading(of argument: Argument) -> String {
        let value = "\\fI\(escape(argument.valueName ?? "value"))\\fR"
        guard let names = argument.names else { return value + (argument.isRepeating == true ? " ..." : "") }
        let words = names.map { "\\fB\(escape(($0.kind == "long" ? "--" : "-") + $0.name))\\fR" }
        return words.joined(separator: ", ") + (argument.kind == "option" ? " " + value : "")
    }

    private static func paragraphs(_ text: String?) -> [String] {
        guard let text, !text.isEmpty else { return [] }
        // Lines of examples stay lines.
        return text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
            line.isEmpty ? [".PP"] : [Self.line(String(line)), ".br"]
        } + [".PP"]
    }

    /// A line of text that is no request to the formatter.
    private static func line(_ text: String) -> String {
        let escaped = escape(text)
        return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
    }

    private static func escape(_ text: String) -> String {
        text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
    }
}
