/// A way to move a selection or to scroll.
enum Movement: Sendable, Hashable {
    case up, down, left, right, first, last, leftmost, rightmost, pageUp, pageDown, halfUp, halfDown
}
