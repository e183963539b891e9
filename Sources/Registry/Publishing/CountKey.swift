public import Store

/// What a published count counts.
public struct CountKey: Sendable, Hashable, Comparable {
    /// `listed` (people on lists), `proposed`, … `returned` (people as reported), `profiles` (businesses that were asked),
    /// `needs`, `referrals`.
    public var measure: String
    /// A programme's code, or ``FigureRecord/allProgrammes``.
    public var programme: String
    public var region: String
    /// Whether it is what the region holds beyond its parts: not broken down, or lacking a part's name.
    public var isRemainder: Bool
    /// `total`, `sex`, `age`, `sector`, `decileGroup`, `decile`, `period`; of profiles `taxNumber`, `records`, `cash`,
    /// `turnover`, `change`; of needs `kind`, `state`, `kindState` (`K1/served`), `met`; of referrals `state`.
    public var breakdown: String
    /// Empty for the total, `-` where it is not known.
    public var category: String

    public init(
        _ measure: String, programme: String = FigureRecord.allProgrammes, region: String, isRemainder: Bool = false,
        breakdown: String = FigureRecord.total, category: String = ""
    ) {
        self.measure = measure
        self.programme = programme
        self.region = region
        self.isRemainder = isRemainder
        self.breakdown = breakdown
        self.category = category
    }

    private var order: (String, String, String) { (measure, programme, region) }

    public static func < (left: CountKey, right: CountKey) -> Bool {
        if left.order != right.order { return left.order < right.order }
        if left.isRemainder != right.isRemainder { return right.isRemainder }
        return (left.breakdown, CategoryOrder(left.category)) < (right.breakdown, CategoryOrder(right.category))
    }
}

/// Categories in reading order: numbers by their size, what is not known last.
public struct CategoryOrder: Sendable, Hashable, Comparable {
    private let isUnknown: Bool
    private let number: Int
    private let text: String

    public init(_ category: String) {
        isUnknown = category == "-"
        number = Int(category.prefix { $0.isNumber }) ?? 0
        text = category
    }

    public static func < (left: CategoryOrder, right: CategoryOrder) -> Bool {
        (left.isUnknown ? 1 : 0, left.number, left.text) < (right.isUnknown ? 1 : 0, right.number, right.text)
    }
}
