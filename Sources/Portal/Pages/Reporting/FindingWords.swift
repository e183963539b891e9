import Foundation
import Indonesia
import Problems
import Registry
import Store

/// Findings and alerts as sentences, with the names of what they speak of in place of codes.
struct FindingWords {
    let words: Words
    let names: Names
    private let places: [String: MonitoringView.Place]

    /// - Parameter regions: codes that the findings may name.
    init(_ desk: Desk, _ names: Names, regions: [String]) throws(Problem) {
        words = desk.words
        self.names = names
        places = try desk.registry.places(regions)
    }

    init(
        _ desk: Desk, _ names: Names, _ findings: [ReportFinding], alerts: [Alert] = []
    ) throws(Problem) {
        try self.init(
            desk, names,
            regions: findings.flatMap { finding in
                [finding.region].compactMap { $0 } + Self.area(finding.arguments["area"])
            } + alerts.compactMap(\.region))
    }

    func place(_ code: String) -> String { places[code]?.name ?? code }

    func trouble(_ finding: ReportFinding, links: [Board.Link] = []) -> Board.Trouble {
        var problem = finding.problem
        problem.arguments = problem.arguments.reduce(into: [:]) { $0[$1.key] = argument($1.key, $1.value) }
        let rows =
            finding.rows.isEmpty
            ? nil
            : words(
                finding.rows.count == 1 ? "finding.row" : "finding.rows",
                ["rows": finding.rows.map { words.count($0) }.joined(separator: ", ")])
        let spot = [
            names.institution(finding.institution), names.short(finding.programme), words.period(finding.period),
            finding.region.map(place), measures(finding), finding.file, rows,
        ].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " · ")
        return Board.Trouble(
            severity: finding.severity.rawValue, severityName: words("finding.kind." + kind(finding.code)), spot: spot,
            reason: words.reason(problem), remedy: words.remedy(problem), links: links)
    }

    func trouble(_ alert: Alert) -> Board.Trouble {
        var problem = alert.problem
        problem.arguments = problem.arguments.reduce(into: [:]) { $0[$1.key] = argument($1.key, $1.value) }
        return Board.Trouble(
            severity: Severity.warn.rawValue, severityName: words("finding.kind." + kind(alert.code)),
            spot: [alert.programme.map(names.short), alert.year.map(String.init), alert.region.map(place)]
                .compactMap { $0 }.joined(separator: " · "), reason: words.reason(problem),
            remedy: words.remedy(problem))
    }

    private func measures(_ finding: ReportFinding) -> String {
        finding.measures.map(words.measure).joined(separator: ", ")
    }

    /// The part of a code after its subject.
    private func kind(_ code: String) -> String {
        code.firstIndex(of: ".").map { String(code[code.index(after: $0)...]) } ?? code
    }

    private func argument(_ name: String, _ value: String) -> String {
        switch name {
        case "programme": names.short(value)
        case "institution": names.institution(value)
        case "region": value.isEmpty ? words("finding.everywhere") : place(value)
        case "area": Self.area(value).map(place).joined(separator: ", ")
        case "period": words.period(value)
        case "due", "received": words.day(value)
        case "phone", "stage", "proposer", "programmes", "content": value
        default: Int64(value).map { words.count($0) } ?? value
        }
    }

    private static func area(_ text: String?) -> [String] {
        (text ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }
}
