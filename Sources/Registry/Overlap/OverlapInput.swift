public import Indonesia

/// A list as overlaps see it.
public struct OverlapList: Sendable, Hashable, Codable {
    public var name: String
    public var title: String
    public var programme: String
    /// Kind of aid of the programme (`J01` …), for rules that speak of kinds.
    public var kind: String?
    public var institution: String?
    public var fiscalYear: Int?
    /// The date as of which the list speaks: another benefit is "running" or "closed" on this day, where the line tells none
    /// of its own.
    public var referenceDate: CalendarDate?
    /// Rupiah of one line where the programme gives everybody the same and the list has no column of amounts.
    public var fixedAmount: Int64?

    public init(
        name: String, title: String, programme: String, kind: String?, institution: String?, fiscalYear: Int?,
        referenceDate: CalendarDate?, fixedAmount: Int64? = nil
    ) {
        self.fixedAmount = fixedAmount
        self.name = name
        self.title = title
        self.programme = programme
        self.kind = kind
        self.institution = institution
        self.fiscalYear = fiscalYear
        self.referenceDate = referenceDate
    }
}

/// One line of a list as overlaps see it.
public struct OverlapEntry: Sendable, Hashable {
    /// Index of the list.
    public var list: Int
    public var row: Int
    public var nik: String
    public var name: String
    public var familyCard: String?
    /// The card that held on the list's date where the person's family split; nil where it did not.
    public var cardThen: String?
    /// Rupiah.
    public var amount: Int64
    public var startedOn: CalendarDate?
    public var endedOn: CalendarDate?
    public var village: String?
    /// What was attended, where lines tell it: the same training twice is another matter than two trainings.
    public var activity: String?
    /// What the line says of the benefit itself.
    var state = ReferenceState.none

    public init(
        list: Int, row: Int, nik: String, name: String, familyCard: String?, amount: Int64,
        startedOn: CalendarDate?, endedOn: CalendarDate?, village: String?, activity: String?, cardThen: String? = nil
    ) {
        self.cardThen = cardThen
        self.list = list
        self.row = row
        self.nik = nik
        self.name = name
        self.familyCard = familyCard
        self.amount = amount
        self.startedOn = startedOn
        self.endedOn = endedOn
        self.village = village
        self.activity = activity
    }
}

extension Int64 {
    /// Adds rupiah without a trap: a sum beyond what can be written stays at the largest number.
    public mutating func addRupiah(_ amount: Int64) {
        let (sum, overflow) = addingReportingOverflow(amount)
        self = overflow ? .max : sum
    }
}

extension Sequence<Int64> {
    /// The sum of figures that come from files: what does not fit stands at the largest number.
    public var boundedSum: Int64 { reduce(into: 0) { $0.addRupiah($1) } }
}
