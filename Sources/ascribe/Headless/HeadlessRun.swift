import CreditEngine
import Inspector

/// The inspector without a terminal: the same program on the same code path, all work finished after each key.
struct HeadlessRun {
    private(set) var app: App
    private let inspection: Inspection
    private let queue: EventQueue
    private let copier: ScreenCopier
    private var isRunning = true

    init(app: App, inspection: Inspection, queue: EventQueue, copier: ScreenCopier) {
        self.app = app
        self.inspection = inspection
        self.queue = queue
        self.copier = copier
    }

    /// Reads the files, then presses the keys, and waits for all work after each; stops early when a key quits.
    mutating func run(_ keys: [Key]) {
        inspection.start()
        carryOutUntilIdle()
        for key in keys where isRunning {
            tell(.key(key))
            carryOutUntilIdle()
        }
        inspection.stop()
    }

    private mutating func carryOutUntilIdle() {
        while isRunning {
            inspection.waitUntilIdle()
            let events = queue.removeAll()
            if events.isEmpty { return }
            for event in events { tell(event) }
        }
    }

    private mutating func tell(_ event: Event) {
        let effects = app.update(event)
        for notice in app.takeLogged() { Console.record(notice) }
        for effect in effects {
            if inspection.carryOut(effect) { continue }
            switch effect {
            case .quit: isRunning = false
            case .edit(_, let subject):
                let why =
                    switch subject {
                    case .message:
                        "there is no terminal to edit on; 'ascribe swap --with text --text-file FILE' needs none"
                    case .proposal: "there is no terminal to edit on; 'ascribe revise' makes proposals without one"
                    }
                queue.post(.edited(.failed(why), subject))
            case .step: queue.post(.step)
            case .copy, .snapshot: queue.post(.noticed(copier.carryOut(effect)))
            default: break
            }
        }
    }
}
