import CProcess

/// What becomes of memory that is freed.
package enum FreedMemory {
    /// Has it go back to the system soon, in a program that runs for hours.
    ///
    /// The C library keeps a heap for each of many threads and lets none shrink while anything lives at its end: in the
    /// inspector 6 MB of values held 130 MB, and more by the hour. Programs that end soon do without it.
    package static func goesBack() { ascribe_heap_bound() }
}
