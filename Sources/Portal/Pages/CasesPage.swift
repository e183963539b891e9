import Hummingbird
import Problems
import Registry
import Store

/// The people and families of a pair under one verdict, with their rows in both lists; masked.
struct CasesPage: Sendable {
    struct Row: Sendable {
        var number: String
        var unit: String
        var identity: String
        var name: String
        /// The name on the other list where it differs wholly.
        var otherName: String?
        var village: String
        var rowsA: String
        var rowsB: String?
        var amountA: String
        var amountB: String?
        var condition: String
    }

    struct Condition: Sendable {
        var number: String
        var condition: String
        var basis: String
        var concerned: String
    }

    var pair: String
    var pairAddress: String
    var verdict: String
    var verdictName: String
    var meaning: String
    var nameA: String
    var nameB: String?
    var conditions: [Condition]
    var rows: [Row]
    var pager: Pager

    static func make(_ desk: Desk, _ first: Int64, _ second: Int64, _ slug: String) throws -> Page {
        let lists = try desk.overlapLists()
        guard let a = lists.index(first), let b = lists.index(second), a <= b, let verdict = VerdictSlug.verdict(slug)
        else { throw HTTPError(.notFound) }
        let findings = lists.findings(a, b).filter { $0.verdict == verdict }
        guard !findings.isEmpty else { throw HTTPError(.notFound) }
        let words = desk.words
        let pager = Pager(findings.reduce(0) { $0 + $1.cases.count }, desk.visit)
        for list in Set([first, second]) { try desk.registry.look(.readCases, object: LogObject(.batch, list)) }
        // Where the list tells no amounts the programme's stand in its rows, and say so.
        let marks = try [first, second].map { list throws(Problem) in
            try desk.registry.programmeAmount(of: list) == nil ? "" : " " + words("amount.of-programme")
        }
        let content = CasesPage(
            pair: lists.name(a, b), pairAddress: lists.address(a, b), verdict: verdict.rawValue,
            verdictName: words("verdict.\(verdict.rawValue)"), meaning: words("meaning.\(verdict.rawValue)"),
            nameA: lists.titles[a], nameB: a == b ? nil : lists.titles[b],
            conditions: findings.enumerated().map { index, finding in
                let condition = words.pick(finding.conditionId, finding.conditionEn)
                return Condition(
                    number: String(index + 1), condition: condition.isEmpty ? words("pair.no-rule") : condition,
                    basis: finding.legalBasis.flatMap { $0.isEmpty ? nil : $0 } ?? words("pair.no-basis"),
                    concerned: lists.concerned(finding))
            },
            rows: rows(findings, pager.range, isWithin: a == b, marks, words), pager: pager)
        return Page(
            template: "cases",
            title: words("cases.title", ["verdict": content.verdictName, "pair": content.pair]), section: .overlap,
            content: content)
    }

    /// The cases of all findings, one finding after the other, as far as they are shown.
    private static func rows(
        _ findings: [OverlapResult.Finding], _ range: Range<Int>, isWithin: Bool, _ marks: [String], _ words: Words
    ) -> [Row] {
        var before = 0
        return findings.enumerated().flatMap { index, finding in
            defer { before += finding.cases.count }
            let own = range.clamped(to: before..<(before + finding.cases.count))
            return own.map { row(finding.cases[$0 - before], finding.unit, index, isWithin: isWithin, marks, words) }
        }
    }

    private static func row(
        _ item: OverlapResult.Case, _ unit: OverlapUnit, _ index: Int, isWithin: Bool, _ marks: [String],
        _ words: Words
    ) -> Row {
        func amount(_ rupiah: Int64, _ side: Int) -> String { words.money(rupiah) + (rupiah == 0 ? "" : marks[side]) }
        return Row(
            number: String(index + 1), unit: words.name("unit", unit.rawValue),
            identity: Masked.number(item.nik ?? item.familyCard ?? ""), name: Masked.name(item.name),
            otherName: item.otherName.map { Masked.name($0) },
            village: item.village ?? "–", rowsA: item.rowsA.map(String.init).joined(separator: ", "),
            rowsB: isWithin ? nil : item.rowsB.map(String.init).joined(separator: ", "),
            amountA: amount(item.amountA, 0), amountB: isWithin ? nil : amount(item.amountB, 1),
            condition: String(index + 1))
    }
}
