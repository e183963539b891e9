import Registry

extension RegionDocument {
    /// Needs against what programmes offer, villages by what is unserved, and what could be done about it.
    func needs(_ numbering: inout Numbering) -> [Page.Section] {
        let total = count("needs")
        guard total != .value(0) else { return [] }
        let isCrossed = !value.publication.categories("needs", "kindState").isEmpty
        let parts =
            (isCrossed ? [matrix(&numbering)] : [sides(&numbering)]) + [villages(&numbering), policy(&numbering)]
        return [
            Page.Section("needs", words("section.needs")) {
                tag(.p, "", words("needs.text"))
                HTML.joined(parts)
            }
        ]
    }

    private func cell(_ breakdown: String, _ category: String) -> Publication.Count {
        value.publication[CountKey("needs", region: region, breakdown: breakdown, category: category)]
    }

    private func matrix(_ numbering: inout Numbering) -> HTML {
        let kinds = value.publication.categories("needs", "kind")
        let states = AssessedNeed.State.allCases.map(\.rawValue)
        let rows =
            kinds.map { kind in
                ReportTable.Row(
                    [label("need", kind)] + states.map { shown(cell("kindState", kind + "/" + $0)) }
                        + [shown(cell("kind", kind))])
            } + [
                ReportTable.Row(
                    [words("total")] + states.map { shown(cell("state", $0)) } + [shown(count("needs"))], .total)
            ]
        return table(
            numbering.table(words("needs.title", ["region": place, "year": year])),
            [.init(words("column.need"))] + states.map { .init(words("state." + $0), .number) }
                + [.init(words("total"), .number)], rows, [words("needs.note")]
        ).html
    }

    /// By kind and by state, where both together would hide nearly all.
    private func sides(_ numbering: inout Numbering) -> HTML {
        let total = ReportTable.Row([words("total"), shown(count("needs"))], .total)
        let kinds = value.publication.categories("needs", "kind")
        let states = AssessedNeed.State.allCases.map(\.rawValue)
        guard !kinds.isEmpty else { return tag(.p, "", words("needs.total", ["needs": shown(count("needs"))])) }
        let left = table(
            numbering.table(words("needs.kinds", ["region": place, "year": year])),
            [.init(words("column.need")), .init(words("column.needs"), .number)],
            kinds.map { ReportTable.Row([label("need", $0), shown(cell("kind", $0))]) } + [total], look: .narrow)
        let right = table(
            numbering.table(words("needs.states", ["region": place, "year": year])),
            [.init(words("column.need-state")), .init(words("column.needs"), .number)],
            states.map { ReportTable.Row([words("state." + $0), shown(cell("state", $0))]) } + [total],
            [words("needs.note")], look: .narrow)
        return tag(.div, "pair") { HTML.joined([left.html, right.html]) }
    }

    /// Villages whose counts may be shown, those with most unserved needs first; the others by name.
    private func villages(_ numbering: inout Numbering) -> HTML {
        func unmet(_ code: String) -> Publication.Count {
            value.publication[CountKey("needs", region: code, breakdown: "met", category: "no")]
        }
        let own = value.publication.parts.filter { $0.level == "village" && count("needs", at: $0.code) != .value(0) }
            .sorted {
                (-(unmet($0.code).number ?? -1), $0.code) < (-(unmet($1.code).number ?? -1), $1.code)
            }
        guard own.count > 1 else { return .empty }
        let rows = own.prefix(20).map { village in
            let people = count("needs", at: village.code)
            return ReportTable.Row([
                village.name, shown(people), shown(unmet(village.code)), share(unmet(village.code), of: people),
            ])
        }
        return table(
            numbering.table(words("needs.villages", ["region": place, "year": year])),
            [
                .init(words("column.village")), .init(words("column.needs"), .number),
                .init(words("column.unmet"), .number), .init("%", .number),
            ], rows, look: .narrow
        ).html
    }

    /// Without counts of their own: those are of few people.
    private func policy(_ numbering: inout Numbering) -> HTML {
        let most = 8
        let rows = PolicyStep.Kind.allCases.flatMap { kind in
            value.policy.filter { $0.kind == kind }.prefix(most).map { step in
                ReportTable.Row([
                    words("policy." + kind.rawValue), what(step), step.regions.map(name).joined(separator: ", "),
                ])
            }
        }
        guard !rows.isEmpty else { return tag(.p, "", words("policy.none")) }
        return ReportTable(
            caption: numbering.table(words("policy.title", ["region": place, "year": year])),
            columns: [
                .init(words("column.step")), .init(words("column.what"), broad: true),
                .init(words("column.where"), broad: true),
            ], rows: rows, notes: [("", words("policy.note"))], source: source, look: .cardwise
        ).html
    }

    private func what(_ step: PolicyStep) -> String {
        let programmes = step.programmes.map { "\(name($0)) (\($0))" }
        let aid = step.aid.map { label("kind", $0) } ?? step.need.map { label("need", $0) }
        return
            (programmes.isEmpty
            ? [[aid, step.unit.map { label("unit", $0.rawValue) }].compactMap(\.self).joined(separator: " · ")]
            : programmes).joined(separator: " + ")
    }
}
