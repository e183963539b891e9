import Foundation
import Problems
import Registry
import Store

/// Rows of a batch with their problems, a page at a time; cells masked.
struct BatchLines: Sendable {
    struct Trouble: Sendable {
        var severity: String
        var severityName: String
        var column: String
        var value: String?
        var reason: String
        var remedy: String
    }

    struct Cell: Sendable {
        var column: String
        var value: String
    }

    struct Line: Sendable {
        var row: String
        var outcome: String
        var outcomeName: String
        var troubles: [Trouble]
        var cells: [Cell]
    }

    struct Choice: Sendable {
        var label: String
        var address: String
        var isChosen: Bool
    }

    var choices: [Choice]
    var chosenCode: String?
    var withoutCode: String
    var lines: [Line]
    var pager: Pager

    init(_ desk: Desk, _ batch: BatchRecord, _ columns: [BatchColumnRecord], _ filter: LineFilter) throws {
        let words = desk.words
        let path = desk.visit.path
        func choice(_ key: String, _ slug: String, _ isChosen: Bool) -> Choice {
            Choice(
                label: words("lines.\(key)"),
                address: Query.address(path, [(LineFilter.severity, slug)]) + "#baris", isChosen: isChosen)
        }
        choices =
            [choice("problems", "", filter.severity == nil && filter.code == nil && !filter.showsAll)]
            + LineFilter.severities.map { choice($0.severity.rawValue, $0.slug, filter.severity == $0.severity) }
            + [choice("all", LineFilter.all, filter.showsAll)]
        chosenCode = filter.code
        withoutCode = Query.address(path, []) + "#baris"
        let found = try Self.found(desk, batch, filter)
        pager = found.pager
        lines = found.lines.map { Self.line($0.line, $0.problems, columns, words) }
    }

    private typealias Found = (line: LineRecord, problems: [LineProblemRecord])

    private static func found(
        _ desk: Desk, _ batch: BatchRecord, _ filter: LineFilter
    ) throws -> (pager: Pager, lines: [Found]) {
        let registry = desk.registry
        if filter.showsAll {
            let pager = Pager(batch.counts.read, desk.visit)
            return (pager, try registry.lines(of: batch.id, limit: pager.range.count, offset: pager.range.lowerBound))
        }
        // Rows with a problem stand in the order of their numbers: the place of a row among them is its offset.
        var places: [Int] = []
        for spot in try desk.site.findings.spots(registry, batch.id) {
            guard filter.code == nil || spot.code == filter.code,
                filter.severity == nil || spot.severity == filter.severity?.rawValue
            else { continue }
            if places.last != spot.place { places.append(spot.place) }
        }
        let pager = Pager(places.count, desk.visit)
        let wanted = Array(places[pager.range])
        guard let first = wanted.first, let end = wanted.last else { return (pager, []) }
        if end - first < window {
            let lines = try registry.lines(of: batch.id, onlyWithProblems: true, limit: end - first + 1, offset: first)
            let chosen = Set(wanted)
            return (pager, lines.enumerated().filter { chosen.contains(first + $0.offset) }.map(\.element))
        }
        return (pager, try registry.lines(of: batch.id, withProblemsAt: wanted))
    }

    /// Rows fetched in one go at most.
    private static let window = 2000

    private static func line(
        _ line: LineRecord, _ problems: [LineProblemRecord], _ columns: [BatchColumnRecord], _ words: Words
    ) -> Line {
        Line(
            row: String(line.row), outcome: line.outcome.rawValue,
            outcomeName: words("outcome.\(line.outcome.rawValue)"), troubles: problems.map { trouble($0, words) },
            cells: cells(line.raw, columns, words))
    }

    static func trouble(_ record: LineProblemRecord, _ words: Words) -> Trouble {
        let problem = record.problem
        return Trouble(
            severity: record.severity, severityName: words.name("severity", record.severity),
            column: record.column ?? words("lines.whole-row"),
            value: record.value.flatMap { $0.isEmpty ? nil : Masked.digits($0, from: 13) },
            reason: Masked.digits(words.reason(problem), from: 13),
            remedy: Masked.digits(words.remedy(problem), from: 13))
    }

    /// The cells as they stood in the file, masked by what their columns mean.
    static func cells(_ raw: String, _ columns: [BatchColumnRecord], _ words: Words) -> [Cell] {
        let texts = (try? JSONDecoder().decode([String].self, from: Data(raw.utf8))) ?? []
        return texts.enumerated().compactMap { index, text in
            let column = index < columns.count ? columns[index] : nil
            guard column != nil || !text.isEmpty else { return nil }
            let name = column?.name ?? ""
            return Cell(
                column: name.isEmpty ? words("lines.column", ["n": words.count(index + 1)]) : name,
                value: text.isEmpty ? "–" : Masked.cell(text, column?.field.flatMap(Field.init(rawValue:))))
        }
    }
}
