import Registry

extension RegionDocument {
    /// Who stands on the lists, as far as it is known.
    func people(_ numbering: inout Numbering) -> Page.Section {
        // By sex there is a table of the programmes below.
        let blocks = ["age", "sector", "decileGroup"].filter {
            !value.publication.categories("listed", $0).isEmpty
        }
        guard !value.publication.isVillage else {
            return Page.Section("people", words("section.people")) {
                tag(.p, "", words("people.village", ["count": shown(count("listed"))]))
            }
        }
        guard count("listed") != .value(0), !blocks.isEmpty else {
            return Page.Section("people", words("section.people")) { tag(.p, "", words("people.none")) }
        }
        var tables: [HTML] = []
        for block in blocks where isTold(block) { tables.append(breakdown(block, &numbering)) }
        let untold = blocks.filter { !isTold($0) }
        let lists = programmeLists(&numbering)
        return Page.Section("people", words("section.people")) {
            tag(.p, "", words("people.text"))
            tag(.div, "pair") { HTML.joined(tables) }
            if !untold.isEmpty {
                let names = untold.map { words("column." + $0).lowercased() }.joined(separator: ", ")
                tag(.p, "", words("people.untold", ["breakdowns": names]))
            }
            lists
        }
    }

    /// Whether a reader learns anything from a breakdown.
    private func isTold(_ breakdown: String) -> Bool {
        value.publication.categories("listed", breakdown).contains {
            $0 != "-" && (count("listed", breakdown, $0).number ?? 0) > 0
        }
    }

    private func breakdown(_ name: String, _ numbering: inout Numbering) -> HTML {
        let total = count("listed")
        var rows: [ReportTable.Row] = []
        for category in value.publication.categories("listed", name) {
            let people = count("listed", name, category)
            rows.append(ReportTable.Row([title(name, category), shown(people), share(people, of: total)]))
        }
        rows.append(ReportTable.Row([words("total"), shown(total), share(total, of: total)], .total))
        return table(
            numbering.table(words("people." + name, ["region": place, "year": year])),
            [.init(words("column." + name)), .init(words("column.people"), .number), .init("%", .number)], rows,
            look: .narrow
        ).html
    }

    private func count(_ measure: String, _ breakdown: String, _ category: String) -> Publication.Count {
        value.publication[CountKey(measure, region: region, breakdown: breakdown, category: category)]
    }

    private func title(_ breakdown: String, _ category: String) -> String {
        if category == "-" { return words("unknown") }
        switch breakdown {
        case "sex": return words(category == "P" ? "sex.women" : "sex.men")
        case "sector": return label("sector", category)
        case "age": return words("years", ["ages": category.replacing("-", with: "–")])
        default: return words("deciles", ["deciles": category.replacing("-", with: "–")])
        }
    }

    /// Lists by programme and sex.
    private func programmeLists(_ numbering: inout Numbering) -> HTML {
        let own = value.programmes.filter { $0.hasList && $0.listed != .value(0) }
        let codes = own.map(\.code)
        guard !codes.isEmpty else { return .empty }
        let sexes = value.publication.categories("listed", "sex")
        func cells(_ programme: String) -> [String] {
            sexes.map { sex in
                shown(
                    value.publication[
                        CountKey("listed", programme: programme, region: region, breakdown: "sex", category: sex)])
            } + [shown(value.publication[CountKey("listed", programme: programme, region: region)])]
        }
        let rows =
            codes.map { ReportTable.Row(["\(name($0)) (\($0))"] + cells($0)) }
            + [ReportTable.Row([words("total")] + cells("*"), .total)]
        return table(
            numbering.table(words("people.programmes", ["region": place, "year": year])),
            [.init(words("column.programme"), broad: true)]
                + sexes.map { .init(title("sex", $0), .number) } + [.init(words("total"), .number)], rows
        ).html
    }

    /// Referrals that began in the year, by how far they have come.
    func referrals(_ numbering: inout Numbering) -> [Page.Section] {
        let total = count("referrals")
        guard total != .value(0) else { return [] }
        guard total != .hidden else {
            return [
                Page.Section("referrals", words("section.referrals")) { tag(.p, "", words("referrals.hidden")) }
            ]
        }
        let states = ["proposed", "accepted", "served", "outcome", "declined", "withdrawn"]
        var rows = states.map { state in
            ReportTable.Row([label("step", state), shown(count("referrals", "state", state))])
        }
        rows.append(ReportTable.Row([words("total"), shown(total)], .total))
        let table = table(
            numbering.table(words("referrals.title", ["region": place, "year": year])),
            [.init(words("column.state")), .init(words("column.referrals"), .number)], rows, look: .narrow)
        return [
            Page.Section("referrals", words("section.referrals")) {
                tag(.p, "", words("referrals.text"))
                table.html
            }
        ]
    }
}
