import Problems

/// A search for undeclared criteria as tables and text.
extension UndeclaredAnswer {
    /// One row for each finding and actor.
    func grid(_ console: Console) -> TextGrid {
        var grid = TextGrid(
            [
                "number", "condition", "mark", "rule", "against", "stage", "actor", "met", "met-refused", "others",
                "others-refused", "p", "p-search",
            ].map { console.say("undeclared.column." + $0) }, numeric: [0, 7, 8, 9, 10, 11, 12])
        for (index, finding) in findings.enumerated() {
            for row in finding.deciders {
                grid.add([
                    String(index + 1), finding.condition,
                    finding.marks.map { console.say("undeclared.mark." + $0) }.joined(separator: "; "),
                    finding.rule ?? "", finding.against.map(\.legal_basis).joined(separator: "; "), row.stage,
                    row.actor, String(row.met), String(row.met_refused), String(row.others),
                    String(row.others_refused), "\(row.p)", "\(finding.p_search)",
                ])
            }
        }
        return grid
    }

    func text(_ console: Console) -> String {
        var out = summary.joined(separator: "\n") + "\n"
        if let nothing { out += "\n" + nothing + "\n" }
        for (index, finding) in findings.enumerated() {
            out += "\n" + console.say("undeclared.finding", ["number": console.integer(index + 1)]) + "\n"
            out += finding.sentences.map { "  " + $0 }.joined(separator: "\n") + "\n"
        }
        out += "\n" + console.say("undeclared.deciders") + "\n" + shares(console).text
        if !kinds.isEmpty { out += "\n" + places(kinds, console).text }
        if !areas.isEmpty { out += "\n" + places(areas, console).text }
        out += "\n" + (limits + cautions).map { "– " + $0 }.joined(separator: "\n") + "\n"
        return out
    }

    private func shares(_ console: Console) -> TextGrid {
        var grid = TextGrid(
            ["stage", "actor", "decided", "refused", "unexplained", "share", "without", "median", "longest"].map {
                console.say("undeclared.column." + $0)
            }, numeric: [2, 3, 4, 5, 6, 7, 8])
        for row in deciders where row.refused > 0 {
            grid.add([
                row.stage, row.actor, console.integer(row.decided), console.integer(row.refused),
                console.integer(row.unexplained), row.share_of_refusals.map { console.percent($0, places: 1) } ?? "–",
                row.concentration_without.map { console.decimal($0, places: 2) } ?? "–",
                row.hours_median.map { console.decimal($0, places: 1) } ?? "–",
                row.hours_longest.map { console.decimal($0, places: 1) } ?? "–",
            ])
        }
        return grid
    }

    private func places(_ places: [Area], _ console: Console) -> TextGrid {
        var grid = TextGrid(
            ["area", "decided", "refused", "interval", "difference"].map { console.say("undeclared.column." + $0) },
            numeric: [1, 2, 3, 4])
        func points(_ value: Double) -> String { console.decimal(100 * value, places: 1) }
        for place in places {
            let difference = place.difference.map { value in
                "\(points(value)) (\(points(place.difference_lower ?? value)); \(points(place.difference_upper ?? value)))"
            }
            grid.add([
                place.name, console.integer(place.decided), console.integer(place.refused),
                points(place.lower) + "–" + console.percent(place.upper, places: 1), difference ?? "–",
            ])
        }
        return grid
    }
}
