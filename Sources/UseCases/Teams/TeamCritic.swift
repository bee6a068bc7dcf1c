package import CreditEngine
import PlantedFaults

extension TeamRuntime {
    /// The model of a team file that criticises, unless a command names another one.
    package static let criticName = "critic"

    /// Who criticises: the model that is named, else the one called `critic`, else the simulated critic for a simulated
    /// team and the agents' own model for another one, which its critiques then warn about.
    ///
    /// Throws `TeamError.noModel`.
    /// - Parameters:
    ///   - wrong: how often the simulated critic is wrong; other critics do not take it.
    ///   - temperature: its temperature; `nil` is the model's own setting.
    package func critic(named name: String? = nil, wrong: Double = 0, temperature: Double? = nil) throws -> Critic {
        Critic(
            try criticModel(named: name, wrong: wrong), sampling: SamplingParameters(temperature: temperature),
            isAgentsModel: isAgentsModel(named: name))
    }

    /// Whether the critic is a model that the agents speak with: the same provider, address and model, whatever the team file
    /// calls them; `nil` when nobody knows who speaks.
    private func isAgentsModel(named name: String?) -> Bool? {
        if isSimulated, name == nil || name == SimulatedCritic.name || name == Self.criticName { return false }
        let critic = origins[name ?? Self.criticName] ?? origins["default"]
        guard let critic, let speaking = speakingOrigins else { return nil }
        return speaking.contains(critic)
    }

    private func criticModel(named name: String?, wrong: Double) throws -> any LanguageModel {
        let asked = name == SimulatedCritic.name ? Self.criticName : name
        let found = models[asked ?? Self.criticName]
        if found is SimulatedCritic || (found == nil && isSimulated && asked ?? Self.criticName == Self.criticName) {
            return SimulatedCritic(wrong: wrong)
        }
        // A simulated model only speaks for agents; the one that criticises is another.
        if found is SimulatedModel { return SimulatedCritic(wrong: wrong) }
        if let found { return found }
        return try model(named: asked ?? "default")
    }
}

extension TeamRuntime {
    /// The model that judges: the one named, else `judge`, else `critic`; throws `TeamError.noModel`.
    package func judge(named name: String?) throws -> any LanguageModel {
        let found =
            try name == nil ? models["judge"] ?? models["critic"] ?? model(named: "judge") : model(named: name ?? "")
        return found is SimulatedModel ? SimulatedJudge() : found
    }
}
