import CreditEngine

/// The questions that several screens ask: validate, revise, export.
extension Confirmation {
    /// Whether to hold a proposal against problems that nobody tuned on.
    init(validating item: ReviewItem, _ session: Session) {
        let name = VisibleText.escape("\(item.proposal.block.name) \(item.id)")
        let terms = session.subject?.reviewTerms.flatMap { $0.team == item.proposal.team ? $0 : nil }
        let pairs = terms?.pairs ?? Job.usualPairs
        let price: String
        if let terms {
            let calls = 2 * pairs * terms.callsPerRun
            price =
                "up to \(Numeral.count(pairs, "pair")), so \(Numeral.count(2 * pairs, "run")), \(Numeral.count(calls, "call")) of "
                + VisibleText.escape(terms.agents.model) + ", "
                + terms.agents.measured(session.latencies).cost(calls: calls)
        } else {
            price = "up to \(Numeral.count(2 * pairs, "run")), cost and time unknown"
        }
        let from = terms.map { Self.source($0.heldOut(for: item.proposal)) } ?? ""
        let title = Style(.title)
        self.init(
            title: [.own("validate ", title), .foreign(name, title)],
            words: [[.own("pairs\(from); it looks after every pair and ends as soon as the evidence decides")]],
            price: price, starting: .validate(proposal: item.id, item.proposal.block))
    }

    private static func source(_ held: HeldOutProblems) -> String {
        " from \(Numeral.count(held.problems.count, "problem")) that nobody tuned on"
            + (held.leftOut.isEmpty ? "" : " (\(held.leftOut.count) more left out: the critic has seen them)")
    }

    /// Whether to put the person's own words into the queue.
    init(revising item: ReviewItem, _ text: String) {
        let title = Style(.title)
        self.init(
            title: [.own("your revision of ", title), .own(QueueList.name(item), title)],
            words: [[.own("the words you wrote become a proposal of their own, and need a validation of their own")]],
            price: "one more candidate of its lineage joins the queue; no model call"
        ) { context in
            context.carryOut(.revise(proposal: item.id, text: text))
        }
    }

    /// Whether to write what an export would write.
    init(export plan: ExportPlan) {
        let title = Style(.title)
        var words: [[Span]] = plan.files.map { file in
            [
                .foreign(VisibleText.escape(file.name), Style(.plain, bold: true)), .own("  "),
                .foreign(VisibleText.escape(file.what), Style(.quiet)),
            ]
        }
        words += plan.differences.map { [.foreign(VisibleText.escape($0))] }
        words += plan.warnings.map { [.own("⚠ ", Style(.problem)), .foreign(VisibleText.escape($0))] }
        self.init(
            title: [
                .own("export ", title), .foreign(VisibleText.escape(plan.team), title), .own(" to ", title),
                .foreign(VisibleText.escape(plan.folder), title),
            ], words: words,
            price: plan.differences.isEmpty
                ? "writes \(Numeral.count(plan.files.count, "file")); nothing outside that folder"
                : "changes the program's own files as shown, and nothing else"
        ) { context in
            let line = context.session.exportCommand(plan)
            context.session.lastActions.note(line, team: plan.team, jobs: context.session.jobs.all.count)
            context.ask(.tell(.exported(line)))
            context.session.log(same: line)
            context.hint("writing \(VisibleText.escape(plan.folder))…")
            context.carryOut(.export(plan))
        }
    }
}

extension ReplayTerms {
    /// What so many calls cost and how long they take, in words.
    func cost(calls: Int) -> String {
        "\(price(calls: calls))\(isSimulated ? " simulated" : ""), \(duration(calls: calls))"
    }
}

extension Session {
    /// Why nothing is asked or written at all; `nil` when it may be.
    var whyReadOnly: String? {
        configuration.isReadOnly ? "nothing is asked or written: started with --readonly" : nil
    }
}
