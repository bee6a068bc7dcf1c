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
    private var box: LegendBox?
    /// What the box was made for.
    private var size = Size(columns: 0, rows: 0)

    // MARK: update

    static let table: [Command<LegendScreen>] = moves()

    static func open(_ before: LegendScreen?, isOnTop: Bool, _ context: inout Context) -> LegendScreen? {
        LegendScreen()
    }

    mutating func move(_ movement: Movement, _ context: inout Context) { box?.scroll(movement) }

    mutating func layOut(_ view: View, _ context: inout Context) {
        guard box == nil || view.size != size, let legend = context.beneath?.legend(context.session) else { return }
        box = LegendBox(legend, view.size)
        size = view.size
    }

    // MARK: render

    func draw(on canvas: inout Canvas, size: Size, _ session: Session) {
        guard let box else { return }
        box.draw(note: box.isCut ? "j scrolls · Esc leaves" : "Esc leaves", on: &canvas)
    }
}
