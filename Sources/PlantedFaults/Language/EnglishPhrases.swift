extension Phrasebook {
    static let english = Phrasebook(
        lines: [
            .facts: [
                "For step {0} we need {1}.", "Facts for step {0}: {1}.",
                "Step {0} rests on this from the problem: {1}.",
            ],
            .missing: [
                "Step {0} needs {1}, and the problem does not record it.",
                "I looked for {1} for step {0}; the text says it is not recorded.",
            ],
            .worked: [
                "Step {0}: {1}, so {2} = {3}.", "Step {0}: {1}. That makes {2} = {3}.",
                "Working on step {0}, {1}, which puts {2} at {3}.",
            ],
            .check: ["Check: {0}.", "To be sure: {0}."],
            .again: ["Recomputed: {0}.", "A second pass gives the same, {0}."],
            .stuck: [
                "Step {0} cannot be worked out without {1}.", "I cannot do step {0}: {1} is unknown.",
            ],
            .reviewed: [
                "Step {0} follows the plan; {1} = {2} has the right order of magnitude.",
                "I read step {0}. The operation is the one asked for, with {1} = {2}.",
                "Step {0} is in line with the wording of the problem, so I have no objection to {1} = {2}.",
            ],
            .confirmed: ["I recomputed step {0}: {1}. Confirmed.", "Step {0} again from its inputs: {1}. It holds."],
            .corrected: [
                "I recomputed step {0}: {1}, not {2}. Please use {3} = {4}.",
                "Step {0} is wrong. {1}, not {2}, hence {3} = {4}.",
            ],
            .factCorrected: [
                "The problem gives {0} = {1}, not {2}.", "{2} is not this year's figure: {0} = {1}.",
            ],
            .controlFits: [
                "The control comes out: {0}, as expected.", "Control figure: {0}. That agrees with the problem.",
            ],
            .controlOff: [
                "The control does not come out: {0}, but the problem expects {1}.",
                "Control figure: {0}, where {1} was expected. Something does not fit.",
            ],
            .noted: ["Noted, {0} = {1}.", "We have {0} = {1} now.", "Agreed on {0} = {1}."],
            .next: ["Next is step {0}.", "Please go on with step {0}.", "On to step {0}."],
            .doubt: [
                "The control is off; we keep to the plan and note it.",
                "I note the mismatch in the control, but nobody has named a mistake, so we go on.",
            ],
            .sofar: ["So far: {0}.", "State of the work: {0}."],
            .finished: [
                "All steps are worked out; {0} = {1}.", "Nothing left to compute, {0} = {1}.",
                "From my side this is complete, with {0} = {1}.", "I have nothing to add: {0} = {1}.",
            ],
            .answer: ["All steps are done. The final answer is {0}.", "We are through. The final answer is {0}."],
            .noAnswer: [
                "The final answer is open, because {0} is unknown.",
                "We cannot close this: the final answer is open as long as {0} is unknown.",
            ],
            .plan: [
                "For step {0}, take {1} and {2}; that gives us {3}.",
                "Step {0} should lead us to {3}. The inputs are {1} and {2}.",
            ],
            .waiting: ["I have nothing to look at yet.", "No result on the table for me to look at."],
            .chat: [
                "Good progress, everyone. I like how carefully we are writing things down, and I think that step {0} is exactly the kind of problem where a calm head pays off. Let us keep the pace, keep the tone friendly, and remember that somebody out there is waiting for our answer.",
                "Let me add some colour to step {0}. When I was new at this I used to rush, and the best advice I ever got was to read the question twice. I have nothing to add to the figures themselves; they are in good hands. Onwards, and thank you all for the clear messages so far.",
                "I have been thinking about the people behind these figures: somebody has to carry all of that, after all. Step {0} brings us closer. I trust the colleagues who do the sums, and I am glad that we have a plan that everyone can follow from the first line to the last.",
            ],
            .lost: ["I do not see a problem here that I know how to work on."],
        ],
        separator: ", ",
        pairs: ["{0} = {1}", "{0}: {1}", "{0} at {1}"],
        connectors: [" = ", ": ", " at ", " is ", " are "].map { Array($0.utf8) },
        gap: " ")
}
