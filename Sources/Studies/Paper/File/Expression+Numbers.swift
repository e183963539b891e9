import Foundation

extension Expression {
    /// The value of an arithmetic expression of named numbers; nil where a name is missing or the result is no number.
    func value(_ numbers: [String: Double]) -> Double? {
        let value: Double? =
            switch self {
            case .number(let value): value
            case .column(let name): numbers[name]
            case .negated(let inner): inner.value(numbers).map { -$0 }
            case .root(let inner): inner.value(numbers).map { $0.squareRoot() }
            case .arithmetic(let sign, let a, let b):
                if let first = a.value(numbers), let second = b.value(numbers) {
                    sign.applied(first, second)
                } else {
                    nil
                }
            case .text, .not, .and, .or, .compare, .holds: nil
            }
        return value.flatMap { $0.isFinite ? $0 : nil }
    }
}
