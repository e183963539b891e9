// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Indonesia
import Problems
import Registry
import Store

/// An answer of the past with the two times it was asked for.
struct AsOfAnswer<Content: Encodable>: Encodable {
    /// The instant by which it was known, ISO 8601 in UTC.
    var known_at: String
    /// The day on which it held; nil where all that was known is told.
    var true_on: String?
    var answer: Content

    init(_ asOf: AsOf, _ answer: Content) {
        known_at = asOf.instant
        true_on = asOf.trueOn?.description
        self.answer = answer
    }
}

/// What committed lists come to.
struct StandingAnswer: Encodable {
    struct Sums: Encodable {
        var enrolments: Int
        var running: Int
        var people: Int
        var families: Int
        var amount: Int64

        init(_ sums: EnrolmentSums) {
            enrolments = sums.enrolments
            running = sums.running
            people = sums.people
            families = sums.families
            amount = sums.amount
        }
    }
    struct Programme: Encodable {
        var programme: String
        var people: Int
        var families: Int
        var amount: Int64
    }
    struct List: Encodable {
        var batch: Int64
        var name: String
        var programme: String
        var fiscal_year: Int
        var institution: String
        var reference_date: String
        var committed_at: String?
        var sums: Sums
    }

    var all: Sums
    var programmes: [Programme]
    var lists: [List]

    init(_ standing: Standing) {
        all = Sums(standing.sums)
        programmes = standing.programmes.map {
            Programme(programme: $0.code, people: $0.people, families: $0.families, amount: $0.amount)
        }
        lists = standing.lists.map { item in
            List(
                batch: item.batch.id, name: item.batch.name, programme: item.batch.programme,
                fiscal_year: item.batch.fiscalYear, institution: item.batch.institution,
                reference_date: item.batch.referenceDate, committed_at: item.batch.committedAt, sums: Sums(item.sums))
        }
    }

    func totals(_ console: Console) -> TextGrid {
        func say(_ number: some BinaryInteger) -> String { console.integer(number) }
        var grid = TextGrid(
            ["programme", "people", "families", "amount"].map { console.say("asof." + $0) }, numeric: [1, 2, 3])
        for row in programmes {
            grid.add([row.programme, say(row.people), say(row.families), say(row.amount)])
        }
        grid.add([console.say("asof.all"), say(all.people), say(all.families), say(all.amount)])
        return grid
    }

    func lists(_ console: Console) -> TextGrid {
        func say(_ number: some BinaryInteger) -> String { console.integer(number) }
        var grid = TextGrid(
            ["list", "programme", "year", "institution", "reference", "enrolments", "running", "people", "amount"]
                .map { console.say("asof." + $0) }, numeric: [5, 6, 7, 8])
        for list in lists {
            grid.add([
                list.name, list.programme, String(list.fiscal_year), list.institution, list.reference_date,
                say(list.sums.enrolments), say(list.sums.running), say(list.sums.people), say(list.sums.amount),
            ])
        }
        return grid
    }
}

/// What stood out.
struct FindingsAnswer: Encodable {
    struct Rows: Encodable {
        var batch: Int64
        var list: String
        var programme: String
        var code: String
        var severity: String
        var rows: Int
    }

    var rows: [Rows]
    var alerts: [Answer.ProblemLine]

    init(_ findings: StandingFindings, _ language: Language) {
        rows = findings.rows.map {
            Rows(
                batch: $0.batch.id, list: $0.batch.name, programme: $0.batch.programme, code: $0.count.code,
                severity: $0.count.severity, rows: $0.count.rows)
        }
        alerts = findings.alerts.map { Answer.ProblemLine($0.problem, language) }
    }

    func grid(_ console: Console) -> TextGrid {
        var grid = TextGrid(
            ["list", "programme", "severity", "code", "rows"].map { console.say("asof." + $0) }, numeric: [4])
        for row in rows {
            grid.add([
                row.list, row.programme, console.say("asof." + row.severity), row.code,
                console.integer(row.rows),
            ])
        }
        for alert in alerts { grid.add(["–", "–", console.say("asof.alert"), alert.code, alert.message]) }
        return grid
    }
}
