/// What point and comma mean in the numbers of one column or series.
public struct PointMeaning: Sendable, Hashable {
    public enum Use: String, Sendable, Hashable, Codable {
        /// Separates thousands.
        case group
        /// Separates the decimals.
        case decimal
        /// No evidence.
        case open
        /// The cells contradict each other.
        case mixed
    }

    public var point: Use
    public var comma: Use

    public init(point: Use, comma: Use) {
        self.point = point
        self.comma = comma
    }

    subscript(sign: NumberShape.Sign) -> Use { sign == .point ? point : comma }
}
