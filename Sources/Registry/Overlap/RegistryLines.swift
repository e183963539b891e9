import Indonesia
import Store

/// The enrolments of committed lists as lines. A person's word is the number of their record; people whose number was
/// corrected are one, whatever number a list has.
struct RegistryLines: OverlapSource {
    private let queries: EnrolmentQueries
    /// The newest sending of each list.
    private let batches: [BatchRecord]
    private let lists: [Int64: Int]
    private let corrections: NumberCorrections
    private let cards: FamilyCards
    let words: StateWords
    /// The record under which one stands here that is the same person's by a corrected number, and the other way round.
    private var joins: [Int64: Int64] = [:]
    private var joined: [Int64: [Int64]] = [:]
    /// The numbers of people whose family split, by their record.
    private var split: [Int64: String] = [:]

    /// - Parameter batches: one sending of each list.
    init(_ connection: any Connection, _ batches: [BatchRecord]) throws {
        queries = EnrolmentQueries(connection)
        words = try StateWords()
        self.batches = batches
        lists = Dictionary(batches.enumerated().map { ($1.list, $0) }, uniquingKeysWith: { first, _ in first })
        let ledger = LedgerQueries(connection)
        let corrections = try NumberCorrections.all(ledger)
        self.corrections = corrections
        cards = FamilyCards(try LifeEventBook.told(ledger, .familySplit).map(\.event), corrections)
        for records in try corrections.records(queries) {
            for other in records.dropFirst() { joins[other] = records[0] }
            joined[records[0]] = records
        }
        for number in cards.splits.keys {
            if let first = try corrections.records(of: number, queries).first { split[first] = number }
        }
    }

    func index(ofList list: Int64) -> Int? { lists[list] }

    /// The pair of the people whose records these are; nil where a corrected number says already that they are one.
    func joined(_ pair: SubjectPair) -> SubjectPair? {
        let (a, b) = (joins[pair.a] ?? pair.a, joins[pair.b] ?? pair.b)
        return a == b ? nil : SubjectPair(a, b)
    }

    func forEachLine(_ body: (OverlapLine) -> Void) throws {
        try queries.forEach(ofLists: Array(lists.keys)) { record in
            guard let list = lists[record.list] else { return }
            let person = joins.isEmpty ? record.person : joins[record.person] ?? record.person
            let cardThen =
                split.isEmpty
                ? nil
                : split[person].flatMap {
                    cards.card(of: $0, on: batches[list].referenceDate, listed: record.familyCard)
                }
            body(
                OverlapLine(
                    person: UInt64(bitPattern: person), list: list, row: record.row, familyCard: record.familyCard,
                    cardThen: cardThen, amount: record.amount ?? 0, village: record.village))
        }
    }

    func entries(of people: ArraySlice<UInt64>) throws -> [OverlapEntry] {
        try entriesByRecord(of: people.map { Int64(bitPattern: $0) }).values.flatMap(\.self)
    }

    /// The lines of people, by the number of the record under which each stands here.
    func entriesByRecord(of people: some Sequence<Int64>) throws -> [Int64: [OverlapEntry]] {
        let records = people.flatMap { joined.isEmpty ? [$0] : joined[$0] ?? [$0] }
        var found: [Int64: [OverlapEntry]] = [:]
        var states = StateWords.Reading(words)
        for record in try queries.enrolments(of: records, onLists: Array(lists.keys)) {
            guard let list = lists[record.list] else { continue }
            let nik = corrections.isEmpty ? record.nik : corrections.current(of: record.nik)
            var entry = OverlapEntry(
                list: list, row: record.row, nik: nik, name: record.listedName ?? record.name,
                familyCard: record.familyCard, amount: record.amount ?? 0,
                startedOn: record.startedOn.flatMap { CalendarDate($0) },
                endedOn: record.endedOn.flatMap { CalendarDate($0) }, village: record.village,
                activity: OverlapEntry.activity(ofKey: record.lineKey),
                cardThen: cards.card(of: nik, on: batches[list].referenceDate, listed: record.familyCard))
            entry.state = states.state(record.status)
            found[joins[record.person] ?? record.person, default: []].append(entry)
        }
        return found
    }
}

extension OverlapEntry {
    /// What was attended, from a line key `activity|date`; nil where the key holds no activity.
    static func activity(ofKey key: String) -> String? {
        guard let end = key.lastIndex(of: "|") else { return nil }
        return String(key[..<end])
    }
}
