public import CreditEngine

extension SideFiles {
    /// The problems of a JSON Lines file, `{"id":…,"input":…,"reference":…}` a line, in order.
    ///
    /// `id` is a text or a whole number, unique in the file; `input` is a text; `reference` is a text or a number, or is
    /// left out. Further keys are not read. A line that is not so is an error that names it: a problem that is silently
    /// missing would change every figure.
    public static func problems(_ path: String) throws -> [Problem] {
        var problems: [Problem] = []
        var lines: [String: Int] = [:]
        try forEachRecord(path) { root, line in
            let problem = try problem(root, path: path, line: line)
            if let id = problem.id, let earlier = lines.updateValue(line, forKey: id) {
                throw TraceFileError.unreadable(
                    path: path, reason: "line \(line) has the \"id\" of line \(earlier); give each problem its own")
            }
            problems.append(problem)
        }
        guard !problems.isEmpty else { throw TraceFileError.empty(path: path) }
        return problems
    }

    private static func problem(_ root: JSONNode, path: String, line: Int) throws -> Problem {
        func wrong(_ what: String) -> TraceFileError {
            .unreadable(path: path, reason: "line \(line) needs \(what)")
        }
        guard root.kind == .object else { throw wrong("an object with \"id\" and \"input\"") }
        guard let id = root["id"].flatMap({ $0.string ?? $0.integer.map { String($0) } }), !id.isEmpty else {
            throw wrong("\"id\", a text or a whole number")
        }
        guard let input = root["input"]?.string, !input.isEmpty else {
            throw wrong("\"input\", the text to put to the team")
        }
        guard let reference = root["reference"], reference.kind != .null else { return Problem(id: id, input: input) }
        guard reference.kind == .string || reference.kind == .number else {
            throw wrong("\"reference\" to be a text or a number, or to be left out")
        }
        return Problem(id: id, input: input, reference: reference.string ?? JSONText.of(reference))
    }
}
