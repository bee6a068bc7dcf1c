/// Where the keyboard is: a screen, or one of its panes.
///
/// Every screen declares its own places.
struct Place: Sendable, Hashable {
    /// Its name in sentences (`the grid`); unique.
    let name: String

    init(_ name: String) { self.name = name }
}
