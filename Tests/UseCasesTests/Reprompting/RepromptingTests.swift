import CreditEngine
import CreditStore
import Foundation
import Testing
import TraceFiles

@testable import UseCases

/// Queued turns of an embedded team are asked for once more; nothing that was recorded changes.
@Suite struct RepromptingTests {
    private func policy(_ text: String, in folder: TemporaryFolder) throws -> String {
        let path = folder.path + "/policy.yaml"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    /// A store whose queue holds so many failed runs.
    private func queue(_ count: Int) async throws -> SimulatedActions {
        let actions = try SimulatedActions()
        let runtime = try actions.source.runtime()
        var text = JSONText()
        var (written, number): (Int, UInt64) = (0, 1)
        while written < count {
            let plan = RunPlan(
                id: "run-\(number)", problem: try runtime.problem(number), seeding: Seeding(replay: number))
            let trace = try await runtime.runner.run(plan, as: runtime.team)
            number += 1
            guard trace.outcome?.success == false else { continue }
            NativeWriter.write(trace, form: .packed, to: &text)
            written += 1
        }
        let file = actions.folder.path + "/runs.jsonl"
        #expect(FileManager.default.createFile(atPath: file, contents: Data(text.bytes)))
        let order = WatchOrder(
            paths: [file], options: ReadingOptions(), estimator: TraceEstimator(), baseline: nil,
            store: actions.source.session.folder, quiet: 0, endsWhenIdle: true, team: nil, chance: 1)
        try await Watching.run(order, actions.permit) { _ in }
        // A person names an agent for each, so that all have a turn.
        let labels = try Labelling(folder: actions.source.session.folder, actions.permit)
        for item in try await labels.items() {
            _ = try await labels.label(
                item.number, by: "ann", RunVerdict(agent: "researcher", turn: 1, note: "double-check each fact"))
        }
        return actions
    }

    @Test(arguments: ["critique", "evaluator", "note"])
    func asksOnceAndKeepsTheAnswers(reason: String) async throws {
        let actions = try await queue(6)
        let before = try await actions.source.session.opened().labelItems()
        let path = try policy("reason: \(reason)\n", in: actions.folder)
        let work = try Reprompting(actions.source, policyFile: path)
        let first = try await work.run(actions.permit)
        #expect(first.answers.count == 6 && first.resumed == 0 && first.undefined == 0)
        #expect(first.overRecorded.count == 6 && first.overControl.count == 6)
        // Both arms of a pair share everything but the prompt of one message.
        #expect(first.answers.allSatisfy { $0.reprompted.message.count == 1 && $0.reprompted.answer != nil })
        #expect(try await actions.source.session.opened().labelItems() == before)
        // A second session asks nobody again.
        let second = try await Reprompting(actions.source, policyFile: path).run(actions.permit)
        #expect(second.resumed == 6)
        #expect(second.answers.sorted { $0.item < $1.item } == first.answers.sorted { $0.item < $1.item })
    }

    @Test func goesOnWhereItsBoundStoppedIt() async throws {
        let actions = try await queue(5)
        let few = try policy("reason: note\nmost: 2\n", in: actions.folder)
        let first = try await Reprompting(actions.source, policyFile: few).run(actions.permit)
        #expect(first.answers.count == 2 && first.later == 3)
        let all = try policy("reason: note\n", in: actions.folder)
        let second = try await Reprompting(actions.source, policyFile: all).run(actions.permit)
        #expect(second.answers.count == 5 && second.resumed == 2 && second.later == 0)
    }

    @Test func thePolicyOfThePageIsOne() throws {
        let package = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        let page = try String(
            contentsOf: package.appending(path: "Sources/CreditEngine/CreditEngine.docc/Production.md"), encoding: .utf8
        )
        let blocks = page.split(separator: "```yaml\n").dropFirst().compactMap { $0.split(separator: "```").first }
        let block = try #require(blocks.first { $0.contains("least_gain") })
        let folder = try TemporaryFolder()
        let policy = try RepromptPolicy(path: policy(String(block), in: folder))
        #expect(policy.reason == .critique && policy.leastGain == 0.1 && policy.most == 50 && policy.hasControl)
    }

    @Test func looksAtNoMoreThanItAsksFor() async throws {
        let actions = try await queue(6)
        let labels = try Labelling(folder: actions.source.session.folder, actions.permit)
        let last = try #require(try await labels.items().last)
        _ = try await labels.label(last.number, by: "ann", RunVerdict(isNobody: true))
        let few = try policy("reason: note\nmost: 2\n", in: actions.folder)
        let first = try await Reprompting(actions.source, policyFile: few).run(actions.permit)
        #expect(first.answers.count == 2 && first.later == 4 && first.leftOut.isEmpty)
        // A bound that was reached lets nothing more be asked, wherever the answers stand in the queue.
        let second = try await Reprompting(actions.source, policyFile: few).run(actions.permit)
        #expect(second.answers.count == 2 && second.resumed == 2 && second.later == 4)
        let all = try policy("reason: note\n", in: actions.folder)
        let third = try await Reprompting(actions.source, policyFile: all).run(actions.permit)
        #expect(third.answers.count == 5 && third.later == 0 && third.leftOut == [.sound: 1])
        let answers = try await labels.answers()
        #expect(answers.count == 5 && answers[last.number] == nil)
        let line = RepromptText.beside(try #require(answers.values.first?.first))
        #expect(line.hasPrefix("asked again (researcher, turn 1): it ") && line.contains("double-check each fact"))
    }

    @Test func leavesOutWhatPeopleFindSound() async throws {
        let actions = try await queue(3)
        let labels = try Labelling(folder: actions.source.session.folder, actions.permit)
        let items = try await labels.items()
        _ = try await labels.label(items[0].number, by: "ann", RunVerdict(isNobody: true))
        _ = try await labels.label(items[1].number, by: "bob", RunVerdict(agent: "critic"), isSecond: true)
        let path = try policy("reason: note\n", in: actions.folder)
        let sums = try await Reprompting(actions.source, policyFile: path).run(actions.permit)
        #expect(sums.answers.count == 1)
        #expect(sums.leftOut == [.sound: 1, .disputed: 1])
    }

    @Test(arguments: [
        ("reason: praise", "must be one of critique, evaluator, note"), ("most: 3", "needs 'reason'"),
        ("reason: note\nleast_gain: 2", "from 0.0 to 1.0"), ("reason: note\nfrom_trace: x", "is not known here"),
        ("reason: note\ncritic: other", "is asked for reason critique only"),
    ])
    func refusesPoliciesThatSaySomethingElse(text: String, why: String) async throws {
        let folder = try TemporaryFolder()
        let error = #expect(throws: TeamFileError.self) { try RepromptPolicy(path: policy(text, in: folder)) }
        #expect("\(try #require(error))".contains(why))
    }
}
