import Foundation

/// Coverage-guided fuzzing (libFuzzer) of one parser of foreign input, chosen by `ASCRIBE_FUZZ`.
///
/// Built only when that variable is set, into a folder of its own: see `Tests/Fuzzing/run`. The arguments are libFuzzer's.
@main
enum Fuzzing {
    static func main() {
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        _ = parser
        exit(runFuzzer(&count, &arguments, fuzzOneInput))
    }

    /// The parser that this process tries.
    fileprivate static let parser: ForeignParser = {
        let name = ProcessInfo.processInfo.environment["ASCRIBE_FUZZ"] ?? ""
        guard let parser = ForeignParser.all.first(where: { $0.name == name }) else {
            let known = ForeignParser.all.map(\.name).joined(separator: ", ")
            FileHandle.standardError.write(Data("ASCRIBE_FUZZ must name one of \(known)\n".utf8))
            exit(2)
        }
        return parser
    }()
}

/// Tries one input; libFuzzer looks for it by this name too.
@_cdecl("LLVMFuzzerTestOneInput")
func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    Fuzzing.parser.take(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}

/// libFuzzer's own loop.
@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ take: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
