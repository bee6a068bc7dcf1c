extension Phrasebook {
    /// English in quite other words: a value stands before its name, sums are told in words, and nothing is called wrong.
    static let plainspoken = Phrasebook(
        lines: [
            .facts: ["Off the sheet for item {0}: {1}.", "Item {0} wants {1}.", "I copy down for item {0}: {1}."],
            .missing: [
                "Item {0} wants {1}, and the sheet leaves that line blank.",
                "The line for {1} is blank on the sheet, so item {0} has a hole in it.",
            ],
            .worked: [
                "Item {0}: {1}, so we hold {3} {2}.", "For item {0}, {1}, and that makes {3} {2}.",
                "{1}; item {0} thus gives {3} {2}.",
            ],
            .check: ["Backwards: {0}.", "Turned round, {0}."],
            .again: ["A second go: {0}.", "Once over again, {0}."],
            .stuck: [
                "Item {0} has to wait, as nobody gave us {1}.", "No way through item {0} as long as {1} stays blank.",
            ],
            .reviewed: [
                "Item {0} reads well to me, with {2} {1}.",
                "I went along with item {0}; {2} {1} sits well with the story.",
                "Nothing to add on item {0}, where we hold {2} {1}.",
            ],
            .confirmed: ["I did item {0} afresh: {1}. Same as before.", "Item {0} from the top: {1}. It stands."],
            .corrected: [
                "I did item {0} afresh: {1}, where we had {2}. Take {4} {3} from here on.",
                "Let us go back on item {0}: {1} in place of {2}, hence {4} {3}.",
            ],
            .factCorrected: [
                "The sheet has {1} {0}, where we had {2}.", "{2} belongs to the old sheet, and now it is {1} {0}.",
            ],
            .controlFits: ["The side sum comes home: {0}.", "Side sum: {0}, just what the sheet wants."],
            .controlOff: [
                "The side sum stays open: {0}, and the sheet wants {1}.",
                "Side sum: {0}. The sheet wants {1}, so somewhere we lost our way.",
            ],
            .noted: ["Good, {1} {0}.", "So {1} {0} it is.", "We carry {1} {0}."],
            .next: ["On with item {0}.", "Item {0} comes now."],
            .doubt: ["The side sum bothers me, yet we keep going.", "I leave the side sum for later."],
            .sofar: ["In hand: {0}.", "What we carry: {0}."],
            .finished: [
                "That was the last item; we end on {1} {0}.", "Nothing more to do, {1} {0}.",
                "My part is over, with {1} {0}.",
            ],
            .answer: ["We hand in {0}.", "That closes the sheet, and we hand in {0}."],
            .noAnswer: [
                "We hand in nothing, as nobody gave us {0}.", "The sheet stays open as long as {0} stays blank.",
            ],
            .plan: [
                "Item {0}: put {1} beside {2}, and out comes {3}.", "With {1} and {2} in hand, item {0} yields {3}.",
            ],
            .waiting: ["Nothing on my desk so far.", "My desk is empty."],
            .chat: [
                "What a fine crew this is. Item {0} looks like a friendly one, and whoever waits for us will be glad of the tidy way we write things down. Take your time, pass the tea, and let us hear from everybody.",
                "Item {0} takes me back to my first job, where an old hand used to say that a sheet read twice is a sheet read once. I leave the numbers in your good hands. Thank you all, and on we go.",
                "Somebody out there carries all of this about, and I keep thinking of them. Item {0} brings us nearer. I am glad of the crew, of the plan and of the clear way in which we talk to each other.",
            ],
        ],
        separator: " and ",
        pairs: ["{1} {0}"],
        connectors: [],
        connectorsBehind: [" "].map { Array($0.utf8) },
        sums: [
            .times: "{0} lots of {1} come to {2}", .plus: "{0} and {1} together come to {2}",
            .minus: "{0} less {1} leaves {2}", .modulo: "{0} dealt out by the {1} leaves {2} over",
        ],
        gap: " ")
}
