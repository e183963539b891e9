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
    func count(into cube: inout FigureCube) {
        let years = Set(series.values.flatMap { $0 }.compactMap { Int($0.date.prefix(4)) }).sorted()
        for year in years {
            for profiles in series.values {
                let own = profiles.filter { $0.date <= "\(year)-12-31" }
                guard let last = own.last, last.date.hasPrefix(String(year)) else { continue }
                func add(_ measure: String, _ isTrue: Bool) {
                    if isTrue { cube.add(1, .init(measure: measure, period: String(year)), at: last.region) }
                }
                add("profiles", true)
                add("taxNumberKnown", last.taxNumber != nil)
                add("withTaxNumber", last.taxNumber == true)
                add("recordsKnown", last.bookkeeping != nil)
                add("withRecords", last.bookkeeping == true)
                add("cashKnown", last.cashDays != nil)
                add("lowCash", last.cashDays.map { $0 < 10 } ?? false)
                add("turnoverKnown", last.turnover != nil)
                add("withTurnover", last.turnover.map { $0 > 0 } ?? false)
                if let first = own.first, own.count > 1, let before = first.turnover, let after = last.turnover {
                    add("measuredTwice", true)
                    add("turnoverRose", after > before)
                    add("turnoverHeld", after >= before)
                }
            }
        }
    }
}
