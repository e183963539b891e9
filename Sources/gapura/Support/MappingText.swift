import Problems
import Registry

/// The mapping of programmes for a terminal, and as rows for a spreadsheet.
struct MappingText {
    private let report: MappingReport
    private let console: Console
    private let names: [String: String]
    private let kinds = SheetKinds.bundled

    init(_ report: MappingReport, _ console: Console, names: [(String, String)] = []) {
        self.report = report
        self.console = console
        self.names = Dictionary(names, uniquingKeysWith: { first, _ in first })
    }

    // MARK: - Text

    var text: String {
        let title = console.say(
            "mapping.title",
            [
                "year": String(report.year), "programmes": n(report.programmes), "active": n(report.active),
                "score": percent(report.completeness),
            ])
        return ([title] + [completeness, criteria, distribution, areas, doubles, clashes, spots])
            .joined(separator: "\n\n") + "\n"
    }

    private var completeness: String {
        var grid = TextGrid(["institution", "records", "score", "poor"].map(column), numeric: [1, 2])
        for item in report.institutions {
            grid.add([item.institution, n(item.records), percent(item.score), item.poor.joined(separator: ", ")])
        }
        return section("completeness", grid.text)
    }

    private var criteria: String {
        let lines = report.withoutClearCriteria.map {
            "  " + named($0.code) + ": " + console.say("mapping.gap." + $0.gap.rawValue)
        }
        return section("criteria", listed(lines))
    }

    private var distribution: String {
        let spread = report.distribution
        let groups: [(String, String?, [ProgrammeDistribution.Count])] = [
            ("pillar", "pillar", spread.pillars), ("main-kind", "kind", spread.mainKinds),
            ("unit", "unit", spread.units), ("target", "special", spread.targets),
            ("status", "status", spread.statuses),
        ]
        var grid = TextGrid(["by", "value", "programmes", "share"].map(column), numeric: [2, 3])
        for (name, vocabulary, counts) in groups {
            for count in counts {
                grid.add([
                    console.say("mapping.by." + name), label(vocabulary, count.value), n(count.programmes),
                    console.percent(count.programmes, of: report.programmes),
                ])
            }
        }
        for year in spread.years {
            grid.add([console.say("mapping.by.year"), String(year.year), n(year.programmes), ""])
        }
        return section("distribution", grid.text)
    }

    private var areas: String {
        var grid = TextGrid(["level", "region", "own", "reaching"].map(column), numeric: [2, 3])
        for area in report.distribution.areas {
            grid.add([console.say("level." + area.level), area.region, n(area.own), n(area.reaching)])
        }
        return section("areas", grid.text)
    }

    private var doubles: String {
        let lines = (report.duplicates + report.nearDuplicates).map { pair in
            "  "
                + console.say(
                    "mapping.pair",
                    [
                        "a": named(pair.a), "b": named(pair.b), "score": percent(pair.score),
                        "name": percent(pair.name),
                        "fields": pair.agreeing.map(ProgrammeText.header).joined(separator: ", "),
                    ])
        }
        return section("doubles", listed(lines))
    }

    private var clashes: String {
        let lines = report.clashes.map { clash in
            let who = [label("unit", clash.targetUnit)] + clash.specialTargets.map { label("special", $0) }
            return "  " + named(clash.a) + " – " + named(clash.b) + ": " + label("kind", clash.kind) + "; "
                + clash.aims.map { label("aim", $0) }.joined(separator: ", ") + "; " + who.joined(separator: ", ")
        }
        return section("clashes", listed(lines))
    }

    /// White spots by regency and kind, the targets on one line.
    private var spots: String {
        var lines: [String] = []
        var row: (region: String, kind: String, targets: [String])?
        func close() {
            guard let row else { return }
            lines.append(
                "  \(row.region)  \(label("kind", row.kind)): "
                    + row.targets.map { label("special", $0) }.joined(separator: ", "))
        }
        for spot in report.whiteSpots {
            if row?.region != spot.region || row?.kind != spot.kind {
                close()
                row = (spot.region, spot.kind, [])
            }
            row?.targets.append(spot.target)
        }
        close()
        return section("spots", listed(lines))
    }

    private func section(_ key: String, _ body: String) -> String {
        console.say("mapping.section." + key) + "\n" + (body.hasSuffix("\n") ? String(body.dropLast()) : body)
    }

    private func listed(_ lines: [String]) -> String {
        lines.isEmpty ? "  " + console.say("mapping.nothing") : lines.joined(separator: "\n")
    }

    // MARK: - Rows

    /// Everything in one table: what it is, whom it concerns, how much.
    var csv: String {
        var grid = TextGrid(["section", "subject", "other", "value", "detail"].map(column))
        func add(_ section: String, _ subject: String, _ other: String, _ value: String, _ detail: [String]) {
            grid.add([section, subject, other, value, detail.joined(separator: "; ")])
        }
        for record in report.records {
            add(
                "completeness", record.code, record.owner, share(record.score), record.missing.map(ProgrammeText.header)
            )
        }
        for item in report.institutions {
            add("institution", item.institution, n(item.records), share(item.score), item.poor)
        }
        for item in report.withoutClearCriteria {
            add("criteria", item.code, item.owner, item.gap.rawValue, [])
        }
        let spread = report.distribution
        for (name, counts) in [
            ("pillar", spread.pillars), ("main-kind", spread.mainKinds), ("kind", spread.kinds), ("unit", spread.units),
            ("target", spread.targets), ("status", spread.statuses),
        ] {
            for count in counts { add(name, count.value, "", String(count.programmes), []) }
        }
        for area in spread.areas { add("area", area.region, String(area.own), String(area.reaching), [area.level]) }
        for year in spread.years { add("year", String(year.year), String(year.active), String(year.programmes), []) }
        for pair in report.duplicates {
            add("duplicate", pair.a, pair.b, share(pair.score), pair.agreeing.map(ProgrammeText.header))
        }
        for pair in report.nearDuplicates {
            add("near-duplicate", pair.a, pair.b, share(pair.score), pair.agreeing.map(ProgrammeText.header))
        }
        for clash in report.clashes {
            add("clash", clash.a, clash.b, clash.kind, clash.aims + [clash.targetUnit] + clash.specialTargets)
        }
        for spot in report.whiteSpots { add("white-spot", spot.region, spot.kind, spot.target, spot.elsewhere) }
        return grid.csv
    }

    private func share(_ value: Double) -> String { String((value * 10_000).rounded() / 10_000) }

    // MARK: - Words

    private func column(_ name: String) -> String { console.say("column." + name) }
    private func n(_ value: Int) -> String { console.integer(value) }

    private func percent(_ share: Double?) -> String {
        share.map { console.percent($0, places: 0) } ?? "–"
    }

    private func named(_ code: String) -> String { names[code].map { code + " " + $0 } ?? code }

    private func label(_ vocabulary: String?, _ code: String) -> String {
        switch code {
        case WhiteSpot.anybody: return console.say("mapping.anybody")
        case "-": return console.say("mapping.untold")
        default:
            guard let vocabulary, let words = kinds.label(vocabulary, code, console.language) else { return code }
            // Codes that people know stand beside their words; the others are English words themselves.
            return ["kind", "aim", "pillar"].contains(vocabulary) ? code + " " + words : words
        }
    }
}
