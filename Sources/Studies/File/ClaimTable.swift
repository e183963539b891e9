import Problems

/// Claims held against the data, as a table and as warnings.
enum ClaimTable {
    /// Adds the findings on claims to an item.
    static func add(_ findings: [Claim.Finding], to item: inout StudyItem) {
        guard !findings.isEmpty else { return }
        item.tables.append(
            StudyTable(
                .audit, Wording.text("table.claims"),
                columns: [
                    .init(Wording.text("column.claim")), .init(Wording.text("column.finding")),
                    .init(Wording.text("column.verdict")),
                ],
                rows: findings.map { finding in
                    .init([
                        .text(finding.says), .text(finding.found),
                        .text(Wording.text(finding.holds ? "verdict.holds" : "verdict.fails")),
                    ])
                }))
        item.warnings += findings.compactMap(\.warning)
        item.recommended["claims_checked"] = .integer(findings.count)
        item.recommended["claims_not_supported"] = .integer(findings.count { !$0.holds })
        let details = findings.filter { !$0.fields.isEmpty }.map { JSON.object($0.fields) }
        if !details.isEmpty { item.recommended["claims"] = .array(details) }
    }

    /// Checks claims one by one.
    static func findings(_ claims: [Claim], _ context: StudyContext) throws(Problem) -> [Claim.Finding] {
        var findings: [Claim.Finding] = []
        for claim in claims { findings.append(try claim.checked(context)) }
        return findings
    }
}
