package import CreditEngine
import Foundation
import TraceFiles

/// A file that runs are added to as they finish: one line a run, so that a line is there or it is not.
package final class RunRecording {
    private let path: String
    private let descriptor: Int32
    /// The hashes of the prompts, which every run carries under `meta`.
    private var carried = CarriedFields()
    private var known: Set<String> = []

    /// Opens the file and reads which runs it holds; half a line that an earlier crash left is cut off.
    ///
    /// A file that holds anything but recorded runs is refused as it is, also when starting over, and so is what is no
    /// file. Throws `TraceFileError`.
    /// - Parameter prompts: the prompts that runs are added with; a file that holds runs with others is refused, because
    ///   going on with it would mix two teams.
    /// - Parameter patience: seconds that another process is waited for that has the file.
    package init(path: String, fresh: Bool, prompts: PromptSet, waiting patience: Double = 0) throws {
        self.path = path
        carried.run = [CarriedFields.Field(name: "prompt_sha256", json: try Self.hashes(of: prompts))]
        descriptor = try RecordingFile.open(path, waiting: patience)
        if try RecordingFile.start(of: descriptor, path) == .nothing || fresh {
            guard ftruncate(descriptor, 0) == 0 else { throw failure }
            return
        }
        let catalogue = try Catalogue(paths: [path])
        var cut: Int?
        try catalogue.index { update in
            known.formUnion(update.runs.map(\.id))
            cut = update.badLines.first { $0.incomplete }?.offset ?? cut
            return true
        }
        if let other = try known.isEmpty ? nil : Self.otherRun(in: catalogue, than: prompts.identity()) {
            throw TraceFileError.unwritable(
                path: path, reason: "its run \(other) has other prompts; name another --out, or start over with --fresh"
            )
        }
        let end = cut.map { off_t($0) } ?? lseek(descriptor, 0, SEEK_END)
        guard end >= 0, ftruncate(descriptor, end) == 0, lseek(descriptor, end, SEEK_SET) == end else { throw failure }
    }

    /// The hashes by block, in the team's order, as a JSON object.
    private static func hashes(of prompts: PromptSet) throws -> String {
        let hashes = try prompts.hashes()
        var text = JSONText()
        text.object { text in
            for block in prompts.blocks { text.field(block.name, hashes[block.name]) }
        }
        return text.string
    }

    /// The first run whose team has other prompts.
    private static func otherRun(in catalogue: Catalogue, than prompts: String) throws -> String? {
        let reader = try catalogue.makeReader()
        for run in 0..<catalogue.count {
            let trace = try reader.trace(run)
            if let team = trace.team, try PromptSet(team).identity() != prompts { return trace.id }
        }
        return nil
    }

    deinit { close(descriptor) }

    private var failure: TraceFileError { .unwritable(path: path, reason: String(cString: strerror(errno))) }

    /// Whether a run of that name is in the file already.
    package func holds(_ id: String) -> Bool { known.contains(id) }

    /// Adds a run.
    package func append(_ trace: Trace) throws {
        var text = JSONText()
        NativeWriter.write(trace, carrying: carried, form: .packed, to: &text)
        guard Descriptor.writeAll(text.bytes, to: descriptor) else { throw failure }
        known.insert(trace.id)
    }
}
