/// One key as the program sees it, whatever terminal sent it.
public enum Key: Sendable, Hashable {
    /// A printable character, one grapheme.
    case character(Character)
    /// Control with a letter, `a`…`z`.
    case control(Character)
    /// Enter.
    case enter
    /// Escape.
    case escape
    /// Tab, and Shift-Tab.
    case tab, backTab
    /// Backspace and Delete.
    case backspace, delete
    /// Arrows.
    case up, down, left, right
    /// Home, End, Page Up, Page Down.
    case home, end, pageUp, pageDown
    /// A function key, from 1.
    case function(Int)
}
