public import Indonesia
import Problems
import Rules
public import Store

/// A list that cases are held against: who received a programme, whose credit runs, who stands in another register.
public struct ReferenceList: Sendable {
    /// A place of somebody who may be a person that is asked for: a match that nobody has decided says so.
    struct Doubt: Sendable {
        var span: BenefitSpan
        /// The match, as it is written.
        var pair: String
    }

    /// Somebody on the list who may be of a family that is asked for.
    struct FamilyDoubt: Sendable {
        /// Those who may be one: nobody is a member of their own family beside themselves.
        var people: Set<String>
        var span: BenefitSpan
        var pair: String
    }

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

    mutating func add(nik: String, familyCard: String?, _ span: BenefitSpan) {
        rows += 1
        people.add(nik: nik, span)
        if let familyCard { people.add(card: familyCard, member: nik, span) }
    }

    /// Adds a member of a family of whom nothing else is asked.
    mutating func addFamily(card: String, member: String, _ span: BenefitSpan) {
        people.add(card: card, member: member, span)
    }

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

    /// The match that nobody has decided by which the list answers yes about a person, or leaves the answer open.
    func doubt(_ question: ReferencePeople.Question, about nik: String, on day: CalendarDate) -> String? {
        let (asOf, day) = (BenefitSpan.number(asOf), BenefitSpan.number(day))
        return doubts[nik]?.first { doubt in
            switch question {
            case .isListed: true
            case .received: doubt.span.isReceived(by: day)
            case .runs: doubt.span.runs(on: day, asOf: asOf) != .no
            }
        }?.pair
    }

    /// The match that nobody has decided by which another one of the family received by a day.
    func doubt(aboutOther nik: String?, on card: String, by day: CalendarDate) -> String? {
        familyDoubts[card]?.first { doubt in
            doubt.span.isReceived(by: BenefitSpan.number(day)) && nik.map { !doubt.people.contains($0) } ?? true
        }?.pair
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
        return KnownFact(.list(telling.flatMap { $0.credits?.values(of: nik, on: day, asOf: $0.asOf) ?? [] }), source)
    }

    /// The first fiscal year of each programme that has periods.
    public static func firstYears(_ programmes: [ProgrammeRecord]) -> [String: Int] {
        Dictionary(
            programmes.compactMap { programme in
                programme.periods.map(\.fiscalYear).min().map { (programme.code, $0) }
            }, uniquingKeysWith: min)
    }
}
