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

        func runs(on day: CalendarDate) -> Bool {
            (startedOn.map { $0 <= day } ?? true) && (endedOn.map { $0 > day } ?? true)
        }
    }

    /// An entry of somebody who may be a person that is asked for: a match that nobody has decided says so.
    struct Doubt: Sendable {
        var entry: Entry
        /// The match, as it is written.
        var pair: String
    }

    /// Somebody on the list who may be of a family that is asked for.
    struct FamilyDoubt: Sendable {
        /// Those who may be one: nobody is a member of their own family beside themselves.
        var people: Set<String>
        var pair: String
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
    private(set) var doubts: [String: [Doubt]] = [:]
    private(set) var familyDoubts: [String: [FamilyDoubt]] = [:]
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

    mutating func doubt(_ nik: String, _ doubt: Doubt) { doubts[nik, default: []].append(doubt) }
    mutating func doubt(card: String, _ doubt: FamilyDoubt) { familyDoubts[card, default: []].append(doubt) }

    /// The list with people under the numbers by which others know them.
    func known(by keys: [String: String]) -> ReferenceList {
        var list = self
        list.people.rename(keys)
        return list
    }

    var source: FactSource { FactSource(kind: .reference, name: name, asOf: asOf) }
    var tellsFamilies: Bool { people.tellsFamilies }

    /// Whether it tells who received a programme, in that year where one is named.
    func tells(_ programme: String, year asked: Int?) -> Bool {
        isOfRecipients && kind == programme && (asked == nil || year == asked)
    }

    /// The match that nobody has decided by which a person stands on the list, on a day with an entry that runs.
    func doubt(about nik: String, on day: CalendarDate?) -> String? {
        doubts[nik]?.first { doubt in day.map(doubt.entry.runs) ?? true }?.pair
    }

    /// The match that nobody has decided by which another one of the family stands on the list.
    func doubt(aboutOther nik: String?, on card: String, rivals: [String: String]) -> String? {
        people.members(on: card).lazy.compactMap { rivals[$0] }.first
            ?? familyDoubts[card]?.first { doubt in nik.map { !doubt.people.contains($0) } ?? true }?.pair
    }
}

/// All lists that cases are held against, and since when each programme gives.
public struct ReferenceLists: Sendable {
    public var lists: [ReferenceList]
    /// The first fiscal year of each programme, where it is known: before it nobody can have received.
    public var firstYears: [String: Int]
    /// For each number that is not the one by which lists know its person, that one.
    let keys: [String: String]
    /// For people of whom matches say that others may be the same person, these with the match.
    let rivals: [String: [String: String]]
    private let openPeople: Set<String>
    private let openCards: Set<String>

    public init(_ lists: [ReferenceList] = [], firstYears: [String: Int] = [:]) {
        self.init(lists, firstYears: firstYears, keys: [:], rivals: [:])
    }

    init(
        _ lists: [ReferenceList], firstYears: [String: Int], keys: [String: String],
        rivals: [String: [String: String]]
    ) {
        self.lists = lists
        self.firstYears = firstYears
        self.keys = keys
        self.rivals = rivals
        openPeople = Set(lists.flatMap(\.doubts.keys)).union(rivals.keys)
        openCards = Set(lists.flatMap(\.familyDoubts.keys))
    }

    /// By which lists know the person of a number.
    func key(of nik: String?) -> String? {
        guard !keys.isEmpty, let nik else { return nik }
        return keys[nik] ?? nik
    }

    /// Whether an answer about a person or their family may turn on a match that nobody has decided.
    func isOpen(_ nik: String?, _ card: String?) -> Bool {
        guard !openPeople.isEmpty || !openCards.isEmpty else { return false }
        return key(of: nik).map(openPeople.contains) ?? false || card.map(openCards.contains) ?? false
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
