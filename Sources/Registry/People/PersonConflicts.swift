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
    /// - Parameters:
    ///   - limit: at most so many.
    ///   - field: only those who contradict in this field.
    /// - Throws: `log.unwritable`.
    public func conflicts(limit: Int = 1000, field: ClaimedField.Name? = nil) throws(Problem) -> [PersonConflict] {
        let batches = Dictionary(try batches().map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let day = day
        let (conflicts, subjects) = try database.read { connection in
            let corrections = try NumberCorrections.all(LedgerQueries(connection))
            var seen: Set<String> = []
            var found: [PersonConflict] = []
            var subjects: [Int64] = []
            for nik in try ClaimQueries(connection).disputed() + Set(corrections.old.map(corrections.current)).sorted()
            {
                guard found.count < limit else { break }
                guard seen.insert(corrections.current(of: nik)).inserted else { continue }
                let view = try PersonView(of: nik, connection, batches, [:], on: day)
                let fields = view.conflicts.filter { field == nil || $0.name == field }
                guard !fields.isEmpty else { continue }
                found.append(PersonConflict(nik: view.story.numbers.first ?? nik, fields: fields))
                if let person = view.person { subjects.append(person.id) }
            }
            return (found, subjects)
        }
        try look(.readPerson, at: subjects)
        return conflicts
    }
}
