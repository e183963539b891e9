import Dispatch
import Foundation
import Problems
import Store
import Synchronization

/// The lines of a stored list as facts, some thousands at a time.
struct StoredCases: CaseSource {
    private let database: any Database
    private let batch: BatchRecord
    private let columns: FactColumns
    /// The list's headings.
    let headings: [String]
    private let piece = 20_000

    var layout: FactLayout { columns.layout }

    /// - Parameter further: headings whose cells are wanted beside the vocabulary.
    init(
        _ connection: any Connection, _ batch: BatchRecord, _ schema: FactSchema, _ forms: [ScoringForm],
        _ further: [String], _ database: any Database
    ) throws {
        self.database = database
        self.batch = batch
        let entries = try BatchQueries(connection).columns(of: batch.id).map { column in
            (name: column.name, field: column.field.flatMap { Field(rawValue: $0) })
        }
        let profile = ProfileLibrary.bundled.profiles.first { $0.name == batch.profile }
        headings = entries.map(\.name)
        columns = try FactColumns(
            entries, isOfCandidates: profile?.holds == .candidates, file: batch.fileName, schema, forms: forms
        ).asking(for: further)
    }

    func pack(_ packing: CasePacking, _ each: (PackedPiece) throws -> Void) throws {
        var row = -1
        while true {
            let lines = try after(row)
            guard let last = lines.last else { return }
            let parts = lines.inParts { part -> PackedPiece? in
                guard let first = part.first, let last = part.last else { return nil }
                return PackedPiece(span: first.row...last.row, cases: packing.pack(part))
            }
            for part in parts.compactMap(\.self) { try each(part) }
            row = last.row
        }
    }

    func again(
        _ pieces: [ClosedRange<Int>], _ begin: (ClosedRange<Int>) throws -> Void, _ each: ([CaseFacts]) throws -> Void
    ) throws {
        for piece in pieces {
            try begin(piece)
            try each(try after(piece.lowerBound - 1).filter { piece.contains($0.row) })
        }
    }

    func judge(
        _ rows: RowSet, by judge: RuleJudge, explaining: RuleJudge.Explained, _ each: (JudgedLines) throws -> Void
    ) throws {
        var row = -1
        while true {
            let lines = try after(row)
            guard let last = lines.last else { return }
            try each(judge.judgeTogether(lines.filter { rows.contains($0.row) }, explaining: explaining))
            row = last.row
        }
    }

    /// The lines behind a row; none at the end.
    func after(_ row: Int) throws(Problem) -> [CaseFacts] {
        try kept(after: row) { facts, _ in facts }
    }

    /// All lines, with their cells as the store keeps them.
    func all() throws(Problem) -> [(facts: CaseFacts, raw: String?)] {
        var lines: [(facts: CaseFacts, raw: String?)] = []
        while true {
            let next = try kept(after: lines.last?.facts.row ?? -1) { facts, raw in (facts: facts, raw: raw as String?)
            }
            guard !next.isEmpty else { return lines }
            lines += next
        }
    }

    private func kept<Made: Sendable>(
        after row: Int, _ make: @Sendable (CaseFacts, String) -> Made
    ) throws(Problem) -> [Made] {
        let (records, problems) = try database.read { connection -> ([LineRecord], [LineProblemRecord]) in
            let lines = LineQueries(connection)
            let records = try lines.lines(of: batch.id, after: row, limit: piece)
            guard let first = records.first, let last = records.last else { return (records, []) }
            // Only rows that were refused have problems that keep them from being judged.
            guard records.contains(where: { $0.severity == Severity.refuse.rawValue }) else { return (records, []) }
            return (records, try lines.problems(of: batch.id, rows: first.row...last.row))
        }
        let refused = Dictionary(
            grouping: problems.filter { $0.severity == Severity.refuse.rawValue }, by: \.row
        ).mapValues { problems in
            problems.map {
                Problem(
                    $0.code, .refuse, at: Place(file: batch.fileName, row: $0.row, column: $0.column), value: $0.value,
                    $0.arguments)
            }
        }
        return records.inParts { $0.map { make(columns.facts(of: $0, refused[$0.row] ?? []), $0.raw) } }.flatMap(\.self)
    }
}

extension RuleJudge {
    /// Judges cases on all processors; the order stays.
    func judgeTogether(_ cases: [CaseFacts], explaining: Explained) -> JudgedLines {
        var judged = JudgedLines(explaining)
        for part in cases.inParts({ self.judged($0, explaining: explaining) }) { judged.append(part) }
        return judged
    }
}

extension Array where Element: Sendable {
    /// Makes something of parts of the array on all processors; the order stays.
    fileprivate func inParts<Made: Sendable>(_ make: @Sendable (ArraySlice<Element>) -> Made) -> [Made] {
        let parts = Swift.max(1, Swift.min(ProcessInfo.processInfo.activeProcessorCount, count / 256))
        let made = Mutex<[Int: Made]>([:])
        DispatchQueue.concurrentPerform(iterations: parts) { part in
            let result = make(self[(count * part / parts)..<(count * (part + 1) / parts)])
            made.withLock { $0[part] = result }
        }
        return made.withLock { made in (0..<parts).compactMap { made[$0] } }
    }
}
