/// The planted effect sizes, in one place.
///
/// Written down before the engine is measured on them and frozen from then on (Method §7). Defaults: a culprit message
/// takes .5 off the expected success (localisation), and the known good edit adds .35 to a success rate of .5 (repair).
public struct EffectSizes: Sendable, Hashable {
    /// The chance that a hurried role errs at a trap: its prompt says to pass things on without checking.
    public var hurried: Double
    /// The chance that a role errs at a trap when its prompt says nothing about care.
    public var plain: Double
    /// The chance that a role errs at a trap when its prompt tells it to verify or recompute.
    public var careful: Double
    /// What a rule to estimate or round adds to any of these: the harmful edit.
    public var estimating: Double
    /// The chance that a reviewer told to recompute, and to be quick about it, overlooks an error.
    public var glancing: Double
    /// The chance that a reviewer told to recompute overlooks an error.
    public var overlooking: Double
    /// The chance that a summing-up told to be quick misquotes the remainder it was just given.
    public var misquoting: Double
    /// The same chance when its prompt tells it to double-check.
    public var misquotingCareful: Double
    /// The share of problems that no team can be scored as solving.
    public var outside: Double
    /// The success rate of the team as planted.
    public var base: Double
    /// The success rate after the known good edit; equal to `base` where there is none.
    public var edited: Double

    /// No fault at all; every suite says what it changes.
    private static let sound = EffectSizes(
        hurried: 0, plain: 0, careful: 0, estimating: 0, glancing: 0, overlooking: 0, misquoting: 0,
        misquotingCareful: 0, outside: 0, base: 1, edited: 1)

    /// One role errs at one trap: success .5, and .85 after the edit; keeping the culprit's message costs .5.
    public static let single: EffectSizes = {
        var sizes = sound
        sizes.hurried = 0.5
        sizes.plain = 0.325
        sizes.careful = 0.15
        sizes.estimating = 0.15
        sizes.overlooking = 0.15
        sizes.glancing = 0.5
        sizes.base = 0.5
        sizes.edited = 0.85
        return sizes
    }()

    /// A solver errs and a reviewer overlooks it, .7 each: success .51, and .895 after the edit of either.
    public static let both: EffectSizes = {
        var sizes = single
        sizes.hurried = 0.7
        sizes.plain = 0.425
        sizes.glancing = 0.7
        sizes.base = 0.51
        sizes.edited = 0.895
        return sizes
    }()

    /// Two roles err at two traps, .5 each, and either is enough: success .25, and .425 after the edit of one.
    ///
    /// Two wrong values now and then cancel out, which adds about .01 to the rate as it is found.
    public static let either: EffectSizes = {
        var sizes = single
        sizes.base = 0.25
        sizes.edited = 0.425
        return sizes
    }()

    /// The summing-up misquotes: success .5, and .85 after the edit.
    public static let summary: EffectSizes = {
        var sizes = sound
        sizes.misquoting = 0.5
        sizes.misquotingCareful = 0.15
        sizes.base = 0.5
        sizes.edited = 0.85
        return sizes
    }()

    /// Nobody errs; half of the problems are unanswerable or carry a wrong reference.
    public static let outsideOnly: EffectSizes = {
        var sizes = sound
        sizes.outside = 0.5
        sizes.base = 0.5
        sizes.edited = 0.5
        return sizes
    }()
}
