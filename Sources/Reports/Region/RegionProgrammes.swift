import Charts
import Registry

extension RegionDocument {
    /// The programmes that run in the region, those of its own first. Of a single village people are not published by
    /// programme: the columns are left out.
    func programmes(_ numbering: inout Numbering) -> Page.Section {
        let isVillage = value.publication.isVillage
        var columns: [ReportTable.Column] = [
            .init(words("column.programme"), broad: true), .init(words("column.kind")), .init(words("column.area")),
            .init(words("column.target"), .number),
        ]
        if !isVillage {
            columns += [.init(words("column.distributed"), .number), .init(words("column.listed"), .number)]
        }
        var rows: [ReportTable.Row] = []
        for isOwn in [true, false] {
            let group = value.programmes.filter { $0.isOwn == isOwn }
            guard !group.isEmpty else { continue }
            var title = ReportTable.Cell(words(isOwn ? "programmes.own" : "programmes.wider"))
            title.span = columns.count
            rows.append(ReportTable.Row([title], .group))
            rows += group.map(row)
        }
        if !isVillage {
            rows.append(
                ReportTable.Row(
                    [
                        words("programmes.total"), "", "", "", shown(count("distributed")), shown(count("listed")),
                    ], .total))
        }
        let table = table(
            numbering.table(words("programmes.title", ["region": place, "year": year])), columns, rows,
            [words("note.target")]
                + (isVillage ? [words("note.village")] : [words("note.people"), words("note.listed")]),
            look: .cardwise)
        return Page.Section("programmes", words("section.programmes")) {
            tag(.p, "", words("programmes.text", ["region": place]))
            table.html
        }
    }

    private func row(_ programme: RegionReportInput.Programme) -> ReportTable.Row {
        let title = HTML.joined([
            tag(.strong, "", name(programme.code)), .element(.br, [], .empty),
            .text("\(programme.code) · \(name(programme.owner))"),
        ])
        var cells: [ReportTable.Cell] = [
            .init(title), .init(label("kind", programme.kind)), .init(area(programme)),
            .init(programme.target.map { words.count(Int($0)) } ?? "–"),
        ]
        if !value.publication.isVillage {
            cells.append(.init(programme.isReported ? shown(programme.reached) : "–"))
            cells.append(.init(programme.hasList ? shown(programme.listed) : "–"))
        }
        return ReportTable.Row(cells)
    }

    private func area(_ programme: RegionReportInput.Programme) -> String {
        if programme.area.isEmpty || programme.area.contains("ID") { return words("area.nation") }
        return programme.area.map(name).joined(separator: ", ")
    }

    /// Budget against what is reported as used.
    func money(_ numbering: inout Numbering) -> Page.Section {
        let own = value.programmes.filter { $0.isOwn && $0.budget != nil }
        var rows = own.map { programme in
            ReportTable.Row([
                "\(name(programme.code)) (\(programme.code))", rupiah(programme.budget), used(programme),
                programme.spent.flatMap { spent in
                    programme.budget.map { words.percent(Int(spent), of: Int($0)) }
                } ?? (programme.isSpentHidden ? Self.mark : "–"),
            ])
        }
        let (budget, spent, missing) = ownMoney
        rows.append(
            ReportTable.Row(
                [
                    words(missing == 0 ? "money.total" : "money.total-told"), words.rupiah(budget),
                    words.rupiah(spent), words.percent(Int(spent), of: Int(budget)),
                ], .total))
        let table = table(
            numbering.table(words("money.title", ["region": place, "year": year])),
            [
                .init(words("column.programme"), broad: true), .init(words("column.budget"), .number),
                .init(words("column.used"), .number), .init("%", .number),
            ], rows, [words("note.money")])
        let bars = own.compactMap { programme -> BarFigure.Bar? in
            guard let spent = programme.spent, let budget = programme.budget, budget > 0 else { return nil }
            return BarFigure.Bar(
                label: name(programme.code), value: Double(spent) / Double(budget) * 100,
                text: words.percent(Int(spent), of: Int(budget)))
        }
        let figure = BarFigure(
            caption: Caption(id: "money-used", title: words("money.figure"), summary: words("money.figure-summary")),
            bars: bars, maximum: max(100, bars.map(\.value).max() ?? 0), header: (words("column.programme"), "%"))
        let caption = bars.count <= 2 ? "" : numbering.figure(words("money.figure"))
        return Page.Section("money", words("section.money")) {
            tag(.p, "", words("money.text"))
            if own.isEmpty { tag(.p, "", words("money.none")) } else { table.html }
            if bars.count > 2 { HTML.figure(figure, caption: caption, dataLabel: nil, source: source) }
            wider(&numbering)
        }
    }

    private func used(_ programme: RegionReportInput.Programme) -> String {
        programme.isSpentHidden ? Self.mark : rupiah(programme.spent)
    }

    /// What programmes of a wider area are reported to have used here; their budget is not divided by region.
    private func wider(_ numbering: inout Numbering) -> HTML {
        let told = value.programmes.filter { !$0.isOwn && ($0.spent != nil || $0.isSpentHidden) }
        guard !told.isEmpty else { return .empty }
        var rows = told.map { programme in
            ReportTable.Row(["\(name(programme.code)) (\(programme.code))", used(programme)])
        }
        let hidden = told.contains(where: \.isSpentHidden)
        rows.append(
            ReportTable.Row(
                [
                    words(hidden ? "money.total-told" : "money.total"),
                    words.rupiah(told.compactMap(\.spent).boundedSum),
                ], .total))
        return table(
            numbering.table(words("money.wider-title", ["region": place, "year": year])),
            [.init(words("column.programme"), broad: true), .init(words("column.used"), .number)], rows, look: .narrow
        ).html
    }
}
