import Charts
import Evaluation
import Problems
import Registry

/// Who decides, how long lines stay where, and how areas fare.
struct PowerTables {
    let report: UndeclaredReport
    let sentences: UndeclaredSentences
    let source: String

    private var words: Words { sentences.words }

    func section(_ numbering: inout Numbering) -> Page.Section? {
        let refusing = report.dominance.shares.filter { $0.refused > 0 }
        guard !refusing.isEmpty else { return nil }
        let shares = shares(refusing, &numbering)
        let staying = report.staying.isEmpty ? nil : staying(&numbering)
        let kinds = report.kinds.isEmpty ? nil : areas(report.kinds, "kinds.title", &numbering)
        let areas = report.areas.isEmpty ? nil : areas(report.areas, "areas.title", &numbering)
        return Page.Section("power", words("section.power")) {
            tag(.p, "", concentration)
            shares.html
            if let staying { staying.html }
            if let kinds { kinds.html }
            if let areas { areas.html }
        }
    }

    private var concentration: String {
        let own = report.dominance
        return words(
            "concentration",
            [
                "index": words.numbers.decimal(own.concentration ?? 1, 2),
                "effective": words.numbers.decimal(own.effectiveDeciders ?? 1, 1),
                "even": words.numbers.decimal(own.evenConcentration ?? 1, 2),
            ])
    }

    private func range(_ interval: Interval) -> String {
        words.numbers.decimal(100 * interval.lower, 1) + "–" + words.numbers.percent(interval.upper, 1)
    }

    private func shares(_ shares: [DecisionDominance.Share], _ numbering: inout Numbering) -> ReportTable {
        ReportTable(
            caption: numbering.table(words("power.title")),
            columns: [
                .init(words("column.decider"), broad: true), .init(words("column.decided"), .number),
                .init(words("column.refused"), .number), .init(words("column.rate"), .number),
                .init(words("column.share-of-refusals"), .number), .init(words("column.unexplained"), .number),
                .init(words("column.without"), .number),
            ],
            rows: shares.map { share in
                .init([
                    sentences.decider(share.decider), words.count(share.decided), words.count(share.refused),
                    range(share.rate), words.percent(share.refused, of: report.dominance.refused),
                    words.count(share.unexplained),
                    share.concentrationWithout.map { words.numbers.decimal($0, 2) } ?? "–",
                ])
            }, notes: [("", words("power.note"))], source: source, look: .cardwise)
    }

    private func staying(_ numbering: inout Numbering) -> ReportTable {
        func hours(_ value: Double) -> String {
            value < 48
                ? words("hours", ["value": words.numbers.decimal(value, 1)])
                : words("days", ["value": words.numbers.decimal(value / 24, 1)])
        }
        return ReportTable(
            caption: numbering.table(words("staying.title")),
            columns: [
                .init(words("column.decider"), broad: true), .init(words("column.decided"), .number),
                .init(words("column.quartile-lower"), .number), .init(words("column.median"), .number),
                .init(words("column.quartile-upper"), .number), .init(words("column.longest"), .number),
            ],
            rows: report.staying.map { row in
                .init([
                    sentences.decider(row.decider), words.count(row.times.count), hours(row.times.lowerQuartile),
                    hours(row.times.median), hours(row.times.upperQuartile), hours(row.times.longest),
                ])
            }, notes: [("", words("staying.note"))], source: source, look: .cardwise)
    }

    private func areas(
        _ areas: [AreaRefusals.Area], _ title: String, _ numbering: inout Numbering
    ) -> ReportTable {
        ReportTable(
            caption: numbering.table(words(title)),
            columns: [
                .init(words("column.area"), broad: true), .init(words("column.decided"), .number),
                .init(words("column.refused"), .number), .init(words("column.rate"), .number),
                .init(words("column.difference"), .number),
            ],
            rows: areas.map { area in
                .init([
                    area.name, words.count(area.decided), words.count(area.refused), range(area.interval),
                    area.difference.map { difference in
                        words(
                            difference.isClear ? "difference.clear" : "difference",
                            [
                                "value": words.numbers.decimal(100 * difference.estimate, 1),
                                "lower": words.numbers.decimal(100 * difference.interval.lower, 1),
                                "upper": words.numbers.decimal(100 * difference.interval.upper, 1),
                            ])
                    } ?? "–",
                ])
            }, notes: [("", words("areas.note"))], source: source, look: .cardwise)
    }
}
