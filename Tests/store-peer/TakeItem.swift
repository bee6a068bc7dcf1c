import CreditStore
import Foundation

/// Takes an item of the review queue for a person, prints its number, and works on it until the input ends.
func takeItem(_ store: Store, for who: String) async throws {
    guard let item = try await store.takeLabelItem(for: who, seconds: 600) else { return say("nothing") }
    say("\(item.number)")
    while readLine() != nil {}
    _ = try await store.label(item.number, by: who, as: "{}")
    say("labelled")
}
