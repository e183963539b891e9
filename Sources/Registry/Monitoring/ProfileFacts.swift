import Store

/// What is known of a business and its owner on a day.
public struct BusinessProfile: Sendable, Hashable, Codable {
    public var nik: String
    /// `yyyy-mm-dd`.
    public var date: String
    public var region: String
    public var institution: String?
    public var origin: String?
    public var sector: String?
    public var sizeClass: String?
    public var ageMonths: Int?
    public var legalForm: String?
    public var bookkeeping: Bool?
    public var market: String?
    public var taxNumber: Bool?
    public var businessNumber: Bool?
    /// Days for which the cash at hand lasts.
    public var cashDays: Int?
    /// Rupiah of a month.
    public var turnover: Int64?
    public var workers: Int?
    /// Welfare decile, 1 the poorest.
    public var decile: Int?
    public var disabled: Bool?
    public var migrantFamily: Bool?
    /// The programme that gave money, and what most of it was used for, such as `equipment` or `household`.
    public var fundsFrom: String?
    public var fundsUse: String?
}

/// The profiles of all owners, to be asked for what was known by the end of a year.
struct ProfileFacts: Sendable {
    /// By identity number, the oldest first.
    let series: [String: [BusinessProfile]]

    init(_ ledger: LedgerQueries) throws {
        let profiles = try ledger.current(.init("profile")).compactMap {
            LedgerJSON.value(BusinessProfile.self, $0.document)
        }
        series = Dictionary(grouping: profiles, by: \.nik).mapValues { $0.sorted { $0.date < $1.date } }
    }

    /// The newest profile by the end of a year; nil where there was none yet.
    func facts(of nik: String, year: Int) -> BusinessProfile? {
        series[nik]?.last { $0.date <= "\(year)-12-31" }
    }

    /// Counts what profiles say by region, for each year of the owners who were asked in it, by their newest answer.
    /// Those of earlier years are in the figures of those years: counted again they would let a reader of two editions
    /// take the difference.
    ///
    /// - Parameter lowCash: a reserve of fewer days is a low one.
    func count(into cube: inout FigureCube, lowCash: Int) {
        let years = Set(series.values.flatMap { $0 }.compactMap { Int($0.date.prefix(4)) }).sorted()
        for year in years {
            for profiles in series.values {
                let own = profiles.filter { $0.date <= "\(year)-12-31" }
                guard let last = own.last, last.date.hasPrefix(String(year)) else { continue }
                let measures = Self.measures(own, last, lowCash: lowCash)
                let person = PersonCategories(last, year: year)
                for (breakdown, category) in [(FigureRecord.total, "")] + person.all {
                    for measure in measures {
                        cube.add(
                            1,
                            .init(measure: measure, period: String(year), breakdown: breakdown, category: category),
                            at: last.region)
                    }
                }
                guard let programme = last.fundsFrom else { continue }
                for measure in measures where Self.ofMoney.contains(measure) {
                    cube.add(
                        1, .init(measure: measure, programme: programme, period: String(year)), at: last.region)
                }
            }
        }
    }

    /// Measures that belong to the programme which gave the money, too.
    private static let ofMoney: Set<String> = ["fundsUseKnown", "fundsInBusiness"]

    /// The measures an owner counts in.
    private static func measures(
        _ profiles: [BusinessProfile], _ last: BusinessProfile, lowCash: Int
    ) -> [String] {
        var measures = ["profiles"]
        func add(_ known: String, _ holds: String, _ answer: Bool?) {
            guard let answer else { return }
            measures.append(known)
            if answer { measures.append(holds) }
        }
        add("taxNumberKnown", "withTaxNumber", last.taxNumber)
        add("recordsKnown", "withRecords", last.bookkeeping)
        add("cashKnown", "lowCash", last.cashDays.map { $0 < lowCash })
        add("turnoverKnown", "withTurnover", last.turnover.map { $0 > 0 })
        add("fundsUseKnown", "fundsInBusiness", last.fundsUse.map(SheetKinds.bundled.isInBusiness(use:)))
        if let first = profiles.first, profiles.count > 1, let before = first.turnover, let after = last.turnover {
            measures.append("measuredTwice")
            if after > before { measures.append("turnoverRose") }
            if after >= before { measures.append("turnoverHeld") }
        }
        return measures
    }
}
