public import CreditEngine

/// What the program wants done outside of itself.
///
/// One runner carries effects out and posts events back.
public enum Effect: Sendable, Equatable {
    /// Read the files again from the start.
    case reload
    /// Follow growing files, or stop following.
    case follow(Bool)
    /// Open a run for reading; `Event.opened` brings it, then `Event.notes` what was noted in it. The latest request
    /// wins.
    case open(run: RunIndex, generation: Int)
    /// Read two runs and compare them; `Event.compared` brings the comparison. The latest request wins.
    case compare(left: RunIndex, right: RunIndex, generation: Int)
    /// Score these runs first: they are on the screen.
    case scoreFirst([RunIndex])
    /// Score everything anew by this temporal metric.
    case use(TemporalMetric)
    /// Search message text in all runs for each of some words; none stops the search.
    case find([String])
    /// Read one bad line for showing.
    case showLine(BadLine)
    /// Keep a setting in the person's configuration: its key there, and its value.
    case keep(key: String, value: String)
    /// Keep words that were written by hand in a file (`WrittenWords.path`).
    case keepWords(String, path: String)
    /// Copy text to the clipboard.
    case copy(String)
    /// Write a snapshot of the frame to a file.
    case snapshot(String)
    /// Give the terminal back to the shell until continued.
    case suspend
    /// Draw everything anew.
    case redraw
    /// Let the terminal report the mouse, or stop it.
    case mouse(Bool)
    /// Post `Event.step` back after what is already waiting: there is more work of the program's own to do.
    case step
    /// Start replays in the background; `Event.job` tells how they go.
    case startJob(ReplayOrder)
    /// Draft the team of a run from its file into a folder, and replay with it from then on; `Event.drafted` answers.
    case draftTeam(run: RunIndex, folder: String)
    /// Stop a job; what is finished is kept.
    case stopJob(JobID)
    /// Pause a job after what is under way, or let it go on.
    case pauseJob(JobID, Bool)
    /// Let the person edit words in their editor; `Event.edited` brings them back.
    case edit(String, EditSubject)
    /// Start a critique, a proposal or a validation in the background; `Event.review` tells how it goes.
    case startReview(ReviewOrder)
    /// Keep a note on a message of a run, or remove it when it has no words; `Event.notes` answers.
    case keepNote(Note, run: RunKey)
    /// Read the queue of proposals; `Event.queue` brings it.
    case loadQueue
    /// Carry out what a person decided; `Event.decided` and `Event.queue` answer.
    case decide(ReviewDecision)
    /// Put the person's own words in a proposal's place in the queue; `Event.queue` answers.
    case revise(proposal: String, text: String)
    /// Open the run of a validation under the proposed text; `Event.rollout` brings it.
    case openRollout(proposal: String, problem: String, replay: UInt64)
    /// Say what an export of a team's approved prompts would write; `Event.exportPlanned` brings it.
    case planExport(team: String, folder: String)
    /// Write what was planned; `Event.noticed` says what came of it.
    case export(ExportPlan)
    /// Do something with the review queue and take the next of its items; `Event.labelled` brings it.
    case label(LabelAction, LabelChoice)
    /// End the program.
    case quit
}

/// What the words in the person's editor are.
public enum EditSubject: Sendable, Hashable {
    /// The words of a cell of a run.
    case message(Cell, run: String)
    /// The text that a proposal puts in a prompt's place.
    case proposal(String)
}
