/// Two states side by side: how far apart they are, and what progress was made.
struct StateComparison {
    let earlier: State
    let later: State
    let scales: [String: StateScale]

    /// The components that may be progress, best first.
    static let progressNames = ["progress", "solution_completeness", "test_coverage"]

    /// The progress component of a trace: the best name that any of its states has.
    static func progressName(in states: [State]) -> String? {
        progressNames.first { name in states.contains { $0[name] != nil } }
    }

    /// d: the mean over components present in both, progress excluded, of min(1, |Δ| / range).
    func distance(progress: String?) -> Score {
        var sum = 0.0
        var count = 0
        for component in later.components where component.name != progress {
            guard let before = earlier[component.name] else { continue }
            switch (before, component.value) {
            case (.category(let a), .category(let b)):
                sum += a == b ? 0 : 1
                count += 1
            case (.number(let a), .number(let b)):
                let scale = StateScale.scale(of: component.name, a, b, declared: scales)
                guard let x = scale.unit(a), let y = scale.unit(b) else {
                    return .unscored("\(component.name) is not finite")
                }
                sum += min(1, abs(y - x))
                count += 1
            default: continue  // a number that became a category has no distance
            }
        }
        return count == 0 ? .unscored("no component in common with the state before") : .value(sum / Double(count))
    }

    /// ΔP: the change of the progress component, in [-1,1].
    func progress(_ name: String?) -> Score {
        guard let name else { return .unscored("no progress component") }
        guard let before = earlier[name], let after = later[name] else { return .unscored("\(name) is missing") }
        guard case .number(let a) = before, case .number(let b) = after else {
            return .unscored("\(name) is not a number")
        }
        guard (0...1).contains(a), (0...1).contains(b) else { return .unscored("\(name) is outside [0,1]") }
        return .value(b - a)
    }

    /// Both states as distributions over their common numbers: q_i = (x_i + .01) / Σ(x + .01).
    func distributions() -> (earlier: [Double], later: [Double])? {
        var p: [Double] = []
        var q: [Double] = []
        for component in later.components {
            guard case .number(let b) = component.value, case .number(let a)? = earlier[component.name] else {
                continue
            }
            let scale = StateScale.scale(of: component.name, a, b, declared: scales)
            guard let x = scale.unit(a), let y = scale.unit(b) else { return nil }
            p.append(min(1, max(0, x)) + 0.01)
            q.append(min(1, max(0, y)) + 0.01)
        }
        let sums = (p.reduce(0, +), q.reduce(0, +))
        return (p.map { $0 / sums.0 }, q.map { $0 / sums.1 })
    }
}
