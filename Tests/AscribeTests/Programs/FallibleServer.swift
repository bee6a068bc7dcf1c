import Foundation

/// The server of models in `Tests/Programs`, whose models err as often as their prompts let them; it ends with this value.
final class FallibleServer {
    /// The address, without a path.
    let address: String
    private let process = Process()
    private let input = Pipe()

    init(_ options: [String] = []) throws {
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-B", "\(TestedProgram.folder)/fallible_server.py"] + options
        (process.standardInput, process.standardOutput) = (input, output)
        try process.run()
        var line: [UInt8] = []
        while line.last != UInt8(ascii: "\n") {
            let byte = try output.fileHandleForReading.read(upToCount: 1)
            guard let byte, !byte.isEmpty else { throw CocoaError(.fileReadUnknown) }
            line += byte
        }
        address = String(decoding: line.dropLast(), as: UTF8.self)
    }

    deinit {
        // Nobody waits for its end: children of other tests may have inherited its input, and threads here are few.
        try? input.fileHandleForWriting.close()
        process.terminate()
    }
}
