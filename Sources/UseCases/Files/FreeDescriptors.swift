import Foundation

/// The open files that this process may still have.
package enum FreeDescriptors {
    /// Open files that one job takes at most: the pipes of a model, a runner and an evaluator, and a connection.
    private static let perJob = 16
    /// Open files that everything else takes: the store, traces, the log, signals.
    private static let reserve = 24

    /// Runs or replays under way at once when nobody says a number: at most so many.
    package static let usualJobs = 8

    /// Files without which nothing can be started at all.
    private static let least = 10

    /// As many jobs as are asked for, or as the open files at hand allow; 0 when there are too few for any.
    ///
    /// The process's own limit is raised towards the system's first.
    package static func jobs(_ wanted: Int) -> Int {
        let needed = reserve + wanted * perJob
        guard let free = free(needed: needed) else { return wanted }
        return free < least ? 0 : max(1, min(wanted, (free - reserve) / perJob))
    }

    /// How many files may still be opened; `nil` when the system does not say.
    private static func free(needed: Int) -> Int? {
        var limit = rlimit()
        #if os(Linux)
            let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        #else
            let files = RLIMIT_NOFILE
        #endif
        guard getrlimit(files, &limit) == 0 else { return nil }
        let open = openCount
        let wanted = rlim_t(needed + open)
        if limit.rlim_cur < wanted, limit.rlim_cur < limit.rlim_max {
            var raised = limit
            raised.rlim_cur = min(wanted, limit.rlim_max)
            if setrlimit(files, &raised) == 0 { limit = raised }
        }
        return Int(min(limit.rlim_cur, rlim_t(Int32.max))) - open
    }

    /// The files that are open now.
    private static var openCount: Int {
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd"))?.count ?? reserve
    }
}
