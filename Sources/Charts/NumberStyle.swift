/// How the caller's language writes numbers. Charts know no language.
public struct NumberStyle: Sendable {
    /// A whole number.
    public var integer: @Sendable (Int) -> String
    /// A decimal number with a fixed number of places.
    public var decimal: @Sendable (_ value: Double, _ places: Int) -> String
    /// A share between 0 and 1 as a percentage with a fixed number of places.
    public var percent: @Sendable (_ share: Double, _ places: Int) -> String

    public init(
        integer: @escaping @Sendable (Int) -> String,
        decimal: @escaping @Sendable (_ value: Double, _ places: Int) -> String,
        percent: @escaping @Sendable (_ share: Double, _ places: Int) -> String
    ) {
        self.integer = integer
        self.decimal = decimal
        self.percent = percent
    }
}
