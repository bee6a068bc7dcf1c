public import CreditEngine

/// What the program wants done outside of itself.
///
/// One runner carries effects out and posts events back.
public enum Effect: Sendable, Equatable {
    /// Read the files again from the start.
    case reload
    /// Follow growing files, or stop following.
    case follow(Bool)
    /// Open a run for reading; the latest request wins.
    case open(run: RunIndex, generation: Int)
    /// Score these runs first: they are on the screen.
    case scoreFirst([RunIndex])
    /// Score everything anew by this temporal metric.
    case use(TemporalMetric)
    /// Search message text in all runs; an empty text stops the search.
    case find(String)
    /// Read one bad line for showing.
    case showLine(BadLine)
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
    /// Stop a job; what is finished is kept.
    case stopJob(JobID)
    /// Pause a job after what is under way, or let it go on.
    case pauseJob(JobID, Bool)
    /// Let the person edit a cell's words in their editor; `Event.edited` brings them back.
    case edit(String, cell: Cell, run: String)
    /// End the program.
    case quit
}
