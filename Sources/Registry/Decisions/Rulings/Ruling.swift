import Crypto
import Foundation
import Indonesia
public import Problems
public import Store

/// What rules came to for the lines of a list, as it was stored, by the versions of that day.
public struct Ruling: Sendable {
    public var record: RulingRecord
    public var batch: BatchRecord
    /// Holds the rule files as they were.
    public var judge: RuleJudge
    /// In the order of the list; only those that were asked for.
    public var cases: [RuledCase]
    /// What an appeal brought; nil for the first ruling about a list.
    public var evidence: AppealEvidence?
    /// The lists that lines were held against.
    public var sources: [Source]
    /// Appeals against it, in their order.
    public var appeals: [RulingRecord]
    /// What appeals after it came to, in their order.
    public var later: [Later]
    /// Where the eligible stand under the limit there was; nil where there was none.
    public var standings: RulingStandings?

    /// Rows that were judged again on appeal.
    public var reopened: Set<Int> { Set(later.map(\.row)) }

    /// A line that was judged again on appeal.
    public struct Later: Sendable, Hashable {
        public var row: Int
        /// The number of the ruling that did.
        public var ruling: Int64
        public var verdict: RuleVerdict
    }

    /// What a ruling rests on beside the rules, where a limit is part of it.
    struct Grounds: Codable {
        var lists: [Source]
        var plan: RulingStandings.Plan
    }

    /// A list that lines were held against.
    public struct Source: Sendable, Hashable, Codable {
        public var kind: String
        public var name: String
        /// `yyyy-mm-dd`.
        public var asOf: String
        public var year: Int
        /// Whether it came from a file beside the registry.
        public var isFile: Bool
    }
}

/// What somebody brings to have a decision looked at again.
public struct AppealEvidence: Sendable, Hashable, Codable {
    /// JSON: values by path and answers by call.
    public var facts: String
    /// The paper or person that says so.
    public var source: String
    /// The day as of which it speaks, `yyyy-mm-dd`.
    public var asOf: String?
    /// Who brought it.
    public var broughtBy: String?
    public var note: String?

    public init(
        facts: String, source: String, asOf: String? = nil, broughtBy: String? = nil, note: String? = nil
    ) {
        (self.facts, self.source, self.asOf) = (facts, source, asOf)
        (self.broughtBy, self.note) = (broughtBy, note)
    }

    /// The same as it may be shown: long numbers are hidden in what was brought, as are days of birth.
    public var masked: AppealEvidence {
        var shown = self
        let birth = /("person\.birth"\s*:\s*"\d{4})[^"]*"/
        shown.facts = LongNumbers.hidden(in: facts, runsOf: NIK.length).replacing(birth) { $0.output.1 + "-**-**\"" }
        return shown
    }
}

extension RulingRecord {
    /// What an appeal brought; nil for the first ruling about a list.
    public var brought: AppealEvidence? { evidence.flatMap { LedgerJSON.value(AppealEvidence.self, $0) } }
}

extension Registry {
    /// What was stored of applying rules to lists, the oldest first.
    public func rulings(batch: Int64? = nil) throws(Problem) -> [RulingRecord] {
        try database.read { try RulingQueries($0).rulings(of: batch) }
    }

    /// A stored ruling with its cases, judged by the rule files of that time. The log is told that lines are read.
    ///
    /// - Parameter row: this row alone.
    /// - Throws: `ruling.unknown`, `ruling.row`, `ruling.unreadable`.
    public func ruling(_ id: Int64, row: Int? = nil) throws(Problem) -> Ruling {
        let record = try rulingRecord(id)
        try look(.readLines, object: LogObject(.batch, record.batch))
        return try read(record, row: row)
    }

    /// What was decided about one line of a ruling: the ruling, and after it the appeals about that line in their order. The
    /// log is told that lines are read.
    ///
    /// - Parameter id: the ruling, or an appeal against it.
    /// - Throws: as ``ruling(_:row:)``.
    public func decisions(ofRuling id: Int64, row: Int) throws(Problem) -> [Ruling] {
        let asked = try rulingRecord(id)
        let root = try asked.appeals.map { root throws(Problem) in try rulingRecord(root) } ?? asked
        try look(.readLines, object: LogObject(.batch, root.batch))
        let first = try read(root, row: row)
        let appeals = try database.read { try RulingQueries($0).appeals(against: root.id, row: row) }
        guard asked.id == root.id || appeals.contains(where: { $0.id == asked.id }) else {
            throw Problem("ruling.row", .refuse, ["id": String(id), "row": String(row)])
        }
        return [first] + (try appeals.map { record throws(Problem) in try read(record, row: row) })
    }

