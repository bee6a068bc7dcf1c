import Foundation

extension Scratch {
    /// Writes a team of two who speak once each about so many problems: `MODEL.yaml`, whose model is the shell script
    /// `MODEL.sh`, for each of some scripts by name.
    func pairTeam(problems count: Int, models: [String: String]) throws {
        for name in ["solver", "checker"] { try file(name + ".txt", "You are the \(name).") }
        let problems = (1...count).map { #"{"id":"p-\#($0)","input":"What is \#($0) + 1?","reference":"2"}"# }
        try file("problems.jsonl", problems.joined(separator: "\n"))
        for (model, script) in models {
            try file("\(model).sh", script)
            try file(
                "\(model).yaml",
                """
                name: pair
                agents: [{name: solver, prompt: solver.txt}, {name: checker, prompt: checker.txt}]
                protocol: {turns: 1}
                models: {default: {provider: command, command: [sh, \(model).sh]}}
                problems: problems.jsonl
                evaluator: {kind: numeric}
                """)
        }
    }
}
