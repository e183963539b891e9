// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Indonesia
import Problems
import Registry
import Store

/// What the demo finds in programmes, reports, needs and referrals of the coordination example.
struct DemoCoordination: Encodable {
    /// The example's reports end with the year 2021 and are judged when the last of them was due.
    static let asOf = CalendarDate("2022-03-31")
    static let year = 2021

    var programmes: Int
    var sheets: Int
    var rows: Int
    var reports_due: Int
    var reports_late: Int
    var reports_missing: Int
    /// Contradictory reports by code.
    var contradictory: [String: Int]
    var without_clear_criteria: [String]
    var duplicates: Int
    var near_duplicates: Int
    var clashes: Int
    var white_spots: Int
    var alerts: [String: Int]
    /// Needs by what exists for them.
    var needs: [String: Int]
    var proposed_referrals: Int
    var overdue_referrals: Int
    /// The nation's figures of the year.
    var figures: [String: Int64]
    /// The contradictory reports themselves, for a reader.
    private var findings: [Problem]

    private enum CodingKeys: String, CodingKey {
        case programmes, sheets, rows, reports_due, reports_late, reports_missing, contradictory
        case without_clear_criteria, duplicates, near_duplicates, clashes, white_spots, alerts, needs
        case proposed_referrals, overdue_referrals, figures
    }

    /// Takes the example in, counts its figures and looks at them.
    init(_ registry: Registry) throws(Problem) {
        let receipt = try registry.loadCoordination(from: BundledCatalogue.example("coordination"))
        sheets = receipt.sheets.count
        rows = receipt.sheets.reduce(0) { $0 + $1.sending.rows }
        try registry.computeFigures(asOf: Self.asOf)
        let reporting = try registry.reporting(asOf: Self.asOf)
        let score = reporting.score { _ in true }
        (reports_due, reports_late, reports_missing) = (score.due, score.late, score.missing)
        let odd = reporting.findings.filter { $0.code != "report.late" && $0.code != "report.missing" }
        contradictory = Dictionary(odd.map { ($0.code, 1) }, uniquingKeysWith: +)
        findings = odd.map(\.problem)
        let mapping = try registry.mapping(year: Self.year)
        programmes = mapping.programmes
        without_clear_criteria = mapping.withoutClearCriteria.map(\.code)
        duplicates = mapping.duplicates.count
        near_duplicates = mapping.nearDuplicates.count
        clashes = mapping.clashes.count
        white_spots = mapping.whiteSpots.count
        let view = try registry.monitoring(year: Self.year)
        alerts = Dictionary(view.alerts.map { ($0.code, 1) }, uniquingKeysWith: +)
        figures = view.figures
        let supply = try registry.supply(year: Self.year)
        needs = Dictionary(supply.needs.map { ($0.state.rawValue, 1) }, uniquingKeysWith: +)
        proposed_referrals = try registry.proposedReferrals(year: Self.year).count
        overdue_referrals = try registry.referrals(asOf: Self.asOf).lines.count { $0.isOverdue }
    }

    func text(_ console: Console) -> String {
        let language = console.language
        func n(_ value: Int) -> String { language.integer(value) }
        func list(_ counts: [String: Int], _ name: (String) -> String) -> String {
            counts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map { "    \(n($0.value))  \(name($0.key))\n" }
                .joined()
        }
        let known = [
            "programmes": n(programmes), "sheets": n(sheets), "rows": n(rows), "due": n(reports_due),
            "late": n(reports_late), "missing": n(reports_missing),
            "contradictory": n(contradictory.values.reduce(0, +)),
            "unclear": without_clear_criteria.joined(separator: ", "), "duplicates": n(duplicates + near_duplicates),
            "clashes": n(clashes), "spots": n(white_spots), "needs": n(needs.values.reduce(0, +)),
            "proposals": n(proposed_referrals), "overdue": n(overdue_referrals), "year": String(Self.year),
        ]
        return console.say("demo.coordination.mapping", known) + "\n" + console.say("demo.coordination.reports", known)
            + "\n" + findings.map { "    - \(Catalogue.bundled.reason($0, language))\n" }.joined()
            + console.say("demo.coordination.needs", known) + "\n"
            + list(needs) { console.say("need.state." + $0) } + console.say("demo.coordination.referrals", known) + "\n"
    }
}
