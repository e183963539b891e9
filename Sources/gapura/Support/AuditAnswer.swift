// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Indonesia
import Problems
import Registry
import Reports

/// An audit as one JSON document. Of more findings than ``AuditAnswer/most`` the rest stands in `findings.csv`.
struct AuditAnswer: Encodable {
    struct Reference: Encodable {
        var kind: String
        var name: String
        var as_of: String?
        var sha256: String
        var rows: Int
        var unusable: Int
        var matched: Int
        var passed_over: Int
        var undecided: Int
    }

    struct Count: Encodable {
        var people: Int
        var lines: Int
        var rupiah: Int64
    }

    struct Category: Encodable {
        var category: String
        var title: String
        var checked: Bool
        /// Nil where the category was not checked.
        var people: Int?
        var lines: Int?
        var rupiah: Int64?
        var undecided_lines: Int?
        var unsettled: Count?
        var legal_basis: String?
        var rule: String?
    }

    struct Finding: Encodable {
        var category: String
        var row: Int
        var nik: String
        var name: String
        var rupiah: Int64
        var evidence: String
        var detail: String
        var reference: Int?
        var row_there: Int?
        var state: String
        var rebuttal: String?
        var follow_up: String?
    }

    struct Stratum: Encodable {
        var category: String
        var people: Int
        var drawn: Int
        var weight: Double
    }

    struct Drawn: Encodable {
        var category: String
        var categories: [String]
        var rows: [Int]
        var nik: String
        var name: String
    }

    struct Sample: Encodable {
        var seed: UInt64
        var size: Int
        var strata: [Stratum]
        var people: [Drawn]
    }

    /// Findings in the document.
    static let most = 10_000

    private var list: String
    private var sha256: String
    private var programme: String?
    private var year: Int
    private var as_of: String
    private var rows: Int
    private var people: Int
    private var rows_without_number: Int
    private var knows_rupiah: Bool
    private var references: [Reference]
    private var categories: [Category]
    private var not_checked: [String]
    private var sum: Count
    private var counted_more_than_once: Count
    private var total: Count
    private var unsettled: Count
    private var people_by_number_of_categories: [Int]
    private var states: [String: Int]
    private var gone: Int?
    private var findings: [Finding]
    private var findings_left_out: Int
    private var sample: Sample?

    init(_ result: AuditResult, _ drawn: AuditSample?, _ sentences: FindingSentences) {
        let totals = result.totals
        (list, sha256, programme, year) = (result.list, result.sha256, result.programme, result.year)
        (as_of, rows, people) = (result.day.description, result.rows, result.people)
        (rows_without_number, knows_rupiah) = (result.withoutNumber, result.knowsRupiah)
        references = result.references.map {
            Reference(
                kind: $0.kind.rawValue, name: $0.name, as_of: $0.asOf?.description, sha256: $0.sha256, rows: $0.rows,
                unusable: $0.unusable, matched: $0.matched, passed_over: $0.passedOver, undecided: $0.open)
        }
        categories = FindingCategory.allCases.map { category in
            let isChecked = result.isChecked(category)
            let (all, open) = (totals[category], result.unsettled[category])
            return Category(
                category: category.code, title: sentences.title(category), checked: isChecked,
                people: isChecked ? all.people : nil, lines: isChecked ? all.lines : nil,
                rupiah: isChecked ? all.rupiah : nil,
                undecided_lines: isChecked ? result.undecidedLines(category) : nil,
                unsettled: isChecked ? Count(people: open.people, lines: open.lines, rupiah: open.rupiah) : nil,
                legal_basis: result.basis(category)?.text, rule: result.basis(category)?.rule)
        }
        not_checked = FindingCategory.allCases.filter { !result.isChecked($0) }.map(\.code)
        sum = Count(people: totals.peopleSummed, lines: totals.linesSummed, rupiah: totals.rupiahSummed)
        counted_more_than_once = Count(
            people: totals.peopleRepeated, lines: totals.linesRepeated, rupiah: totals.rupiahRepeated)
        total = Count(people: totals.people, lines: totals.lines, rupiah: totals.rupiah)
        let open = result.unsettled
        unsettled = Count(people: open.people, lines: open.lines, rupiah: open.rupiah)
        people_by_number_of_categories = totals.byNumber
        states = Dictionary(uniqueKeysWithValues: result.states.map { ($0.key.rawValue, $0.value) })
        gone = result.isAnswered ? result.gone.count : nil
        findings = (0..<min(result.count, Self.most)).map { place in
            let finding = result[place]
            let answer = finding.answer
            return Finding(
                category: finding.category.code, row: finding.row, nik: finding.nik, name: finding.name,
                rupiah: finding.amount, evidence: finding.detail.word, detail: sentences.detail(finding),
                reference: finding.reference, row_there: finding.rowThere, state: answer.state.rawValue,
                rebuttal: answer.rebuttal.isEmpty ? nil : answer.rebuttal,
                follow_up: answer.followUp.isEmpty ? nil : answer.followUp)
        }
        findings_left_out = result.count - findings.count
        sample = drawn.map { drawn in
            Sample(
                seed: drawn.seed, size: drawn.size,
                strata: drawn.strata.map {
                    Stratum(category: $0.category.code, people: $0.people, drawn: $0.drawn, weight: $0.weight)
                },
                people: drawn.people.map {
                    Drawn(
                        category: $0.category.code, categories: $0.categories.map(\.code), rows: $0.rows, nik: $0.nik,
                        name: $0.name)
                })
        }
    }
}
