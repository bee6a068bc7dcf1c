/// How far work is, as a bar and in time: the same for commands and screens.
public enum ProgressFigure {
    /// The bar in so many columns, its ends included: `▕███▌     ▏`.
    public static func bar(_ done: Int, of total: Int, columns: Int) -> String {
        let room = max(0, columns - 2)
        let eighths = total > 0 ? min(room * 8, room * 8 * max(0, done) / total) : 0
        let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
        let filled = String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
        return "▕" + filled + String(repeating: " ", count: room - filled.count) + "▏"
    }

    /// The seconds that are left at the pace so far; `nil` when nothing was finished yet.
    ///
    /// - Parameters:
    ///   - fresh: pieces that were finished in these seconds; what an earlier session made says nothing about the pace.
    public static func secondsLeft(_ done: Int, of total: Int, fresh: Int, after seconds: Double) -> Double? {
        guard fresh > 0, seconds > 0 else { return nil }
        return seconds / Double(fresh) * Double(max(0, total - done))
    }
}
