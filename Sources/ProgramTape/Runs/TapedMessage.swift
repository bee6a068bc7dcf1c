import CreditEngine
import LanguageModels

/// A message of a run under way: an agent's visit, with the model's answers that it is made of.
struct TapedMessage {
    var turn: Int
    var agent: String
    /// What the agent saw at the first call of the visit.
    var input: [PromptMessage]
    var output = ""
    /// What the models thought before they spoke; `nil` when none says.
    var reasoning: String?
    var tools: [(id: String, call: ToolCall)] = []
    var steps: [ModelStep] = []
    /// Calls of the last answer whose results are still to come.
    var open: [ModelAnswer.Call] = []
    var model: String?
    var usage = Usage()
    /// US dollars; `nil` as soon as the price of one answer is not known.
    var cost: Double? = 0
    /// Milliseconds that the models took.
    var latency = 0.0
    /// The kept message of the plan that this is, by its position in the prefix.
    var kept: Int?
    /// Words that the plan gives for this visit.
    var given: [String]?
    /// How many calls the program has made for this visit.
    var calls = 0

    /// Adds an answer.
    mutating func hear(_ answer: ModelAnswer, milliseconds: Double, cost: Double? = 0) {
        calls += 1
        open = answer.calls
        steps.append(answer.step)
        model = answer.model ?? model
        latency += milliseconds
        for call in answer.calls { tools.append((call.id, ToolCall(name: call.name, arguments: call.arguments))) }
        if let thought = answer.reasoning { reasoning = reasoning.map { $0 + "\n" + thought } ?? thought }
        let words = answer.text.isEmpty ? answer.refusal ?? "" : answer.text
        if !words.isEmpty { output += output.isEmpty ? words : "\n" + words }
        usage = usage + answer.usage
        self.cost = self.cost.flatMap { sum in cost.map { sum + $0 } }
    }

    /// Notes what tools returned; answers whether one of them was called in this visit.
    mutating func answer(_ results: [String: String]) -> Bool {
        guard open.contains(where: { results[$0.id] != nil }) else { return false }
        for index in tools.indices {
            // Calls without identifiers are answered one after another.
            guard let text = results[tools[index].id], !tools[index].id.isEmpty || tools[index].call.result == nil
            else { continue }
            tools[index].call.result = text
        }
        return true
    }
}
