import Charts
import Registry

extension RegionDocument {
    /// The region's parts, each with its own parts, so that every total is the sum of the rows that lead to it.
    func places(_ numbering: inout Numbering) -> Page.Section {
        let held = Set(value.publication.parts.map(\.code))
        let active = value.parts.filter { held.contains($0.place.code) }
        var rows: [ReportTable.Row] = []
        for part in active {
            let below = value.places[part.place.code] ?? []
            rows.append(row(part.place.name, part.place.code, part.enterprises, below.isEmpty ? .plain : .group))
            rows += below.map { row("– " + $0.place.name, $0.place.code, $0.enterprises, .plain) }
            if !below.isEmpty, let rest = remainder(part.place.code, "– ", below, part.enterprises) {
                rows.append(rest)
            }
        }
        let others = value.parts.filter { !held.contains($0.place.code) }
        if !others.isEmpty {
            let enterprises = others.compactMap(\.enterprises)
            rows.append(
                ReportTable.Row([
                    words("places.others", ["count": words.count(others.count)]),
                    enterprises.isEmpty ? "–" : words.count(Int(enterprises.boundedSum)), "–", "–", "–", "–", "–",
                ]))
        }
        if let rest = remainder(region, "", value.parts, value.enterprises?.value) { rows.append(rest) }
        rows.append(row(words("total"), region, value.enterprises?.value, .total))
        let table = table(
            numbering.table(words("places.title", ["region": place, "year": year])),
            [
                .init(words("column.place")), .init(words("column.enterprises"), .number),
                .init(words("column.proposed"), .number), .init(words("column.distributed"), .number),
                .init(words("column.cashed"), .number), .init(words("column.listed"), .number),
                .init(words("column.coverage"), .number),
            ], rows,
            value.parts.isEmpty
                ? [words("note.people")] : [words("places.sum"), words("places.untold"), words("note.people")])
        return Page.Section("places", words("section.places")) {
            tag(.p, "", denominator)
            table.html
        }
    }

    private var denominator: String {
        guard let enterprises = value.enterprises else { return words("places.no-denominator") }
        return words(
            "places.text",
            [
                "enterprises": words.count(Int(enterprises.value)), "region": place, "source": enterprises.source,
                "date": words.day(enterprises.asOf ?? "\(enterprises.year)"),
            ])
    }

    private func row(
        _ name: String, _ code: String, _ enterprises: Int64?, _ kind: ReportTable.RowKind
    ) -> ReportTable.Row {
        let reached = count("distributed", at: code)
        let isReported = value.publication.hasReports(in: code)
        func told(_ count: Publication.Count) -> String { isReported ? shown(count) : "–" }
        let coverage = isReported ? enterprises.map { share(reached, of: .value(Int($0))) } ?? "–" : "–"
        return ReportTable.Row(
            [
                name, enterprises.map { words.count(Int($0)) } ?? "–", told(count("proposed", at: code)),
                told(reached), told(count("cashed", at: code)), shown(count("listed", at: code)), coverage,
            ], kind)
    }

    /// What a region holds beyond the parts shown; nil where that is nothing.
    private func remainder(
        _ code: String, _ indent: String, _ parts: [RegionReportInput.Part], _ enterprises: Int64?
    ) -> ReportTable.Row? {
        guard !parts.isEmpty else { return nil }
        let counts = ["proposed", "distributed", "cashed", "listed"].map { count($0, at: code, rest: true) }
        let known = parts.compactMap(\.enterprises).boundedSum
        let rest = enterprises.map { $0 - known } ?? 0
        guard rest != 0 || counts.contains(where: { $0 != .value(0) }) else { return nil }
        return ReportTable.Row(
            [indent + words("places.rest"), enterprises == nil ? "–" : words.count(Int(rest))] + counts.map(shown)
                + ["–"])
    }

    /// People by stage of the proposal.
    func stages(_ numbering: inout Numbering) -> [Page.Section] {
        let known = Stages.chain.compactMap { stage in count(stage).number.map { (stage, $0) } }
        guard known.count == Stages.chain.count, known.contains(where: { $0.1 > 0 }) else { return [] }
        let figure = FunnelFigure(
            caption: Caption(id: "stages-funnel", title: words("stages.title"), summary: words("stages.summary")),
            stages: known.map { .init(label: label("measure", $0.0), count: $0.1) }, numbers: words.numbers,
            header: (words("column.stage"), words("column.people"), words("column.share-of-proposed")))
        let caption = numbering.figure(words("stages.title"))
        return [
            Page.Section("stages", words("section.stages")) {
                tag(.p, "", words("stages.text"))
                HTML.figure(figure, caption: caption, dataLabel: nil, source: source)
            }
        ]
    }

    /// People by quarter of this year and the one before.
    func course(_ numbering: inout Numbering) -> [Page.Section] {
        func points(_ publication: Publication?, _ measure: String) -> [(period: String, count: Publication.Count)] {
            guard let publication else { return [] }
            return publication.categories(measure, "period").filter { $0 != "-" }.map { period in
                (
                    period,
                    publication[CountKey(measure, region: region, breakdown: "period", category: period)]
                )
            }
        }
        let measures = ["proposed", "distributed", "cashed"]
        let series = measures.map { points(value.earlier, $0) + points(value.publication, $0) }
        let periods = series.max { $0.count < $1.count }?.map(\.period) ?? []
        guard periods.count > 1 else { return [] }
        func at(_ index: Int, _ period: String) -> Publication.Count {
            series[index].first { $0.period == period }?.count ?? .value(0)
        }
        let figure = TrendFigure(
            caption: Caption(id: "course-trend", title: words("course.title"), summary: words("course.summary")),
            periods: periods,
            series: measures.indices.map { index in
                .init(
                    label: label("measure", measures[index]),
                    values: periods.map { at(index, $0).number.map(Double.init) })
            }, periodHeader: words("column.period"), numbers: words.numbers)
        let caption = numbering.figure(words("course.title"))
        let rows = measures.indices.map { index in
            ReportTable.Row([label("measure", measures[index])] + periods.map { shown(at(index, $0)) })
        }
        let table = table(
            numbering.table(words("course.title")),
            [.init(words("column.stage"))] + periods.map { .init($0, .number) }, rows)
        return [
            Page.Section("course", words("section.course")) {
                tag(.p, "", words("course.text"))
                HTML.figure(figure, caption: caption, dataLabel: nil, source: source)
                table.html
            }
        ]
    }
}
