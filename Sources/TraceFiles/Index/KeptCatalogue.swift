import CreditEngine
import Synchronization

extension Catalogue {
    /// Takes over what is kept of files that were not read yet, as long as no file before them has to be read.
    func recall(_ pending: inout IndexUpdate) {
        guard let cache = options.usableCache else { return }
        let (read, generation) = state.withLock { ($0.files.map { $0.position.identity != nil }, $0.generation) }
        for (place, file) in files.all.enumerated().prefix(read.count) where !read[place] {
            guard file.isNamed, let identity = try? file.identity(),
                let kept = cache.index(of: file.path, identity, file: place)
            else { return }
            let taken = state.withLock { state in
                guard state.generation == generation, state.files[place].position.identity == nil else { return false }
                state.take(kept, as: place)
                return true
            }
            guard taken else { return }
            pending.runs += kept.runs.map(\.entry)
            pending.badLines += kept.progress.reported
        }
    }

    /// Keeps the indexes of files that are settled now and were read in this session.
    func keepIndexes(_ generation: Int) {
        guard let cache = options.usableCache else { return }
        for (place, file) in files.all.enumerated() where file.isNamed {
            let index = state.withLock { state -> KeptIndex? in
                // Most files are small, and their runs are not gone through.
                guard state.generation == generation, state.files.indices.contains(place),
                    !state.files[place].isKept, cache.holds(state.files[place].position.identity),
                    KeptIndex.holds(state.files[place])
                else { return nil }
                state.files[place].isKept = true
                return KeptIndex(state.files[place], runs: state.runs.filter { $0.entry.file == place })
            }
            if let index { cache.keep(index, of: file.path) }
        }
    }
}

extension Catalogue.State {
    /// Takes over the runs of a file and how far it was read.
    fileprivate mutating func take(_ kept: KeptIndex, as place: Int) {
        var progress = kept.progress
        progress.isKept = true
        for run in kept.runs {
            runs.append(run)
            for key in [run.entry.id] + run.keys { progress.runs[key] = runs.count - 1 }
        }
        files[place] = progress
    }
}

extension ReadingOptions {
    /// The cache of indexes; `nil` when there is none, or when a person says something that an index depends on.
    fileprivate var usableCache: IndexCache? {
        var usual = self
        (usual.turnRule, usual.prompts, usual.kinds, usual.agentNames) = (nil, [:], [:], [:])
        (usual.workers, usual.blockSize) = (nil, LineBlock.size)
        (usual.indexFolder, usual.indexFloor) = (nil, ReadingOptions().indexFloor)
        guard usual == ReadingOptions(), let indexFolder else { return nil }
        return IndexCache(folder: indexFolder, floor: indexFloor)
    }
}
