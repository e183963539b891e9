import Hummingbird
import Indonesia
import Problems
import Registry
import Reports
import Store

/// Undeclared criteria of an import: which refusals the rules explain, and what goes together with the rest. Holds no data of
/// a person; the whole report is a document of its own.
enum CriteriaPage {
    static let area = "wilayah"
    /// Lines that a page searches: each is dealt out at random many hundred times.
    static let mostLines = 5000
    static let draws = 999

    static func path(_ batch: Int64) -> String { "/daftar/\(batch)/kriteria" }

    static func make(_ desk: Desk, _ id: Int64) throws -> Page {
        let words = desk.words
        let choice = try RuleChoice(desk, id, desk.query)
        let names = try Names(desk.registry, words)
        var board = Board(
            words("criteria.title"), lead: words("criteria.lead", ["list": names.list(choice.batch)]))
        board.crumbs = [
            .init(label: words("nav.lists"), address: Page.Section.lists.path),
            .init(label: names.list(choice.batch), address: "/daftar/\(id)"),
        ]
        guard !choice.files.isEmpty, choice.batch.counts.read <= mostLines else {
            board.notices = [
                .init(
                    message: words(choice.files.isEmpty ? "rules.run.no-rules" : "rules.run.too-long"),
                    advice: choice.files.isEmpty ? nil : words("criteria.too-long", ["id": String(id)]))
            ]
            return board.page(.refusals)
        }
        board.chooser = .choosing(
            path(id), try choice.fields([FactSchema.cardVillage], words) + [try areas(desk, id)],
            button: words("criteria.search"))
        do throws(Problem) {
            let report = try desk.site.findings.criteria(desk.registry, choice, desk.query.filled(area))
            board.parts = try parts(report, choice, desk)
        } catch {
            guard error.code.hasPrefix("rules.") else { throw error }
            board.notices = [.init(message: words.reason(error), advice: words.remedy(error))]
        }
        return board.page(.refusals)
    }

    /// The whole report.
    ///
    /// - Throws: 404 where nothing can be searched.
    static func document(_ desk: Desk, _ id: Int64) throws -> Report {
        let choice = try RuleChoice(desk, id, desk.query)
        guard !choice.files.isEmpty, choice.batch.counts.read <= mostLines else { throw HTTPError(.notFound) }
        let report: UndeclaredReport
        do throws(Problem) {
            report = try desk.site.findings.criteria(desk.registry, choice, desk.query.filled(area))
        } catch {
            if error.code == "rules.no-stages" { throw HTTPError(.notFound) }
            throw error
        }
        try desk.registry.tellExport("undeclared", object: LogObject(.batch, id))
        return try Report.undeclared(
            report, in: desk.words.language,
            edition: Edition(date: desk.registry.today.description, synthetic: desk.site.isSynthetic))
    }

    private static func areas(_ desk: Desk, _ id: Int64) throws -> Form.Field {
        let chosen = desk.query.filled(area)
        let names = try desk.registry.columns(of: id).map(\.name).filter { !$0.isEmpty }
        return Form.Field(
            .choice, area, desk.words("whatif.area"),
            options: [.init(optionValue: "", optionLabel: desk.words("criteria.no-area"), isChosen: chosen == nil)]
                + names.map { .init(optionValue: $0, optionLabel: $0, isChosen: $0 == chosen) })
    }

    private static func parts(
        _ report: UndeclaredReport, _ choice: RuleChoice, _ desk: Desk
    ) throws(Problem) -> [Board.Part] {
        let words = desk.words
        let sentences = try UndeclaredSentences(words.language)
        var summary = Board.Part("ringkasan", words("criteria.summary"))
        summary.paragraphs = sentences.reconciliation(report) + [sentences.nothing(report)].compactMap(\.self)
        summary.links = [
            .init(
                words("criteria.report"),
                Query.address(
                    path(choice.batch.id) + "/laporan",
                    choice.items + [(area, desk.query.filled(area) ?? "")]))
        ]
        var parts = [summary]
        for (index, finding) in report.findings.enumerated() {
            var part = Board.Part("temuan-\(index + 1)", words("criteria.finding", ["n": words.count(index + 1)]))
            part.paragraphs =
                [sentences.headline(finding), sentences.who(finding)] + sentences.standing(finding)
                + [sentences.strength(finding), sentences.reasons(finding), sentences.standIns(finding)].compactMap(
                    \.self)
            if let rule = finding.standing.rule,
                let file = try RuleShelf.files(of: report.programme).first(where: { file in
                    file.rules.contains { $0.code == rule.code }
                })
            {
                part.links = [.init(rule.statement(words.language), RulesPage.address(file))]
            }
            parts.append(part)
        }
        var reading = Board.Part("membaca", words("criteria.reading"))
        reading.footnotes = sentences.cautions + sentences.limits(report) + [sentences.method(report)]
        return parts + [reading]
    }
}
