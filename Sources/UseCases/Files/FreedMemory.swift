import CProcess

/// What becomes of memory that is freed.
package enum FreedMemory {
    /// Has what one thread frees serve all of them, in a program that may run for hours; before any thread is started.
    ///
    /// The C library keeps a heap for each of many threads, and what is free in one is of no use to another: in the
    /// inspector 6 MB of values held 130 MB, and more by the hour.
    package static func isShared() { ascribe_heap_one() }

    /// Has it go back to the system, for as long as the program runs: every ten seconds the free pages within the heap.
    ///
    /// Programs that end soon do without it.
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
