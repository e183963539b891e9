/// A line figure as data: curves over the unit square, such as Lorenz and concentration curves.
public struct StudyFigure: Sendable {
    /// What a curve is, so that a document can draw it in a constant way.
    public enum Role: String, Sendable {
        /// The line of perfect equality.
        case equality
        /// The Lorenz curve of the ranking variable.
        case lorenz
        /// The concentration curve of the benefit.
        case concentration
        /// The curve as the publication drew it.
        case published
    }

    /// A point of a curve: cumulative share of units (x) and of the quantity (y), both 0…1.
    public struct Point: Sendable, Hashable {
        public var x: Double
        public var y: Double

        public init(_ x: Double, _ y: Double) {
            self.x = x
            self.y = y
        }
    }

    /// One curve, from (0, 0) to (1, 1).
    public struct Curve: Sendable {
        public var role: Role
        public var name: LocalText
        public var points: [Point]
        /// The band that holds the whole curve at the study's level; empty where there is none.
        public var band: [Band] = []
    }

    /// The band of a curve at one share of units.
    public struct Band: Sendable, Hashable {
        public var x: Double
        public var low: Double
        public var high: Double
    }

    public var name: String
    public var caption: LocalText
    /// One sentence that says what the figure shows, for those who cannot see it.
    public var description: LocalText
    public var xLabel: LocalText
    public var yLabel: LocalText
    public var curves: [Curve]
}
