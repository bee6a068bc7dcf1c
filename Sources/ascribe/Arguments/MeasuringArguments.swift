public import ArgumentParser
public import CreditEngine

/// The options of every command that measures runs by replays.
struct MeasuringArguments: ParsableArguments {
    @Option(help: "The most replays to make of one run; cached ones are free.")
    var budget = 60

    @Option(help: "adaptive, exhaustive or article.")
    var method: MeasureSettings.Method = .adaptive

    func validate() throws {
        if budget < 1 { throw ValidationError("--budget \(budget): at least one replay is needed.") }
    }

    /// The settings for the engine.
    func settings(_ models: ModelArguments) -> MeasureSettings {
        MeasureSettings(method: method, budget: budget, width: models.jobs, firstSeed: models.measureSeed)
    }
}

extension MeasureSettings.Method: ExpressibleByArgument {}
