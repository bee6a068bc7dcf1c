extension ReplayTask {
    /// Whether both go on with the same pairs, or with a measurement of the same run.
    func isSameWork(as other: ReplayTask) -> Bool {
        switch (self, other) {
        case (.swap(let cell, let choice, _, _), .swap(let otherCell, let otherChoice, _, _)):
            cell == otherCell && choice == otherChoice
        case (.measure, .measure): true
        default: false
        }
    }

    var isMeasure: Bool {
        if case .measure = self { return true }
        return false
    }
}
