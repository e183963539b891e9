/// What is wrong with a list of classes as printed: values that no class takes, and values that two take.
public struct ClassBands: Sendable, Hashable {
    /// Two neighbouring classes, by their positions in ascending order, and the values between their limits.
    public struct Fault: Sendable, Hashable {
        /// Position of the lower class in ``ClassBands/bands``.
        public let lower: Int
        /// Position of the higher class.
        public let upper: Int
        /// Where the hole or overlap begins.
        public let from: Double
        /// Where it ends.
        public let to: Double
    }

    /// The classes in ascending order.
    public let bands: [EffectivenessClasses.Band]
    /// The step between possible values: 1 for whole numbers, 0 where values may lie anywhere.
    public let step: Double

    /// Sorts the classes by their limits; a negative step counts as 0.
    public init(_ bands: [EffectivenessClasses.Band], step: Double = 0) {
        self.bands = bands.sorted { ($0.lower, $0.upper) < ($1.lower, $1.upper) }
        self.step = max(0, step)
    }

    /// Values between two classes that belong to neither.
    public var holes: [Fault] {
        faults { below, above in
            guard above.lower.isFinite, below.upper.isFinite else { return false }
            let gap = above.lower - below.upper
            if gap < 0 { return false }
            if gap == 0 { return !below.includesUpper && !above.includesLower }
            // With a step, the next possible value above one class may be the first of the other.
            let isNext = step > 0 && gap <= step * (1 + 1e-9)
            return !(isNext && below.includesUpper && above.includesLower)
        }
    }

    /// Values that belong to two classes.
    public var overlaps: [Fault] {
        var found: [Fault] = []
        for (index, below) in bands.enumerated() {
            for other in bands.indices.dropFirst(index + 1) {
                let above = bands[other]
                let end = min(below.upper, above.upper)
                let touches = above.lower == end && below.holds(end) && above.holds(end)
                let isOpen = above.lower < end && !isEmpty(above.lower, end, below, above)
                guard isOpen || touches else { continue }
                found.append(Fault(lower: index, upper: other, from: above.lower, to: end))
            }
        }
        return found
    }

    /// The common width of all classes with two limits, where they have one: the distance between upper limits.
    public var equalWidth: Double? {
        let limits = bands.map(\.upper).filter(\.isFinite)
        guard limits.count > 2, let first = bands.first, first.lower.isFinite else { return nil }
        let widths = zip(limits, limits.dropFirst()).map { $1 - $0 }
        let width = widths[0]
        let slack = max(step, 1e-9 * width)
        guard width > 0, widths.allSatisfy({ ($0 - width).magnitude <= slack }),
            (limits[0] - first.lower - width).magnitude <= slack
        else { return nil }
        return width
    }

    /// Whether two open ends leave no possible value between them.
    private func isEmpty(
        _ from: Double, _ to: Double, _ below: EffectivenessClasses.Band, _ above: EffectivenessClasses.Band
    ) -> Bool {
        step > 0 && to - from <= step * (1 + 1e-9) && !above.includesLower && !below.includesUpper
    }

    private func faults(_ isFault: (EffectivenessClasses.Band, EffectivenessClasses.Band) -> Bool) -> [Fault] {
        zip(bands.indices, bands.indices.dropFirst()).compactMap { lower, upper in
            let (below, above) = (bands[lower], bands[upper])
            return isFault(below, above)
                ? Fault(lower: lower, upper: upper, from: below.upper, to: above.lower) : nil
        }
    }
}
