/// The rules that divide enterprises into micro, small, medium and large.
public enum SizeRuleSet: String, Sendable, Hashable, Codable, CaseIterable {
    /// Law 20/2008 Art 6: net assets **or** yearly sales.
    case law20of2008 = "uu-20-2008"
    /// Government Regulation 7/2021 Art 35: capital for a new enterprise, yearly sales for a running one.
    case regulation7of2021 = "pp-7-2021"

    /// The name on documents: `UU 20/2008`.
    public var title: String {
        switch self {
        case .law20of2008: "UU 20/2008"
        case .regulation7of2021: "PP 7/2021"
        }
    }

    /// The first day on which the rules were in force.
    public var validFrom: CalendarDate? {
        switch self {
        case .law20of2008: CalendarDate(year: 2008, month: 7, day: 4)
        case .regulation7of2021: CalendarDate(year: 2021, month: 2, day: 2)
        }
    }

    /// The greatest capital of micro, small and medium enterprises, land and buildings not counted.
    public var capitalLimits: [Rupiah] {
        switch self {
        case .law20of2008: [50_000_000, 500_000_000, 10_000_000_000].map(Rupiah.init)
        case .regulation7of2021: [1_000_000_000, 5_000_000_000, 10_000_000_000].map(Rupiah.init)
        }
    }

    /// The greatest yearly sales of micro, small and medium enterprises.
    public var salesLimits: [Rupiah] {
        switch self {
        case .law20of2008: [300_000_000, 2_500_000_000, 50_000_000_000].map(Rupiah.init)
        case .regulation7of2021: [2_000_000_000, 15_000_000_000, 50_000_000_000].map(Rupiah.init)
        }
    }

    /// The class of an enterprise.
    ///
    /// - Parameters:
    ///   - capital: business capital (net assets in the law of 2008) without land and buildings, if known.
    ///   - yearlySales: sales of one year, if known.
    ///   - isNew: whether the enterprise is just being founded; only the regulation of 2021 asks.
    public func classify(capital: Rupiah?, yearlySales: Rupiah?, isNew: Bool = false) -> SizeFinding {
        let byCapital = capital.flatMap { Self.place($0, capitalLimits) }
        let bySales = yearlySales.flatMap { Self.place($0, salesLimits) }
        let sizeClass: SizeClass? =
            switch self {
            case .law20of2008:
                // Two answers are two answers: which one counts is for a person to say.
                byCapital == bySales || bySales == nil ? byCapital : (byCapital == nil ? bySales : nil)
            case .regulation7of2021: isNew ? byCapital : bySales
            }
        return SizeFinding(rules: self, byCapital: byCapital, bySales: bySales, sizeClass: sizeClass)
    }

    private static func place(_ amount: Rupiah, _ limits: [Rupiah]) -> SizeClass? {
        guard amount >= Rupiah(0) else { return nil }
        let above = limits.count { amount > $0 }
        return SizeClass.allCases[above]
    }
}
