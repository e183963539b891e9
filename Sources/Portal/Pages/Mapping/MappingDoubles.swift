import Indonesia
import Problems
import Registry
import Store

/// How well programmes are described, and which may be one or get in each other's way.
struct MappingDoubles {
    let report: MappingReport
    let names: Names
    let words: Words

    private func named(_ code: String) -> Grid.Cell {
        .init(names.programme(code), href: MappingPage.programme(code), detail: code)
    }

    func completeness() -> Board.Part {
        var part = Board.Part("kelengkapan", words("mapping.completeness"))
        part.paragraphs = [words("mapping.completeness.text", ["fields": words.count(Completeness.fieldCount)])]
        part.grids = [
            Grid(
                words("mapping.completeness.institutions"),
                [
                    .text(words("column.institution")), .figure(words("column.programmes")),
                    .figure(words("column.complete")), .text(words("mapping.poor")),
                    .text(words("mapping.missing-most")),
                ],
                report.institutions.map { row in
                    let most = row.missing.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(4)
                        .map { Self.field($0.key, words) + " (" + words.count($0.value) + ")" }
                    return Grid.Line([
                        .init(names.institution(row.institution), detail: row.institution),
                        .init(words.count(row.records)), .init(words.share(row.score, places: 0)),
                        .init(row.poor.isEmpty ? "–" : row.poor.joined(separator: ", ")),
                        .init(most.isEmpty ? "–" : most.joined(separator: ", ")),
                    ])
                }, none: words("mapping.none"), fold: words.fold),
            Grid(
                words("mapping.completeness.records"),
                [
                    .text(words("column.programme")), .figure(words("column.complete")),
                    .text(words("mapping.missing")),
                ],
                report.records.prefix(12).map { record in
                    Grid.Line([
                        named(record.code),
                        .init(words.share(record.score, places: 0), chip: record.isPoor ? "light-red" : nil),
                        .init(
                            record.missing.isEmpty
                                ? "–" : record.missing.map { Self.field($0, words) }.joined(separator: ", ")),
                    ])
                }, none: words("mapping.none"), fold: words.fold),
        ]
        part.footnotes = [words("mapping.completeness.least")]
        return part
    }

    /// What a field of the record is called.
    static func field(_ name: String, _ words: Words) -> String {
        let column = SheetKinds.bundled.kinds.first { $0.name == "programme" }?.columns.first { $0.field == name }
        return column.map { words.column($0) } ?? name
    }

    func unclear() -> Board.Part {
        var part = Board.Part("kriteria", words("mapping.unclear"))
        part.paragraphs = [words("mapping.unclear.text")]
        part.grids = [
            Grid(
                words("mapping.unclear"),
                [
                    .text(words("column.programme")), .text(words("column.owner")), .text(words("mapping.gap")),
                ],
                report.withoutClearCriteria.map {
                    Grid.Line([
                        named($0.code), .init(names.institution($0.owner)),
                        .init(words("mapping.gap.\($0.gap.rawValue)")),
                    ])
                }, none: words("mapping.unclear.none"), fold: words.fold)
        ]
        return part
    }

    func similar() -> Board.Part {
        var part = Board.Part("kembar", words("mapping.similar"))
        part.paragraphs = [words("mapping.similar.text")]
        func lines(_ pairs: [SimilarProgrammes], _ word: String, _ chip: String) -> [Grid.Line] {
            pairs.map { pair in
                Grid.Line([
                    named(pair.a), named(pair.b), .init(words(word), chip: chip),
                    .init(words.share(pair.score, places: 0)),
                    .init(pair.agreeing.map { Self.field($0, words) }.joined(separator: ", ")),
                ])
            }
        }
        part.grids = [
            Grid(
                words("mapping.similar"),
                [
                    .text(words("column.programme")), .text(words("mapping.and")), .text(words("column.verdict")),
                    .figure(words("mapping.likeness")), .text(words("mapping.agreeing")),
                ],
                lines(report.duplicates, "mapping.same", "light-red")
                    + lines(report.nearDuplicates, "mapping.near", "light-amber"), none: words("mapping.similar.none"),
                fold: words.fold)
        ]
        return part
    }

    func clashes() -> Board.Part {
        var part = Board.Part("benturan", words("mapping.clashes"))
        part.paragraphs = [words("mapping.clashes.text")]
        part.grids = [
            Grid(
                words("mapping.clashes"),
                [
                    .text(words("column.programme")), .text(words("mapping.and")), .text(words("column.kind")),
                    .text(words("column.aims")), .text(words("column.unit")),
                ],
                report.clashes.map { clash in
                    let special = clash.specialTargets.map { words.name("special", $0) }.joined(separator: ", ")
                    return Grid.Line([
                        named(clash.a), named(clash.b), .init(words.name("kind", clash.kind)),
                        .init(clash.aims.map { words.name("aim", $0) }.joined(separator: ", ")),
                        .init(words.name("unit", clash.targetUnit), detail: special.isEmpty ? nil : special),
                    ])
                }, none: words("mapping.clashes.none"), fold: words.fold)
        ]
        return part
    }
}
