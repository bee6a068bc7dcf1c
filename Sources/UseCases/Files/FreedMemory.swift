import CProcess

/// What becomes of memory that is freed.
package enum FreedMemory {
    /// Has it go back to the system, in a program that runs for hours, for as long as the program runs.
    ///
    /// The C library keeps a heap for each of many threads and lets none shrink while anything lives at its end: in the
    /// inspector 6 MB of values held 130 MB, and more by the hour. Two heaps are left, and every ten seconds the free pages
    /// within them go back. Programs that end soon do without it.
    package static func goesBack() {
        ascribe_heap_bound()
        Task.detached(priority: .utility) {
            while true {
                try await Task.sleep(for: .seconds(10))
                ascribe_heap_trim()
            }
        }
    }
}
