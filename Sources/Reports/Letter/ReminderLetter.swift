import Foundation
import Problems
import Registry

/// A letter of one page; what does not fit goes into an enclosure.
struct ReminderLetter {
    let value: ReminderInput
    let words: Words
    let edition: Edition

    /// Rows that leave room for the signature on the first page.
    private static let rows = 4

    private var title: String { words("title", ["institution": name]) }
    private var name: String { value.name(words.language) }

    var report: Report {
        Page.frame(
            name: "letter-\(value.institution)-\(value.asOf)", title: title, words: words,
            tag(.div, "sheet letter") {
                head
                tag(.main) {
                    opening
                    if isLong { tag(.p, "", words("body.enclosed")) } else { HTML.joined(tables) }
                    closing
                    SignatureBlock(
                        place: words("place"), date: edition.date, office: words("office"), words: words
                    ).html
                    if isLong {
                        tag(.div, "enclosure") {
                            tag(.h2, "", words("enclosure"))
                            HTML.joined(tables)
                        }
                    }
                }
                tag(.footer) { tag(.p, "", words("foot.letter")) }
            })
    }

    private var isLong: Bool { groups.count + value.contradictions.count > Self.rows }

    private var head: HTML {
        tag(.header) {
            Letterhead(edition: edition, words: words).html
            tag(.dl, "facts") {
                tag(.dt, "", words("number"))
                tag(.dd, "", words("number.blank"))
                tag(.dt, "", words("urgency"))
                tag(.dd, "", words("urgency.value"))
                tag(.dt, "", words("enclosures"))
                tag(.dd, "", words(isLong ? "enclosures.one" : "enclosures.none"))
            }
            tag(.h1, "subject", title)
            tag(.p, "", words("to"))
            tag(.p, "addressee", name)
            tag(.p, "", words("to.place"))
        }
    }

    private var opening: HTML {
        let counts = [
            "date": words.day(value.asOf), "late": words.count(value.late.count), "institution": name,
            "state": state,
        ]
        return HTML.joined([
            tag(.p, "", words("salutation")), tag(.p, "", words("body.basis", counts)),
            tag(.p, "", words(value.isNeeded ? "body.counts" : "body.nothing", counts)),
            value.late.isEmpty
                ? .empty : tag(.p, "", words(value.late.count == 1 ? "body.late.one" : "body.late", counts)),
        ])
    }

    /// What is missing and what contradicts; what there is none of is not named.
    private var state: String {
        func part(_ key: String, _ count: Int) -> String? {
            count == 0 ? nil : words("state." + key + (count == 1 ? ".one" : ""), ["count": words.count(count)])
        }
        let parts = [part("missing", value.missing.count), part("contradictions", value.contradictions.count)]
            .compactMap(\.self)
        guard parts.count == 2 else { return parts.first ?? "" }
        return words("state.both", ["missing": parts[0], "contradictions": parts[1]])
    }

    private var closing: HTML {
        guard value.isNeeded else { return tag(.p, "", words("body.thanks")) }
        let by = ["date": words.day(value.answerBy)]
        return HTML.joined([
            tag(.p, "", words("body.ask", by)),
            tag(.ol) {
                if !value.missing.isEmpty { tag(.li, "", words("ask.missing")) }
                if !value.contradictions.isEmpty { tag(.li, "", words("ask.contradictions")) }
                tag(.li, "", words("ask.dispute"))
            }, tag(.p, "", words("body.thanks")),
        ])
    }

    /// What is missing of a programme, its periods together.
    private struct Group {
        var programme: String
        var content: String
        var duties: [DutyState]
    }

    private var groups: [Group] {
        Dictionary(grouping: value.missing) { [$0.duty.programme, $0.duty.content.rawValue] }
            .map { Group(programme: $0[0], content: $0[1], duties: $1) }
            .sorted { ($0.programme, $0.content) < ($1.programme, $1.content) }
    }

    private func programme(_ code: String) -> String {
        value.programmes[code].map { "\($0(words.language)) (\(code))" } ?? code
    }

    private var tables: [HTML] {
        var tables: [HTML] = []
        if !groups.isEmpty {
            let rows = groups.map { group in
                ReportTable.Row([
                    programme(group.programme),
                    SheetKinds.bundled.label("content", group.content, words.language) ?? group.content,
                    group.duties.map(\.duty.period).joined(separator: ", "),
                    group.duties.map { words.day($0.duty.dueOn) }.joined(separator: ", "),
                    words.count(group.duties.map(\.days).max() ?? 0),
                ])
            }
            tables.append(
                ReportTable(
                    caption: words("missing.title"),
                    columns: [
                        .init(words("column.programme"), broad: true), .init(words("column.content")),
                        .init(words("column.period")), .init(words("column.due")),
                        .init(words("column.days"), .number),
                    ], rows: rows, look: .cardwise
                ).html)
        }
        if !value.contradictions.isEmpty {
            let rows = value.contradictions.map { finding in
                ReportTable.Row([
                    "\(finding.programme) \(finding.period)", words.reason(readable(finding)),
                ])
            }
            tables.append(
                ReportTable(
                    caption: words("contradictions.title"),
                    columns: [
                        .init(words("column.report"), .code), .init(words("column.what")),
                    ], rows: rows, look: .cardwise
                ).html)
        }
        return tables
    }

    /// The finding with numbers as a reader of the language writes them, and institutions and days by their names.
    private func readable(_ finding: ReportFinding) -> Problem {
        var problem = finding.problem
        for (key, text) in problem.arguments {
            if let number = Int64(text), key != "period" { problem.arguments[key] = words.language.integer(number) }
        }
        problem.arguments["institution"] = name
        return problem
    }
}
