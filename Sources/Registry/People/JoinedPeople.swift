import Store

/// Enrolments of people who have several records because a number was corrected: counted by records, such a person counts
/// several times.
struct JoinedPeople {
    private struct Mark<Key: Hashable>: Hashable { var person: Int; var key: Key }

    private let enrolments: [(person: Int, record: EnrolmentRecord)]

    init(_ connection: any Connection) throws {
        let corrections = try NumberCorrections.all(LedgerQueries(connection))
        let queries = EnrolmentQueries(connection)
        let groups = try corrections.records(queries)
        var people: [Int64: Int] = [:]
        for (person, records) in groups.enumerated() { for record in records { people[record] = person } }
        enrolments = try queries.enrolments(of: groups.flatMap { $0 }, onLists: nil).compactMap { record in
            people[record.person].map { ($0, record) }
        }
    }

    /// By how much a count of records exceeds that of people, for each value of a key.
    func surplus<Key: Hashable>(by key: (EnrolmentRecord) -> Key) -> [Key: Int] {
        var records: [Mark<Key>: Set<Int64>] = [:]
        for item in enrolments {
            records[Mark(person: item.person, key: key(item.record)), default: []].insert(item.record.person)
        }
        return records.reduce(into: [:]) { $0[$1.key.key, default: 0] += $1.value.count - 1 }
    }

    /// By how much a count of all records exceeds that of people.
    var surplus: Int { surplus { _ in 0 }[0] ?? 0 }
}

extension NumberCorrections {
    /// The records of each person who has several, ascending.
    func records(_ queries: EnrolmentQueries) throws -> [[Int64]] {
        try Set(old.map(current)).sorted().map { try records(of: $0, queries) }.filter { $0.count > 1 }
    }

    /// The records of a person by all of their numbers, ascending.
    ///
    /// - Parameter number: the one that holds.
    func records(of number: String, _ queries: EnrolmentQueries) throws -> [Int64] {
        try numbers(of: number).filter { current(of: $0) == number }.compactMap { try queries.person(nik: $0)?.id }
            .sorted()
    }
}
