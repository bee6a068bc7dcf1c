/// A regular expression whose search takes time in proportion to text × pattern, whatever both are.
///
/// Offered: `.` (all but a newline), `[a-z]`, `[^…]`, `\d \w \s` and their capitals (ASCII), groups, `|`, `* + ? {n,m}`,
/// `^` and `$` for the start and end of the text. Not offered, because no bound would hold: references back and looking
/// around. Texts are compared scalar by scalar.
///
/// Source: K. Thompson, Regular Expression Search Algorithm, 1968: all alternatives are followed at once.
public struct BoundedPattern: Sendable, Equatable {
    /// The most steps of a pattern.
    public static let stepLimit = 2_000

    /// The pattern as it was given.
    public let pattern: String
    private let steps: [Step]
    private let start: Int

    private enum Step: Sendable {
        case found
        case both(Int, Int)
        case one(ScalarSet, Int)
        case textStart(Int)
        case textEnd(Int)
    }

    /// Reads a pattern; throws `PatternError`.
    public init(_ pattern: String) throws {
        self.pattern = pattern
        var reader = PatternReader(pattern)
        let part = try reader.read()
        var steps: [Step] = [.found]
        start = try Self.add(part, before: 0, to: &steps, pattern: pattern)
        self.steps = steps
    }

    /// Equal patterns are equal.
    public static func == (a: BoundedPattern, b: BoundedPattern) -> Bool {
        a.pattern.utf8.elementsEqual(b.pattern.utf8)
    }

    /// Whether the pattern occurs in a text.
    public func occurs(in text: String) -> Bool {
        var current: [Int] = []
        var following: [Int] = []
        var visited = [Int](repeating: -1, count: steps.count)
        var place = 0
        var scalars = text.unicodeScalars.makeIterator()
        var scalar = scalars.next()
        while true {
            enter(start, place, atEnd: scalar == nil, &current, &visited)
            if visited[0] == place { return true }
            guard let here = scalar else { return false }
            scalar = scalars.next()
            place += 1
            following.removeAll(keepingCapacity: true)
            for step in current {
                guard case .one(let set, let next) = steps[step], set.contains(here.value) else { continue }
                enter(next, place, atEnd: scalar == nil, &following, &visited)
            }
            swap(&current, &following)
        }
    }

    /// Adds a step, and all that can be reached from it without reading, to those that wait at a place.
    private func enter(_ step: Int, _ place: Int, atEnd: Bool, _ waiting: inout [Int], _ visited: inout [Int]) {
        var open = [step]
        while let step = open.popLast() {
            guard visited[step] != place else { continue }
            visited[step] = place
            switch steps[step] {
            case .found: break
            case .one: waiting.append(step)
            case .both(let a, let b): open += [a, b]
            case .textStart(let next): if place == 0 { open.append(next) }
            case .textEnd(let next): if atEnd { open.append(next) }
            }
        }
    }

    /// Adds the steps of a part that goes on at `next`; gives the first of them.
    private static func add(
        _ part: PatternPart, before next: Int, to steps: inout [Step], pattern: String
    ) throws -> Int {
        func append(_ step: Step) throws -> Int {
            guard steps.count < stepLimit else { throw PatternError.tooLarge(pattern: pattern) }
            steps.append(step)
            return steps.count - 1
        }
        switch part {
        case .scalars(let set): return try append(.one(set, next))
        case .textStart: return try append(.textStart(next))
        case .textEnd: return try append(.textEnd(next))
        case .sequence(let parts):
            return try parts.reversed().reduce(next) { try add($1, before: $0, to: &steps, pattern: pattern) }
        case .either(let parts):
            var first = try add(parts[parts.count - 1], before: next, to: &steps, pattern: pattern)
            for part in parts.dropLast().reversed() {
                let other = try add(part, before: next, to: &steps, pattern: pattern)
                first = try append(.both(other, first))
            }
            return first
        case .repeated(let part, let from, let to):
            var first = next
            if let to {
                for _ in from..<to {
                    let again = try add(part, before: first, to: &steps, pattern: pattern)
                    first = try append(.both(again, next))
                }
            } else {
                let loop = try append(.both(next, next))
                steps[loop] = .both(try add(part, before: loop, to: &steps, pattern: pattern), next)
                first = loop
            }
            for _ in 0..<from { first = try add(part, before: first, to: &steps, pattern: pattern) }
            return first
        }
    }
}
