public import Store

/// What became of a person beside the lists: numbers, names and family cards that changed, events with what they mean
/// for proposals, and what other sources say.
public struct PersonStory: Sendable {
    /// A family card, and from when on it held.
    public struct Card: Sendable, Hashable {
        public var number: String
        /// nil for the first that is known.
        public var since: String?
        /// Who says so; nil where lists do.
        public var source: String?
    }

    /// All numbers that were the person's, the current one first.
    public var numbers: [String]
    /// The name that holds where it changed; nil where it did not.
    public var newName: String?
    public var events: [ToldLifeEvent]
    /// Enrolments, and what events mean for them.
    public var places: [EnrolmentPlace]
    public var effects: [EventEffect]
    /// Whom the person replaces, by the number of the enrolment.
    public var replacing: [Int64: LifeEvent]
    /// Empty where the family did not split.
    public var cards: [Card]
    public var statuses: [StatusView]

    /// Where a proposal comes from: what the list says, unless an event says that the person takes another's place.
    public func origin(of place: EnrolmentPlace) -> CandidateOrigin {
        replacing[place.id] == nil ? place.origin : .replaced
    }

    /// Events that happened to the person, those left out in which others only name the person.
    public var own: [ToldLifeEvent] { events.filter { numbers.contains($0.event.nik) } }

    init(of nik: String, _ connection: any Connection) throws {
        let ledger = LedgerQueries(connection)
        func standing(of numbers: [String]) throws -> [EntryRecord] {
            try ledger.current(LifeEvent.kind, ExternalStatus.kind, of: numbers)
        }
        let asked = try standing(of: [nik])
        let corrections = try NumberCorrections.of(nik, ledger, known: LifeEventBook(asked))
        numbers = corrections.numbers(of: nik)
        let known = Set(numbers)
        let entries = numbers == [nik] ? asked : try standing(of: numbers)
        events = LifeEventBook(entries).events
        let own = events.map(\.event).filter { known.contains($0.nik) }
        newName = own.last { $0.event == .nameChanged }?.newName
        places = try PeopleQueries(connection).places(of: numbers, candidates: .bundled)
        let told = ExternalStatus.told(entries)
        effects = EffectJudge.effects(
            on: places, events: [numbers[0]: own], deaths: ReportedDeaths(told, corrections), corrections)
        let taken = events.map(\.event).filter { $0.event == .replaced && known.contains($0.replacement ?? "") }
        replacing = [:]
        for place in places {
            replacing[place.id] = taken.last { $0.programme == place.programme && $0.fiscalYear == place.fiscalYear }
        }
        statuses = StatusView.all(told, beside: own)
        cards = []
        let splits = FamilyCards(events.map(\.event), corrections).splits[numbers[0]] ?? []
        guard let first = splits.first else { return }
        let listed = try PeopleQueries(connection).people(numbers).lazy.compactMap(\.familyCard).first
        if let before = first.old ?? listed, before != first.new { cards.append(Card(number: before)) }
        cards += splits.map { Card(number: $0.new, since: $0.date, source: $0.source) }
    }
}
