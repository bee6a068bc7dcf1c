import CreditEngine
import Foundation
import PlantedFaults
import TraceFiles

/// Writes the SampleTraces folder: runs of simulated teams, the same bytes every time.
enum SampleFolder {
    /// The command that writes the folder, as its README says.
    static let command = "swift run -c release planted-faults --samples SampleTraces"

    /// Writes all files and the README, and answers with their names.
    static func write(to folder: String) async throws -> [String] {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let files = try await SampleRuns.files()
        for file in files { try Console.write(bytes(of: file), toPath: folder + "/" + file.name) }
        try Console.write(Array(readme(files).utf8), toPath: folder + "/README.md")
        return files.map(\.name) + ["README.md"]
    }

    /// A file's bytes, damage included.
    static func bytes(of file: SampleFile) -> [UInt8] {
        var bytes: [UInt8] = []
        switch file.form {
        case .packed:
            for run in file.runs { bytes += lines(of: run, form: .packed).joined() }
        case .interleaved:
            let runs = file.runs.map { lines(of: $0, form: .native) }
            for position in 0..<(runs.map(\.count).max() ?? 0) {
                for run in runs where run.indices.contains(position) { bytes += run[position] }
            }
        }
        return file.damage.reduce(bytes) { $1.applied(to: $0) }
    }

    /// The lines of a run, each with its newline; the realised cause is not among them.
    private static func lines(of run: PlantedRun, form: NativeWriter.Form) -> [[UInt8]] {
        var text = JSONText()
        NativeWriter.write(run.trace, form: form, to: &text)
        return text.bytes.split(separator: UInt8(ascii: "\n")).map { Array($0) + [UInt8(ascii: "\n")] }
    }

    private static func readme(_ files: [SampleFile]) -> String {
        var text = """
            # Sample traces

            Runs of small simulated teams: every word was written by the embedded simulated model, which obeys the rules of \
            its role prompts and slips at known rates. No real model, no real person.

            | file | runs | what it shows |
            |---|---|---|

            """
        for file in files { text += "| `\(file.name)` | \(file.runs.count) | \(file.shows) |\n" }
        let damaged = files.filter { !$0.damage.isEmpty }
        for file in damaged {
            text +=
                "\n`\(file.name)` is damaged on purpose: \(file.damage.map(\.description).joined(separator: "; ")).\n"
        }
        text += """

            One command writes this folder anew, byte for byte:

            ```sh
            \(command)
            ```

            """
        return text
    }
}
