import ArgumentParser

/// The options of every command that asks a critic.
struct CriticArguments: ParsableArguments {
    @Option(help: "The team file's model that criticises (default: the one called 'critic').")
    var critic: String?

    @Option(help: "The critic's temperature (default: the model's own setting).")
    var temperature: Double?

    @Option(help: "How often the simulated critic is wrong, from 0 to 1.")
    var criticWrong = 0.0

    func validate() throws {
        if let temperature, !(0...2).contains(temperature) {
            throw ValidationError("--temperature \(temperature): a temperature is from 0 to 2.")
        }
        if !(0...1).contains(criticWrong) { throw ValidationError("--critic-wrong \(criticWrong): from 0 to 1.") }
    }
}
