import Hummingbird
import Indonesia
import Problems
import Registry
import Store

/// One report: its figures as they stand, and what earlier versions said.
enum ReportedPage {
    static func make(_ desk: Desk, _ institution: String, _ programme: String, _ period: String) throws -> Page {
        let words = desk.words
        let versions = try desk.registry.reportVersions(
            institution: institution, programme: programme, period: period)
        guard let report = versions.last else { throw HTTPError(.notFound) }
        let names = try Names(desk.registry, words)
        let places = try desk.registry.places(versions.flatMap(\.figures).map(\.region))
        var board = Board(
            names.programme(programme) + ", " + words.period(period), lead: names.institution(institution))
        board.crumbs = [
            .init(label: words("nav.reporting"), address: ReportingAddress.scorecard(report.period.year)),
            .init(
                label: names.institution(institution),
                address: Query.address(
                    ReportingAddress.institution(institution),
                    [(MonitoringChoice.year, String(report.period.year))])),
        ]
        board.parts = [figures(versions, places, words), history(versions, words)]
        return board.page(.reporting)
    }

    private struct Line: Hashable, Comparable {
        var region: String
        var measure: String

        static func < (left: Line, right: Line) -> Bool {
            (left.region == RegionScope.nation ? "" : left.region, left.measure)
                < (right.region == RegionScope.nation ? "" : right.region, right.measure)
        }
    }

    /// A column for each version, so that a figure that was corrected shows what it was.
    private static func figures(
        _ versions: [InstitutionReport], _ places: [String: MonitoringView.Place], _ words: Words
    ) -> Board.Part {
        var part = Board.Part("angka", words("reported.figures"))
        if versions.count > 1 { part.paragraphs = [words("reported.versions.text")] }
        let tables = versions.map { version in
            Dictionary(
                version.figures.map { (Line(region: $0.region, measure: $0.measure), $0) }, uniquingKeysWith: { $1 })
        }
        let lines = Set(tables.flatMap(\.keys)).sorted()
        part.grids = [
            Grid(
                words("reported.figures"),
                [.text(words("column.region")), .text(words("column.what"))]
                    + versions.map { .figure(words("reported.version", ["n": words.count($0.version)])) }
                    + [.figure(words("column.row"))],
                lines.map { line in
                    let values = tables.map { $0[line]?.value }
                    let isChanged = Set(values).count > 1
                    return Grid.Line(
                        [
                            .init(places[line.region]?.name ?? line.region, detail: line.region),
                            .init(words.measure(line.measure)),
                        ] + values.map { .init(words.figure($0, line.measure)) }
                            + [.init(tables.last?[line].map { words.count($0.row) } ?? "–")],
                        isChanged ? "chosen" : nil)
                }, none: "", fold: words.fold)
        ]
        return part
    }

    private static func history(_ versions: [InstitutionReport], _ words: Words) -> Board.Part {
        var part = Board.Part("versi", words("reported.history"))
        part.grids = [
            Grid(
                words("reported.history"),
                [
                    .figure(words("column.version")), .text(words("column.received")), .text(words("column.as-of")),
                    .text(words("column.file")), .text(words("column.sending")),
                ],
                versions.map { version in
                    Grid.Line([
                        .init(words.count(version.version)), .init(words.day(version.receivedOn)),
                        .init(version.asOf.map(words.day) ?? "–"), .init(version.sending.name),
                        .init("#\(version.sending.id)", href: "/kirim/kiriman/\(version.sending.id)"),
                    ])
                }, none: "", fold: words.fold)
        ]
        return part
    }
}
