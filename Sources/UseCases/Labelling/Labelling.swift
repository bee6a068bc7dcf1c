import CreditEngine
package import CreditStore
import Foundation
import TraceFiles

/// The queue of runs that people label: given out one by one, labelled, taken back.
package struct Labelling: Sendable {
    let store: Store

    /// Seconds for which an item is kept from others.
    package static let seconds = 1_800

    /// The queue of a store; throws `StoreError`.
    package init(folder: String?, _ permit: Permit) throws {
        store = try Store(folder: folder ?? Store.defaultFolder())
    }

    /// The queue of a store, for looking at it; throws `StoreError`, also when there is no store.
    package init(reading folder: String?) throws {
        store = try Store(folder: folder ?? Store.defaultFolder(), access: .readOnly)
    }

    /// The queue of an open store.
    package init(_ store: Store, _ permit: Permit) { self.store = store }

    /// All items, those first of which a label tells most.
    package func items() async throws -> [LabelItem] { try await store.labelItems() }

    /// The next item for a person; `nil` when nothing is left.
    package func next(for who: String, isSecond: Bool, skipped: Set<Int64> = []) async throws -> LabelItem? {
        try await store.takeLabelItem(for: who, seconds: Self.seconds, isSecond: isSecond, skipped: skipped)
    }

    /// Labels the item that a person has in hand, or a named one; answers its number.
    ///
    /// Throws `VerdictError` and `StoreError`.
    /// - Parameter isSecond: keeps the label beside those of others; without it an item that another person has labelled
    ///   is refused.
    package func label(
        _ number: Int64?, by who: String, _ verdict: RunVerdict, isSecond: Bool = false
    ) async throws -> Int64 {
        let items = try await items()
        let found = items.first { item in number.map { $0 == item.number } ?? (item.holder == who) }
        guard let item = found else {
            throw number.map { StoreError.noSuchItem($0) as any Error } ?? VerdictError.noneInHand
        }
        if let trace = item.trace { try verdict.check(against: trace) }
        return try await label(item, by: who, verdict, isSecond: isSecond)
    }

    private func label(
        _ item: LabelItem, by who: String, _ verdict: RunVerdict, isSecond: Bool
    ) async throws -> Int64 {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let text = String(decoding: try encoder.encode(verdict), as: UTF8.self)
        _ = try await store.label(item.number, by: who, as: text, isSecond: isSecond)
        return item.number
    }

    /// Takes a person's last label back; `nil` when there is none.
    package func undo(by who: String) async throws -> LabelItem? {
        try await store.undoLabel(by: who, seconds: Self.seconds)
    }

    /// Takes over the labels of a file, scores of Langfuse or Label Studio's export; answers as `take(_:)` does.
    ///
    /// Throws `TraceFileError` when it is neither.
    package func take(file path: String) async throws -> (Int, [String]) {
        guard let data = FileManager.default.contents(atPath: path),
            let scores = LangfuseScores.labels(in: data, try await items())
        else { return try await take(LabelStudio.labels(at: path)) }
        let (taken, refused) = try await take(scores.labels)
        return (taken, scores.refused + refused)
    }

    /// Takes over labels from elsewhere; answers how many, and why others were not taken, one sentence each.
    package func take(_ labels: [(item: Int64, who: String, verdict: RunVerdict)]) async throws -> (Int, [String]) {
        let items = Dictionary(try await items().map { ($0.number, $0) }) { first, _ in first }
        var (taken, refused): (Int, [String]) = (0, [])
        for label in labels {
            do {
                guard let item = items[label.item] else { throw StoreError.noSuchItem(label.item) }
                if let trace = item.trace { try label.verdict.check(against: trace) }
                // What was taken before is not taken again.
                guard !item.verdicts.contains(where: { $0 == (label.who, label.verdict) }) else { continue }
                _ = try await self.label(item, by: label.who, label.verdict, isSecond: true)
                taken += 1
            } catch {
                refused.append("item \(label.item): \(error)")
            }
        }
        return (taken, refused)
    }
}
