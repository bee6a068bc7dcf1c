import Foundation

@testable import ProgramTape

/// A small program as people write them, in Python with the standard library only.
///
/// A clerk reads an entry with a tool, an auditor says the result. It knows nothing of this project.
enum LedgerProgram {
    static let script = #"""
        import json, os, sys, urllib.request, urllib.error, time
        base = os.environ["OPENAI_BASE_URL"]
        def ask(system, messages, tools=None):
            body = {"model": "m", "messages": [{"role": "system", "content": system}] + messages}
            if tools: body["tools"] = tools
            for attempt in range(3):
                request = urllib.request.Request(base + "/chat/completions", json.dumps(body).encode(),
                    {"Content-Type": "application/json", "Authorization": "Bearer sk-program-key"})
                try:
                    return json.load(urllib.request.urlopen(request))["choices"][0]["message"]
                except urllib.error.HTTPError as e:
                    if e.code != 429: raise
                    time.sleep(float(e.headers["Retry-After"]))
        question = sys.argv[1]
        clerk = "You are the clerk of a bakery. Look the entry up, then say the sum."
        auditor = "You are the auditor of a bakery. Say the final figure."
        said = [{"role": "user", "content": question}]
        message = ask(clerk, said, [{"type": "function", "function": {"name": "look_up", "parameters": {}}}])
        while message.get("tool_calls"):
            said.append(message)
            for call in message["tool_calls"]:
                said.append({"role": "tool", "tool_call_id": call["id"], "content": "flour 12, salt 3"})
            message = ask(clerk, said)
        final = ask(auditor, [{"role": "user", "content": question + " The clerk says: " + message["content"]}])
        if os.environ.get("OUTSIDE"): final = ask(auditor, [{"role": "user", "content": "again " + str(time.time())}])
        print("working")
        print(final["content"])
        """#

    /// The script as the body of a statement.
    static var indented: String {
        script.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }.joined(separator: "\n")
    }

    /// Runs the script with the variables of the proxy; only `PATH` comes from this process.
    static func launch(
        _ script: String = script, extra: [String: String] = [:]
    ) -> RecordedProgram.Launch {
        { question, variables in
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = ["python3", "-c", script, question]
            let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
            process.environment = variables.merging(["PATH": path]) { one, _ in one }.merging(extra) { one, _ in one }
            let (output, errors) = (Pipe(), Pipe())
            (process.standardOutput, process.standardError) = (output, errors)
            return try await withCheckedThrowingContinuation { continuation in
                process.terminationHandler = { ended in
                    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
                    let words = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
                    continuation.resume(
                        returning: ProgramEnd(
                            status: Int(ended.terminationStatus),
                            answer: text.split(whereSeparator: \.isNewline).last.map(String.init),
                            lastWords: String(words.suffix(200))))
                }
                do { try process.run() } catch { continuation.resume(throwing: error) }
            }
        }
    }
}
