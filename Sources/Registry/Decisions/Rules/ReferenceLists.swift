public import Indonesia
import Problems
import Rules
public import Store

/// A list that cases are held against: who received a programme, whose credit runs, who stands in another register.
public struct ReferenceList: Sendable {
    /// Runs from a day until before another; a side without a date is open.
    struct Entry: Sendable {
        var startedOn: CalendarDate?
        var endedOn: CalendarDate?
    }

    /// Code of the programme, or the name by which rules ask for it.
    public var kind: String
    public var name: String
    /// The day as of which it speaks.
    public var asOf: CalendarDate
    public var year: Int
    /// Whether it holds recipients; candidates have received nothing yet.
    public var isOfRecipients: Bool
    /// Rows that count, and rows that were refused.
    public var rows = 0
    public var refused = 0
    private(set) var people = ReferencePeople()
    /// The credits that it tells; nil where it tells none of anybody.
    var credits: ReferenceCredits?

    public init(kind: String, name: String, asOf: CalendarDate, year: Int, isOfRecipients: Bool) {
        self.kind = kind
        self.name = name
        self.asOf = asOf
        self.year = year
        self.isOfRecipients = isOfRecipients
    }

    mutating func add(nik: String, familyCard: String?, _ entry: Entry) {
        rows += 1
        people.add(nik: nik, entry)
        if let familyCard { people.add(card: familyCard, member: nik) }
    }

    /// Adds a member of a family of whom nothing else is asked.
    mutating func addFamily(card: String, member: String) { people.add(card: card, member: member) }

    var source: FactSource { FactSource(kind: .reference, name: name, asOf: asOf) }
    var tellsFamilies: Bool { people.tellsFamilies }

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

    /// Whether one of them tells people's credits.
    var tellCredits: Bool { lists.contains { $0.credits != nil } }

    /// All credits that lists tell of somebody; nil where none tells any of anybody.
    func credits(of nik: String?, on day: CalendarDate) -> KnownFact? {
        let telling = lists.filter { $0.credits != nil }
        guard let nik, let source = telling.first?.source else { return nil }
        return KnownFact(.list(telling.flatMap { $0.credits?.values(of: nik, on: day) ?? [] }), source)
    }

    /// The first fiscal year of each programme that has periods.
    public static func firstYears(_ programmes: [ProgrammeRecord]) -> [String: Int] {
        Dictionary(
            programmes.compactMap { programme in
                programme.periods.map(\.fiscalYear).min().map { (programme.code, $0) }
            }, uniquingKeysWith: min)
    }
}
