import CreditEngine

/// The lines of the selected cell's words, with what differs between the runs marked.
enum DiffText {
    /// Everything that the lines depend on.
    struct Key: Sendable, Equatable {
        var cell: Cell
        var byWord: Bool
        var isSideBySide: Bool
        var width: Int
    }

    /// The most bytes of either side that are compared and laid out, over all parts of a cell.
    static let most = 2 * TextComparison.most
    /// The most parts of a cell that are shown.
    static let mostParts = 60

    /// The title of the box: which cell, how it relates, whether it is the first that differs.
    static func title(_ screen: DiffScreen) -> [Span] {
        let style = Style(.title)
        var title = [Span.foreign("\(screen.cell.turn) \(screen.agent)", style)]
        guard let entry = screen.entry else { return title }
        title.append(.own("  \(DiffGrid.sign(entry.match)) \(words(entry.match))", style))
        if entry == screen.comparison.firstDivergence {
            title.append(.own("  ▸ first divergence", Style(.problem, bold: true)))
        }
        return title
    }

    private static func words(_ match: RunComparison.Match) -> String {
        switch match {
        case .same: "the same in both"
        case .differs: "differs"
        case .onlyLeft: "silent on the right"
        case .onlyRight: "silent on the left"
        }
    }

    static func lines(_ screen: DiffScreen, _ key: Key) -> [TextLine] {
        var wrapper = TextWrapper(width: key.width)
        guard let entry = screen.entry else {
            wrapper.add("nobody speaks here in either run; n goes to the next difference", Style(.quiet), isOwn: true)
            return wrapper.lines
        }
        let parts = DiffPart.parts(of: entry, in: screen.comparison)
        var room = most
        for (place, part) in parts.enumerated() {
            guard room > 0, place < mostParts else {
                let left = parts[place...]
                let differing = left.count { !$0.isSame }
                wrapper.addBlank()
                wrapper.add(
                    "… and \(Numeral.count(left.count, "part")) more, of which \(Numeral.count(differing)) "
                        + (differing == 1 ? "differs" : "differ") + "; Enter opens the message", Style(.quiet),
                    isOwn: true)
                break
            }
            if place > 0 { wrapper.addBlank() }
            if parts.count > 1 {
                wrapper.add("\(part.name)\(part.isSame ? "" : part.isOneSided ? "" : " ≠")", Style(.title), isOwn: true)
            }
            room -= add(part, most: min(room, TextComparison.most), key, to: &wrapper)
        }
        return wrapper.lines
    }

    /// Adds one part; returns how many bytes of it were laid out.
    private static func add(_ part: DiffPart, most: Int, _ key: Key, to wrapper: inout TextWrapper) -> Int {
        let compared = TextComparison(part.left ?? "", part.right ?? "", most: most)
        let quiet = Style(.quiet)
        if compared.skipped > 0 {
            let words = "… the first \(Numeral.count(compared.skipped, "byte")) are the same in both"
            wrapper.add(words, quiet, isOwn: true)
        }
        let isEmpty = (part.left ?? "").isEmpty && (part.right ?? "").isEmpty
        if isEmpty {
            wrapper.add("said nothing", quiet, isOwn: true)
        } else if key.byWord {
            PromptDiffText.add(compared.diff, byWord: true, to: &wrapper)
        } else if key.isSideBySide, part.left != nil, part.right != nil, !part.isSame {
            SideBySide.add(compared.diff, to: &wrapper)
        } else {
            PromptDiffText.add(compared.diff, byWord: false, to: &wrapper)
        }
        if compared.leftRest > 0 || compared.rightRest > 0 {
            let words =
                part.isSame
                ? "… and \(Numeral.count(compared.leftRest, "byte")) more, the same in both; Enter opens the message"
                : "… not compared beyond \(Numeral.count(most, "byte")): \(Numeral.count(compared.leftRest)) more on the "
                    + "left, \(Numeral.count(compared.rightRest)) on the right; Enter opens the message"
            wrapper.add(words, quiet, isOwn: true)
        }
        return max(part.left?.utf8.count ?? 0, part.right?.utf8.count ?? 0)
    }

    /// The selected cell for the clipboard: whole texts, what differs with signs where it was compared whole.
    static func copy(_ screen: DiffScreen) -> String? {
        guard let entry = screen.entry else { return nil }
        let place = "turn \(entry.cell.turn) \(screen.agent)"
        var lines = ["--- \(screen.comparison.left.id) \(place)", "+++ \(screen.comparison.right.id) \(place)"]
        let parts = DiffPart.parts(of: entry, in: screen.comparison)
        for part in parts {
            if parts.count > 1 { lines.append("@@ \(part.name) @@") }
            let compared = TextComparison(part.left ?? "", part.right ?? "")
            if compared.isWhole {
                for line in compared.diff.lines {
                    lines.append((line.change == .same ? " " : line.change == .removed ? "-" : "+") + line.text)
                }
            } else if part.isSame {
                lines.append(" " + (part.left ?? ""))
            } else {
                if let left = part.left { lines.append("-" + left) }
                if let right = part.right { lines.append("+" + right) }
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
