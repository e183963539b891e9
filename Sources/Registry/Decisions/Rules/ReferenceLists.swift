public import Indonesia
import Problems
import Rules
public import Store

/// A list that cases are held against: who received a programme, whose credit runs, who stands in another register.
public struct ReferenceList: Sendable {
    /// So many days a list says of a programme that runs that somebody does not have it: lists are drawn up once for a fiscal
    /// year, so one that is older than a year has a younger one, or nobody has looked since.
    public static let tolerance = 366

    /// Code of the programme, or the name by which rules ask for it.
    public var kind: String
    public var name: String
    /// The day as of which it speaks.
    public var asOf: CalendarDate
    public var year: Int
    /// Whether it tells who received; of candidates alone nobody did.
    public var isOfRecipients: Bool
    /// Whether somebody gave it for these rules, and not the registry.
    public internal(set) var isGiven = false
    /// Rows that count, and rows that were refused.
    public var rows = 0
    public var refused = 0
    /// Of those refused the rows whose people are not known: who is not on the list may stand in one of them.
    public internal(set) var unusable = 0
    private(set) var people = ReferencePeople()

    public init(kind: String, name: String, asOf: CalendarDate, year: Int, isOfRecipients: Bool) {
        self.kind = kind
        self.name = name
        self.asOf = asOf
        self.year = year
        self.isOfRecipients = isOfRecipients
    }

    mutating func add(nik: String, familyCard: String?, _ span: BenefitSpan) {
        rows += 1
        people.add(nik: nik, span)
        if let familyCard { people.add(card: familyCard, member: nik, span) }
    }

    /// Adds a member of a family of whom nothing else is asked.
    mutating func addFamily(card: String, member: String, _ span: BenefitSpan) {
        people.add(card: card, member: member, span)
    }

    var source: FactSource { FactSource(kind: .reference, name: name, asOf: asOf) }
    var tellsFamilies: Bool { people.tellsFamilies }

    /// What it says of somebody on a day.
    func answer(_ question: ReferencePeople.Question, _ nik: String, on day: CalendarDate) -> BenefitSpan.Answer {
        people.answer(question, nik, on: day, asOf: asOf)
    }

    /// Whether another member of a family received by a day.
    func holdsAnother(than nik: String?, on card: String, by day: CalendarDate) -> Bool {
        people.holdsAnother(than: nik, on: card, by: day)
    }

    /// Whether who is not on it counts as a no on a day.
    ///
    /// - Parameter year: the fiscal year that is asked for, where one is: of it the list has to reach the end, or the day.
    func saysNo(_ question: ReferencePeople.Question, on day: CalendarDate, year: Int?) -> Bool {
        if let year {
            return asOf >= min(CalendarDate(year: year, month: 12, day: 31) ?? day, day)
        }
        return question == .isListed || asOf.adding(days: Self.tolerance).map { $0 >= day } ?? true
    }

    /// Whether it tells who received a programme, in that year where one is named.
    func tells(_ programme: String, year asked: Int?) -> Bool {
        isOfRecipients && kind == programme && (asked == nil || year == asked)
    }
}

/// All lists that cases are held against, and since when each programme gives.
public struct ReferenceLists: Sendable {
    public var lists: [ReferenceList]
    /// The first fiscal year of each programme, where it is known: before it nobody can have received.
    public var firstYears: [String: Int]

    public init(_ lists: [ReferenceList] = [], firstYears: [String: Int] = [:]) {
        self.lists = lists
        self.firstYears = firstYears
    }

    /// The first fiscal year of each programme that has periods.
    public static func firstYears(_ programmes: [ProgrammeRecord]) -> [String: Int] {
        Dictionary(
            programmes.compactMap { programme in
                programme.periods.map(\.fiscalYear).min().map { (programme.code, $0) }
            }, uniquingKeysWith: min)
    }
}
