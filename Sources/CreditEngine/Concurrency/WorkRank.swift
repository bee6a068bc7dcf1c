/// Which work goes first where several wait for the same thing, such as the last of a budget.
public enum WorkRank {
    /// The rank of the work that this task does: the lowest goes first.
    ///
    /// `inOrder(_:width:mayBegin:make:consume:)` sets it to the place of the item, unless the work around it has a rank.
    @TaskLocal public static var current = Int.max
}
