import Registry

extension RegionDocument {
    /// How the institutions report on the region's programmes.
    func discipline(_ numbering: inout Numbering) -> Page.Section {
        func cells(_ name: String, _ score: ReportingState.Score, _ kind: ReportTable.RowKind) -> ReportTable.Row {
            ReportTable.Row(
                [
                    name, words.count(score.due), words.count(score.onTime), words.count(score.late),
                    words.count(score.missing), words.count(score.contradictory),
                    score.due == 0 ? "–" : words.percent(score.onTime, of: score.due),
                ], kind)
        }
        let scores = value.discipline.sorted {
            (-$0.score.missing - $0.score.late, $0.institution) < (-$1.score.missing - $1.score.late, $1.institution)
        }
        let rows =
            scores.map { cells(name($0.institution), $0.score, .plain) } + [cells(words("total"), totalScore, .total)]
        let table = table(
            numbering.table(words("reports.title", ["year": year])),
            [
                .init(words("column.institution"), broad: true), .init(words("column.due"), .number),
                .init(words("column.on-time"), .number), .init(words("column.late"), .number),
                .init(words("column.missing"), .number), .init(words("column.contradictory"), .number),
                .init(words("column.on-time-share"), .number),
            ], rows, [words("reports.note")])
        let list = findings(&numbering)
        return Page.Section("reports", words("section.reports")) {
            tag(.p, "", words("reports.text", ["date": words.day(value.asOf), "region": place]))
            table.html
            list
        }
    }

    /// What does not fit, without the numbers: those of small places would tell what is hidden.
    private func findings(_ numbering: inout Numbering) -> HTML {
        guard !value.findings.isEmpty else { return tag(.p, "", words("findings.none")) }
        let rows = value.findings.sorted {
            ($0.institution, $0.programme, $0.period) < ($1.institution, $1.programme, $1.period)
        }
        .map { finding in
            ReportTable.Row([
                name(finding.institution), "\(name(finding.programme)) (\(finding.programme))", finding.period,
                words("finding." + String(finding.code.dropFirst("report.".count))),
                finding.region.map(placeName) ?? "–",
            ])
        }
        return ReportTable(
            caption: numbering.table(words("findings.title", ["year": year])),
            columns: [
                .init(words("column.institution")), .init(words("column.programme"), broad: true),
                .init(words("column.period"), .code), .init(words("column.finding")), .init(words("column.place")),
            ], rows: rows, notes: [("", words("findings.note"))], source: source, look: .cardwise
        ).html
    }

    private func placeName(_ code: String) -> String {
        (value.view.path + [value.view.place] + value.publication.parts).first { $0.code == code }?.name ?? name(code)
    }

    /// Where no programme is, and which get in each other's way.
    func mapping(_ numbering: inout Numbering) -> Page.Section {
        let parts = [whiteSpots(&numbering), pairs(&numbering)]
        return Page.Section("mapping", words("section.mapping")) {
            tag(.p, "", words("mapping.text"))
            HTML.joined(parts)
        }
    }

    private func whiteSpots(_ numbering: inout Numbering) -> HTML {
        guard !value.whiteSpots.isEmpty else { return tag(.p, "", words("white.none")) }
        struct Key: Hashable {
            var region: String
            var kind: String
        }
        let groups = Dictionary(grouping: value.whiteSpots) { Key(region: $0.region, kind: $0.kind) }
        let rows = groups.sorted { ($0.key.region, $0.key.kind) < ($1.key.region, $1.key.kind) }.map { key, spots in
            let elsewhere = Set(spots.flatMap(\.elsewhere)).sorted()
            let targets = spots.map { $0.target == WhiteSpot.anybody ? words("anybody") : label("special", $0.target) }
            return ReportTable.Row(
                (key.region == region ? [] : [placeName(key.region)]) + [
                    label("kind", key.kind), targets.joined(separator: ", "),
                    elsewhere.isEmpty ? words("white.nowhere") : elsewhere.joined(separator: ", "),
                ])
        }
        let hasPlaces = value.whiteSpots.contains { $0.region != region }
        return ReportTable(
            caption: numbering.table(words("white.title", ["region": place, "year": year])),
            columns: (hasPlaces ? [.init(words("column.place"))] : []) + [
                .init(words("column.kind")), .init(words("column.for"), broad: true), .init(words("column.elsewhere")),
            ], rows: rows, notes: [("", words("white.note"))], source: source, look: .cardwise
        ).html
    }

    private func pairs(_ numbering: inout Numbering) -> HTML {
        let clashes = value.clashes.map { (words("pair.clash"), $0.a, $0.b) }
        let known = Set(value.clashes.map { [$0.a, $0.b] })
        let similar = value.similar.filter { !known.contains([$0.a, $0.b]) }.map { (words("pair.similar"), $0.a, $0.b) }
        guard !(clashes + similar).isEmpty else { return tag(.p, "", words("pairs.none")) }
        let owners = Dictionary(
            value.programmes.map { ($0.code, $0.owner) }, uniquingKeysWith: { first, _ in first })
        func title(_ code: String) -> String { "\(name(code)) (\(code), \(name(owners[code] ?? "")))" }
        return ReportTable(
            caption: numbering.table(words("pairs.title", ["region": place, "year": year])),
            columns: [
                .init(words("column.finding")), .init(words("column.programme"), broad: true),
                .init(words("column.other"), broad: true),
            ], rows: (clashes + similar).map { ReportTable.Row([$0.0, title($0.1), title($0.2)]) },
            notes: [("", words("pairs.note"))], source: source, look: .cardwise
        ).html
    }
}
