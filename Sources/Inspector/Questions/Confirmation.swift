import CreditEngine

extension Place {
    static let question = Place("the question")
}

/// What a key asks for that costs money or writes: shown first, and done by Enter.
struct Confirmation: Screen {
    static let places: [Place] = [.question]
    let place = Place.question
    let isPartial = true
    let title: [Span]
    /// What is to be known before, each on lines of its own.
    let words: [[Span]]
    /// What it costs or writes, in one line.
    let price: String
    /// What Enter does.
    let confirmed: @Sendable (inout Context) -> Void

    // MARK: update

    static let table: [Command<Confirmation>] =
        [
            Command(.open, footer: "go on") { screen, context in
                context.ask(.close)
                screen.confirmed(&context)
            }
        ] + moves() + [
            Command(.more, refusal: { _, _ in "Enter goes on, Esc leaves" }, perform: { _, _ in })
        ]

    init(title: [Span], words: [[Span]], price: String, confirmed: @escaping @Sendable (inout Context) -> Void) {
        self.title = title
        self.words = words
        self.price = price
        self.confirmed = confirmed
    }

    /// A question whose answer starts a job.
    init(title: [Span], words: [[Span]], price: String, starting task: ReviewTask) {
        self.init(title: title, words: words, price: price) { context in
            let (job, effect) = context.session.start(task)
            context.ask(.tell(.started(job)))
            context.carryOut(effect)
        }
    }

    static func arrival(of event: Event, before: Confirmation?, _ context: inout Context) -> Arrival? {
        switch event {
        case .exportPlanned(let plan):
            context.session.show(nil)
            return Arrival(screen: Confirmation(export: plan), position: .top)
        case .edited(.changed(let text), .proposal(let id)):
            guard let item = context.session.reviews[id] else {
                context.say(.warning, "the proposal is no longer in the queue; the edited words are dropped")
                return nil
            }
            return Arrival(screen: Confirmation(revising: item, text), position: .top)
        default: return nil
        }
    }

    mutating func move(_ movement: Movement, _ context: inout Context) {}

    mutating func back(byEscape: Bool, _ context: inout Context) -> Bool {
        context.hint("nothing was done")
        return false
    }

    mutating func wheel(column: Int, row: Int, steps: Int, _ context: inout Context) {}

    // MARK: render

    /// Draws it over the lower part of the screen.
    func draw(on canvas: inout Canvas, size: Size, _ session: Session) {
        var wrapper = TextWrapper(width: size.columns - 4)
        for line in words { wrapper.add(line, indent: 2) }
        let room = max(0, size.rows - 6)
        var lines = Array(wrapper.lines.prefix(max(0, room - 1)))
        if lines.count < wrapper.lines.count {
            lines.append(
                TextLine(spans: [.own("… and \(wrapper.lines.count - lines.count) more lines", Style(.quiet))]))
        }
        var last = TextWrapper(width: size.columns - 4)
        last.add(price, Style(.title, bold: true))
        lines += last.lines
        let rows = min(size.rows - 2, lines.count + 2)
        let box = Rect(column: 0, row: size.rows - 2 - rows, columns: size.columns, rows: rows)
        for row in box.row..<box.row + box.rows {
            canvas.fill(row: row, column: 0, columns: box.columns, style: .plain)
        }
        canvas.box(box, title: title, note: "Enter goes on · Esc leaves", isFocused: true)
        for (place, line) in lines.suffix(max(0, rows - 2)).enumerated() {
            canvas.put(line.spans, column: 2, row: box.row + 1 + place, width: max(0, box.columns - 4))
        }
    }
}
