import Hummingbird
import Indonesia
import Problems
import Registry
import Reports
import Store

/// Letters that tell people of an import why they are not on the list: of one, or of all who are refused or held.
///
/// A letter names its person, so that it can be handed over. Therefore it is made only for whoever says what for; the log
/// keeps it.
enum RuleLetters {
    static let row = "baris"
    /// Letters in one document.
    private static let most = 1000

    static func path(_ batch: Int64) -> String { "/daftar/\(batch)/surat" }

    static func address(_ choice: RuleChoice, row: Int? = nil) -> String {
        Query.address(path(choice.batch.id), choice.items + (row.map { [(Self.row, String($0))] } ?? []))
    }

    /// Asks what for.
    static func ask(_ desk: Desk, _ id: Int64, _ query: Query, isPurposeMissing: Bool = false) throws -> Page {
        let words = desk.words
        let choice = try RuleChoice(desk, id, query)
        let cases = try cases(desk, choice, query).cases
        let names = try Names(desk.registry, words)
        var board = board(words)
        board.crumbs = [
            .init(label: words("nav.lists"), address: Page.Section.lists.path),
            .init(label: names.list(choice.batch), address: "/daftar/\(id)"),
            .init(
                label: words("rules.run.crumb"), address: Query.address(RuleRunPage.path(id), choice.items)),
        ]
        let row = query.filled(Self.row).map { [(Self.row, $0)] } ?? []
        return asking(board, cases, path(id), choice.items + row, desk, isPurposeMissing: isPurposeMissing)
    }

    static func board(_ words: Words) -> Board {
        Board(words("rules.letters.title"), lead: words("rules.letters.lead"))
    }

    /// The form that asks what for.
    ///
    /// - Parameter items: what tells which letters.
    static func asking(
        _ start: Board, _ cases: [RuledCase], _ path: String, _ items: [(name: String, value: String)], _ desk: Desk,
        isPurposeMissing: Bool
    ) -> Page {
        let words = desk.words
        var board = start
        board.cards = [.init(figure: words.count(cases.count), label: words("rules.letters.card"))]
        if let problem = tooMany(cases, desk) {
            board.notices = [.init(message: words.reason(problem), advice: words.remedy(problem))]
            return board.page(.lists)
        }
        var part = Board.Part("cetak", words("rules.letters.print"))
        part.paragraphs = [words("rules.letters.text")]
        part.forms = [
            .doing(
                path,
                items.map { .hidden($0.name, $0.value) } + [
                    .init(
                        .text, Purpose.field, words("search.purpose"), value: desk.visit.purpose ?? "",
                        fault: isPurposeMissing ? words("rules.letters.purpose") : nil, isRequired: true)
                ], button: words("rules.letters.print"))
        ]
        board.parts = [part]
        var page = board.page(.lists)
        if isPurposeMissing { page.status = .unprocessableContent }
        return page
    }

    /// - Throws: 404 where nobody is refused or held, or the row is not there; `rules.too-many-letters`; `log.purpose`.
    static func make(_ desk: Desk, _ id: Int64, _ query: Query, purpose: String) throws -> Report {
        let choice = try RuleChoice(desk, id, query)
        let (ruled, cases) = try cases(desk, choice, query)
        if let problem = tooMany(cases, desk) { throw problem }
        try desk.registry.stating(purpose).tellExport("reason-letters", object: LogObject(.batch, id), isFull: true)
        return try Report.reasonLetters(
            cases, by: ruled.judge, list: choice.batch.name, in: desk.words.language,
            edition: Edition(date: desk.registry.today.description, synthetic: desk.site.isSynthetic))
    }

    static func tooMany(_ cases: [RuledCase], _ desk: Desk) -> Problem? {
        cases.count <= most
            ? nil : Problem("rules.too-many-letters", .refuse, ["count": desk.words.count(cases.count)])
    }

    private static func cases(
        _ desk: Desk, _ choice: RuleChoice, _ query: Query
    ) throws -> (ruled: Findings.Ruled, cases: [RuledCase]) {
        guard !choice.files.isEmpty, !choice.isTooLong else { throw HTTPError(.notFound) }
        let ruled = try desk.site.findings.ruled(desk.registry, choice)
        let row = query.filled(Self.row)
        let cases = ruled.cases.filter { line in
            !line.reasons.isEmpty && (row.map { $0 == String(line.row) } ?? true)
        }
        guard !cases.isEmpty else { throw HTTPError(.notFound) }
        return (ruled, cases)
    }
}
