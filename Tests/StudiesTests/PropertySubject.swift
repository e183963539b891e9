public import Studies
import Testing

/// An estimator put to the properties: its options, how its fields change with the unit, and what does not apply to it.
struct PropertySubject: Sendable, CustomTestStringConvertible {
    typealias Property = PropertySample.Property

    let method: String
    /// Options by the factor that money is multiplied with, and by whether codes are renamed.
    private let fixed: [String: JSON]
    /// Options that are amounts of money.
    private let amounts: [String: [Double?]]
    /// Fields that are amounts of money.
    let money: Set<String>
    /// Fields that follow the scale of the weights.
    let totals: Set<String>
    /// Fields that follow the number of rows: twice as large when every row stands twice.
    let counts: Set<String>
    /// Fields that are not the same when rows are copied, such as errors with n − 1 in them.
    let perRow: Set<String>
    /// What does not apply, and why.
    let exempt: [Property: String]

    var testDescription: String { method + " " + (fixed.keys.sorted().map { "\($0)=\(fixed[$0] ?? .null)" }.joined()) }

    init(
        _ method: String, _ options: [String: JSON], amounts: [String: [Double?]] = [:], money: Set<String> = [],
        totals: Set<String> = [], counts: Set<String> = ["n", "n_used", "count"], perRow: Set<String> = [],
        exempt: [Property: String] = [:]
    ) {
        self.method = method
        fixed = options
        self.amounts = amounts
        self.money = money
        self.totals = totals
        self.counts = counts
        self.perRow = perRow
        var exempt = exempt
        if options["weight"] == nil, options["cell_pop"] == nil {
            exempt[.weightScale] = "takes no weights"
            exempt[.zeroWeights] = "takes no weights"
        }
        self.exempt = exempt
    }

    /// The options for the changed table.
    func options(_ property: Property?, factor: Double) -> JSON {
        var options = fixed
        for (key, values) in amounts {
            let scaled = values.map { value in
                value.map { JSON.number(property == .unit ? $0 * factor : $0) } ?? .null
            }
            options[key] = scaled.count == 1 ? scaled[0] : .array(scaled)
        }
        if property == .labels, let first = options["first"]?.text {
            options["first"] = .string(PropertySample.renamed(first))
        }
        return .object(options)
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral,
    ExpressibleByUnicodeScalarLiteral, ExpressibleByExtendedGraphemeClusterLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int) { self = .integer(value) }
    public init(floatLiteral value: Double) { self = .number(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(Dictionary(elements) { first, _ in first })
    }
}
