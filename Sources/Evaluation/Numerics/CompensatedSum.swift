/// A running sum that keeps the low-order bits (Neumaier 1974): the result does not depend on the order of the terms
/// in any digit that matters, so that no estimate depends on the order of the rows.
struct CompensatedSum {
    private var sum = 0.0
    private var lost = 0.0

    var value: Double { sum + lost }

    mutating func add(_ term: Double) {
        let next = sum + term
        lost += sum.magnitude >= term.magnitude ? (sum - next) + term : (term - next) + sum
        sum = next
    }

    static func of(_ terms: some Sequence<Double>) -> Double {
        var sum = CompensatedSum()
        for term in terms { sum.add(term) }
        return sum.value
    }
}
