public import Problems
public import Store

/// Where the people of a list come from, and which of their enrolments life events bear on.
public struct ListStory: Sendable {
    /// Enrolments by origin; an event that names somebody as a replacement goes before what the list says.
    public var origins: [CandidateOrigin: Int]
    /// In the order of the list's rows.
    public var effects: [EventEffect]

    /// Enrolments that are held.
    public var held: Int { Set(effects.filter(\.kind.isHeld).map(\.enrolment.id)).count }
    /// Enrolments by what an event means for them.
    public func count(_ kind: EventEffect.Kind) -> Int {
        Set(effects.filter { $0.kind == kind }.map(\.enrolment.id)).count
    }
}

extension Registry {
    /// What is held, and why: all enrolments that life events bear on.
    ///
    /// - Parameters:
    ///   - programme: only of this programme.
    ///   - year: only of this fiscal year.
    /// - Throws: `log.unwritable`.
    public func eventEffects(programme: String? = nil, year: Int? = nil) throws(Problem) -> [EventEffect] {
        let effects = try database.read { try LifeEventEffects($0).effects }.filter {
            (programme == nil || $0.enrolment.programme == programme)
                && (year == nil || $0.enrolment.fiscalYear == year)
        }
        try look(.readPerson, at: effects.map(\.enrolment.person))
        return effects
    }

    /// Origins of a committed list's people, and what life events mean for them.
    public func story(ofList list: Int64) throws(Problem) -> ListStory {
        try database.read { connection in
            let all = try LifeEventEffects(connection, onList: list)
            var origins = try PeopleQueries(connection).origins(ofList: list)
            for place in all.replacements where place.list == list && place.origin != .replaced {
                origins[place.origin, default: 0] -= 1
                origins[.replaced, default: 0] += 1
            }
            return ListStory(
                origins: origins.filter { $0.value > 0 },
                effects: all.effects.filter { $0.enrolment.list == list }.sorted { $0.enrolment.row < $1.enrolment.row }
            )
        }
    }
}

/// All life events, and deaths that other sources tell, against all enrolments of the people they speak of.
struct LifeEventEffects {
    let effects: [EventEffect]
    /// Enrolments of people who take another's place in the same programme and year.
    let replacements: [EnrolmentPlace]

    private static let kinds: [LifeEvent.Event] = [.died, .refused, .replaced, .moved]
    /// Up to so many people of a list are asked for one by one; of more, all events are read.
    private static let asked = 50_000

    init(_ connection: any Connection) throws {
        let ledger = LedgerQueries(connection)
        let corrections = try NumberCorrections.all(ledger)
        try self.init(
            Self.kinds.flatMap { try LifeEventBook.told(ledger, $0) }.map(\.event), corrections,
            ReportedDeaths(ledger, corrections), connection)
    }

    /// What bears on the people of a list. Of theirs it is all; other people's may be missing.
    init(_ connection: any Connection, onList list: Int64) throws {
        guard let numbers = try PeopleQueries(connection).numbers(ofList: list, most: Self.asked) else {
            self = try LifeEventEffects(connection)
            return
        }
        let ledger = LedgerQueries(connection)
        let corrections = try NumberCorrections.of(numbers, ledger)
        let all = Set(numbers.flatMap { corrections.numbers(of: $0) })
        let told = try LifeEventBook(ledger, of: all).events.map(\.event).filter { Self.kinds.contains($0.event) }
        let statuses = try ledger.current(ExternalStatus.kind, of: all).compactMap {
            LedgerJSON.value(ExternalStatus.self, $0.document)
        }
        try self.init(told, corrections, ReportedDeaths(statuses, corrections), connection)
    }

    private init(
        _ told: [LifeEvent], _ corrections: NumberCorrections, _ deaths: ReportedDeaths, _ connection: any Connection
    ) throws {
        guard !told.isEmpty || !deaths.isEmpty else {
            (effects, replacements) = ([], [])
            return
        }
        let events = Dictionary(grouping: told) { corrections.current(of: $0.nik) }
        let taking = Dictionary(grouping: told.filter { $0.event == .replaced }) {
            corrections.current(of: $0.replacement ?? "")
        }
        let people = Set(events.keys).union(taking.keys).union(deaths.numbers)
        let numbers = Set(people.flatMap { corrections.numbers(of: $0) }).sorted()
        let places = try PeopleQueries(connection).places(of: numbers, candidates: .bundled)
        effects = EffectJudge.effects(on: places, events: events, deaths: deaths, corrections).sorted {
            ($0.enrolment.id, $0.event.date) < ($1.enrolment.id, $1.event.date)
        }
        replacements = places.filter { place in
            (taking[corrections.current(of: place.nik)] ?? []).contains {
                $0.programme == place.programme && $0.fiscalYear == place.fiscalYear
            }
        }
    }
}
