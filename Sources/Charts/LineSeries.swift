/// One line of a figure; a missing value leaves a gap.
public struct LineSeries: Sendable, Hashable {
    public var label: String
    /// One value for each place or period of the figure.
    public var values: [Double?]

    public init(label: String, values: [Double?]) {
        self.label = label
        self.values = values
    }
}
