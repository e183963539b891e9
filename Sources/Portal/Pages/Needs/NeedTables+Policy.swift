import Charts
import Hummingbird
import Indonesia
import Problems
import Registry
import Store

extension NeedTables {
    func combinations() -> Board.Part {
        var part = Board.Part("gabungan", words("needs.combinations"))
        part.paragraphs = [words("needs.combinations.text")]
        part.grids = [
            Grid(
                words("needs.combinations"), [.text(words("needs.aid")), .figure(words("needs.subjects"))],
                report.combinations().prefix(12).map { row in
                    Grid.Line([
                        .init(row.aid.map { words.name("kind", $0) }.joined(separator: " + ")),
                        .init(words.count(row.subjects)),
                    ])
                }, none: words("needs.none"), fold: words.fold)
        ]
        return part
    }

    /// What to widen, to join and to start, with the numbers behind.
    func policy() -> Board.Part {
        var part = Board.Part("kebijakan", words("needs.policy"))
        part.paragraphs = [words("needs.policy.text")]
        func villages(_ codes: [String]) -> String { codes.map(place).joined(separator: ", ") }
        part.grids = [
            Grid(
                words("needs.policy.widen"),
                [
                    .text(words("needs.policy.widen")), .figure(words("column.needs")), .text(words("column.villages")),
                    .figure(words("column.target")), .figure(words("column.realised")),
                ],
                report.policy.widen.map { row in
                    Grid.Line([
                        .init(
                            names.programme(row.programme), href: MappingPage.programme(row.programme),
                            detail: names.institution(row.owner)), .init(words.count(row.needs.count)),
                        .init(villages(row.villages)), .init(row.target.map { words.count($0) } ?? "–"),
                        .init(row.realised.map { words.count($0) } ?? "–"),
                    ])
                }, none: words("needs.policy.none"), fold: words.fold),
            Grid(
                words("needs.policy.join"),
                [
                    .text(words("needs.policy.join")), .text(words("mapping.and")), .figure(words("needs.subjects")),
                    .text(words("column.villages")), .text(words("needs.policy.known")),
                ],
                report.policy.join.map { row in
                    Grid.Line([
                        .init(names.programme(row.first), href: MappingPage.programme(row.first)),
                        .init(names.programme(row.second), href: MappingPage.programme(row.second)),
                        .init(words.count(row.subjects)), .init(villages(row.villages)),
                        .init(words(row.isKnownComplement ? "word.yes" : "word.no")),
                    ])
                }, none: words("needs.policy.none"), fold: words.fold),
            Grid(
                words("needs.policy.start"),
                [
                    .text(words("needs.policy.start")), .text(words("column.need")), .text(words("column.unit")),
                    .figure(words("needs.subjects")), .text(words("column.region")), .text(words("column.villages")),
                ],
                report.policy.start.map { row in
                    Grid.Line([
                        .init(row.aid.map { words.name("kind", $0) } ?? words("needs.policy.any")),
                        .init(words.name("need", row.need)), .init(words.name("unit", row.unit.rawValue)),
                        .init(words.count(row.subjects)), .init(place(row.region)), .init(villages(row.villages)),
                    ])
                }, none: words("needs.policy.none"), fold: words.fold),
        ]
        return part
    }
}
