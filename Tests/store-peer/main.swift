import CreditEngine
import CreditStore
import Foundation

// The other process of the store's tests: it writes until it is killed, holds the lease, or fills the disk.
// Every line it prints stands for something that was acknowledged before.

let words = CommandLine.arguments.dropFirst()
guard let mode = words.first, let folder = words.dropFirst().first else {
    say("usage: store-peer samples|decisions|hold|take|fill|keep|measure FOLDER [BYTES or USER]")
    exit(64)
}
do {
    switch mode {
    case "samples": try await writeSamples(Store(folder: folder))
    case "decisions": try await decide(Store(folder: folder))
    case "hold": try await hold(Store(folder: folder))
    case "take": try await takeItem(Store(folder: folder), for: words.dropFirst(2).first ?? "ann")
    case "fill": try await fill(folder, limit: words.dropFirst(2).first.flatMap { UInt($0) } ?? 200_000)
    case "keep": try await keep(folder, asUser: words.dropFirst(2).first.flatMap { UInt32($0) })
    case "measure": try await measure(Store(folder: folder))
    default: exit(64)
    }
} catch {
    say("error: \(error)")
    exit(3)
}
