import CreditEngine

extension Place {
    static let legend = Place("the legend")
}

/// What the signs and words of the screen below mean, over its lower part.
struct LegendScreen: Screen {
    static let places: [Place] = [.legend]
    static let opening: CommandName? = CommandName("legend", [.character("H")], "what the signs on the screen mean")
    let place = Place.legend
    let isPartial = true
    private var box = LegendBox(Legend(title: "", rows: []), Size(columns: 80, rows: 24))
    private var top = 0

    // MARK: update

    static let table: [Command<LegendScreen>] = moves()

    static func open(_ before: LegendScreen?, isOnTop: Bool, _ context: inout Context) -> LegendScreen? {
        LegendScreen()
    }

    mutating func move(_ movement: Movement, _ context: inout Context) {
        switch movement {
        case .up: top -= 1
        case .down: top += 1
        case .pageUp: top -= box.height
        case .pageDown: top += box.height
        case .halfUp: top -= max(1, box.height / 2)
        case .halfDown: top += max(1, box.height / 2)
        case .first: top = 0
        case .last: top = box.lines.count
        case .left, .right, .leftmost, .rightmost: break
        }
    }

    mutating func layOut(_ view: View, _ context: inout Context) {
        if let legend = context.beneath?.legend(context.session) { box = LegendBox(legend, view.size) }
        top = max(0, min(top, box.lines.count - box.height))
    }

    // MARK: render

    func draw(on canvas: inout Canvas, size: Size, _ session: Session) {
        let isCut = box.height < box.lines.count
        box.draw(from: top, note: isCut ? "j scrolls · Esc leaves" : "Esc leaves", on: &canvas, size: size)
    }
}
