public import Problems
import Store

/// A person of whom sources say what cannot both be true.
public struct PersonConflict: Sendable {
    /// The number that holds. Whole: whoever shows it masks it.
    public var nik: String
    public var fields: [ClaimedField]
}

extension Registry {
    /// People of whom sources contradict each other in name, sex, day of birth, family card or number, in the order in
    /// which they came. The log is told before anything is handed over.
    ///
    /// - Parameter limit: at most so many.
    /// - Parameter field: only those who contradict in this field.
    /// - Throws: `log.unwritable`.
    public func conflicts(limit: Int = 1000, field: ClaimedField.Name? = nil) throws(Problem) -> [PersonConflict] {
        let batches = Dictionary(try batches().map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let day = day
        let (conflicts, subjects) = try database.read { connection in
            var candidates = try ConflictCandidates(connection)
            var seen: Set<String> = []
            var found: [PersonConflict] = []
            var subjects: [Int64] = []
            while found.count < limit, let nik = try candidates.next() {
                let view = try PersonView(of: nik, connection, batches, [:], on: day)
                let number = view.story.numbers.first ?? nik
                guard seen.insert(number).inserted else { continue }
                let fields = view.conflicts.filter { field == nil || $0.name == field }
                guard !fields.isEmpty else { continue }
                found.append(PersonConflict(nik: number, fields: fields))
                if let person = view.person { subjects.append(person.id) }
            }
            return (found, subjects)
        }
        try look(.readPerson, at: subjects)
        return conflicts
    }
}

/// People who are worth a look, one after the other in the order in which they came: those on several lists are asked for
/// part by part; those with a life event that sets a name, a card or a number, and those whose number contradicts a
/// line, are few and known beforehand.
private struct ConflictCandidates {
    private static let part = 512

    private let queries: ClaimQueries
    /// Records of those known beforehand that were not handed over yet, in falling order.
    private var told: [Int64]
    private var waiting: [Int64] = []
    private var last: Int64? = 0

    init(_ connection: any Connection) throws {
        queries = ClaimQueries(connection)
        let (ledger, enrolments) = (LedgerQueries(connection), EnrolmentQueries(connection))
        let corrections = try NumberCorrections.all(ledger)
        var numbers = Set(corrections.old.map(corrections.current))
        for told in try LifeEventBook.told(ledger, .nameChanged) { numbers.insert(told.event.nik) }
        for told in try LifeEventBook.told(ledger, .familySplit) {
            numbers.formUnion([told.event.nik] + told.event.newFamily)
        }
        let records = try numbers.compactMap { number in
            try corrections.records(of: corrections.current(of: number), enrolments).first
        }
        told = Set(records + (try queries.contradictedByNumber())).sorted(by: >)
    }

    /// The number of the next one; nil at the end.
    mutating func next() throws -> String? {
        while waiting.isEmpty, last != nil || !told.isEmpty { try fill() }
        guard let person = waiting.popLast() else { return nil }
        return try queries.number(of: person)
    }

    private mutating func fill() throws {
        let several = try last.map { try queries.peopleOnSeveral(after: $0, limit: Self.part) } ?? []
        last = several.count == Self.part ? several.last : nil
        var found = Set(try queries.disputed(among: several))
        while let person = told.last, last.map({ person <= $0 }) ?? true {
            found.insert(person)
            told.removeLast()
        }
        waiting = found.sorted(by: >)
    }
}
