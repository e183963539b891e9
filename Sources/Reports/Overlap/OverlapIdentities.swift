import Problems
import Registry

/// What damaged numbers hide, beside the counts by number.
extension OverlapDocument {
    /// What matches add beside the numbers; no section where nobody has searched for any.
    func identities(_ tables: OverlapTables, _ numbering: inout Numbering) -> [Page.Section] {
        guard let found = result.identities else { return [] }
        let table = found.pairs.isEmpty ? HTML.empty : tables.identities(found, &numbering)
        return [
            Page.Section("identities", words("section.identities")) {
                tag(
                    .p, "",
                    words(
                        "identities.text",
                        [
                            "confirmed": words.count(found.confirmed), "probable": words.count(found.probable),
                            "open": words.count(found.open),
                        ]))
                table
                found.findings.isEmpty ? HTML.empty : tables.matched(found, &numbering)
            }
        ]
    }
}

extension OverlapTables {
    /// Counts by number, by confirmed matches and by open proposals, each by itself: they are never summed.
    func identities(_ found: IdentityOverlap, _ numbering: inout Numbering) -> HTML {
        ReportTable(
            caption: numbering.table(words("identities.title")),
            columns: [
                .init(words("identities.pair")), .init(words("identities.by-number"), .number),
                .init(words("identities.confirmed"), .number), .init(words("identities.probable"), .number),
                .init(words("identities.families"), .number), .init(words("identities.families-confirmed"), .number),
                .init(words("identities.families-probable"), .number),
            ],
            rows: found.pairs.map { pair in
                let families = result.pairs.first { ($0.a, $0.b) == (pair.a, pair.b) }?.families ?? 0
                return ReportTable.Row(
                    [result.lists[pair.a].title + " × " + result.lists[pair.b].title]
                        + [
                            result.matrix[pair.a][pair.b], pair.confirmed, pair.probable, families,
                            pair.confirmedFamilies, pair.probableFamilies,
                        ].map(words.count))
            }, notes: [("", words("identities.note"))], source: source, look: .cardwise
        ).html
    }

    /// What the rules say of people and families that matches bring together, by what the match rests on.
    func matched(_ found: IdentityOverlap, _ numbering: inout Numbering) -> HTML {
        ReportTable(
            caption: numbering.table(words("matched.title")),
            columns: [
                .init(words("matched.verdict")), .init(words("identities.pair")), .init(words("matched.match")),
                .init(words("matched.unit")), .init(words("matched.cases"), .number),
                .init(words("matched.condition"), broad: true), .init(words("matched.basis")),
            ],
            rows: found.findings.map { finding in
                let condition = words.language == .en ? finding.conditionEn : finding.conditionId
                let pair =
                    finding.a == finding.b
                    ? result.lists[finding.a].title
                    : result.lists[finding.a].title + " × " + result.lists[finding.b].title
                return ReportTable.Row([
                    words("verdict.\(finding.verdict.rawValue)"), pair,
                    words(finding.isConfirmed ? "identities.confirmed" : "identities.probable"),
                    words("matched.unit." + finding.unit.rawValue), words.count(finding.count),
                    (condition ?? "–") + (finding.isUndecided ? " " + words("matched.undecided") : ""),
                    finding.legalBasis.flatMap { $0.isEmpty ? nil : $0 } ?? "–",
                ])
            }, notes: [("", words("identities.note"))], source: source, look: .cardwise
        ).html
    }
}
