import Hummingbird
import Indonesia
import Problems
import Registry
import Reports
import Store

/// Letters of a stored ruling, by the rules of its day: of one line, or of all who are refused or held. They name the ruling
/// and the row, by which one appeals; who was judged again since gets none of it.
enum RulingLetters {
    static func path(_ ruling: Int64) -> String { RulingsPage.address(ruling) + "/surat" }

    static func address(_ ruling: Int64, row: Int? = nil) -> String {
        Query.address(path(ruling), row.map { [(RuleLetters.row, String($0))] } ?? [])
    }

    /// Asks what for.
    static func ask(_ desk: Desk, _ id: Int64, _ query: Query, isPurposeMissing: Bool = false) throws -> Page {
        let words = desk.words
        let cases = try cases(desk, id, query).cases
        var board = RuleLetters.board(words)
        board.crumbs =
            RulingPage.crumbs(words) + [
                .init(label: words("ruling.number", ["id": String(id)]), address: RulingsPage.address(id))
            ]
        return RuleLetters.asking(
            board, cases, path(id), query.filled(RuleLetters.row).map { [(RuleLetters.row, $0)] } ?? [], desk,
            isPurposeMissing: isPurposeMissing)
    }

    /// - Throws: 404 where nobody is refused or held, or the row is not there; `rules.too-many-letters`; `log.purpose`.
    static func make(_ desk: Desk, _ id: Int64, _ query: Query, purpose: String) throws -> Report {
        let (found, cases) = try cases(desk, id, query)
        if let problem = RuleLetters.tooMany(cases, desk) { throw problem }
        try desk.registry.stating(purpose).tellExport(
            "reason-letters", object: LogObject(.batch, found.batch.id), isFull: true)
        return try Report.reasonLetters(
            cases, by: found.judge, list: found.batch.name, ruling: found.record.id, in: desk.words.language,
            edition: Edition(date: desk.registry.today.description, synthetic: desk.site.isSynthetic))
    }

    private static func cases(
        _ desk: Desk, _ id: Int64, _ query: Query
    ) throws -> (ruling: Ruling, cases: [RuledCase]) {
        let record = try RulingPage.record(desk, id)
        guard record.rows <= RuleChoice.mostLines else { throw HTTPError(.notFound) }
        let found = try desk.site.findings.ruling(desk.registry, record)
        let row = query.filled(RuleLetters.row)
        let cases = found.cases.filter { line in
            !line.reasons.isEmpty && !found.reopened.contains(line.row) && (row.map { $0 == String(line.row) } ?? true)
        }
        guard !cases.isEmpty else { throw HTTPError(.notFound) }
        return (found, cases)
    }
}