    /// A ruling without what it says of lines.
    ///
    /// - Throws: `ruling.unknown`.
    public func rulingRecord(_ id: Int64) throws(Problem) -> RulingRecord {
        guard let record = try database.read({ try RulingQueries($0).ruling(id) }) else {
            throw Problem("ruling.unknown", .refuse, ["id": String(id)])
        }
        return record
    }

    private func read(_ record: RulingRecord, row: Int?) throws(Problem) -> Ruling {
        let id = record.id
        let batch = try batch(record.batch)
        let root = record.appeals ?? record.id
        let schema = try FactSchema.bundled()
        typealias Kept = (
            files: [RulingFileRecord], cases: [RulingCaseRecord], names: [Int: String], appeals: [RulingRecord],
            later: [Ruling.Later]
        )
        let kept = try database.read { connection -> Kept in
            let queries = RulingQueries(connection)
            let cases = try queries.cases(of: id, row: row)
            let lines = try LineQueries(connection).lines(
                cases.map { LineQueries.id(batch: record.batch, row: $0.row) })
            let rows = Set(cases.map(\.row))
            let names = lines.compactMap { line in line.line.name.map { (line.line.row, $0) } }
            let appeals = try queries.appeals(against: root)
            let later = try appeals.filter { $0.id > id }.flatMap { try queries.cases(of: $0.id) }.map { item in
                Ruling.Later(row: item.row, ruling: item.ruling, verdict: RuleVerdict(rawValue: item.verdict) ?? .held)
            }
            return (
                try queries.files(of: root), cases, Dictionary(names, uniquingKeysWith: { first, _ in first }), appeals,
                later.filter { rows.contains($0.row) }
            )
        }
        guard row == nil || !kept.cases.isEmpty else {
            throw Problem("ruling.row", .refuse, ["id": String(id), "row": row.map { String($0) } ?? ""])
        }
        let forms = kept.files.filter { ScoringFormReading.isForm($0.content) }
        let judge = try RuleJudge(
            kept.files.filter { !ScoringFormReading.isForm($0.content) }.map { file throws(Problem) in
                let found = RuleFileReading(try Self.data(file, of: root), name: file.name, schema).file
                return try Self.readable(found, file, of: root)
            }, day: CalendarDate(record.decidedOn) ?? today, year: record.fiscalYear,
            forms: try forms.map { file throws(Problem) in
                let found = ScoringFormReading(try Self.data(file, of: root), name: file.name, schema).form
                return try Self.readable(found, file, of: root)
            })
        let grounds = LedgerJSON.value(Ruling.Grounds.self, record.sources)
        return Ruling(
            record: record, batch: batch, judge: judge,
            cases: try kept.cases.map { item throws(Problem) in
                try StoredVerdict.ruled(item, name: kept.names[item.row], judge.rules, schema)
            }, evidence: record.brought,
            sources: grounds?.lists ?? LedgerJSON.value([Ruling.Source].self, record.sources) ?? [],
            appeals: kept.appeals, later: kept.later,
            standings: grounds.map { RulingStandings(plan: $0.plan, places: StoredVerdict.places(kept.cases)) })
    }

    /// The text of a file as it was kept.
    private static func data(_ kept: RulingFileRecord, of id: Int64) throws(Problem) -> Data {
        let data = Data(kept.content.utf8)
        let digest = SHA256.hash(data: data).hexText
        return try readable(digest == kept.digest ? data : nil, kept, of: id)
    }

    private static func readable<Value>(
        _ value: Value?, _ kept: RulingFileRecord, of id: Int64
    ) throws(Problem) -> Value {
        guard let value else {
            throw Problem("ruling.unreadable", .refuse, at: Place(file: kept.name), ["id": String(id)])
        }
        return value
    }
}
