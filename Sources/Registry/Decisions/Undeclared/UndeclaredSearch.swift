public import Evaluation
import Foundation
public import Problems
import Rules
import Store

/// Holds the decisions about a list against rules, and searches what the rules do not explain.
public struct UndeclaredSearch: Sendable {
    /// Rules that decide: those given that rest on a regulation. All others, given or bundled, are compared only: a rule
    /// without legal basis explains no refusal.
    private let declared: Set<String>
    private let judge: RuleJudge
    /// The column that holds the area.
    public var area: String?
    /// The column that holds the kind of area, such as urban and rural.
    public var kind: String?
    /// Further columns that conditions may speak of.
    public var columns: [String] = []
    public var options = UndeclaredCriteria.Options()

    /// - Parameters:
    ///   - files: names of files whose rules decide, where they rest on a regulation.
    ///   - judge: of these files and all others of the programme that conditions are compared with.
    public init(_ files: Set<String>, _ judge: RuleJudge) {
        self.judge = judge
        declared = Set(
            judge.files.filter { files.contains($0.name) }.flatMap(\.rules).filter { $0.basis != nil }.map(\.code))
    }

    /// Searches a list.
    ///
    /// - Throws: `list.not-people`; `rules.no-column` for a column the list does not have; `rules.no-decisions` where the
    ///   decisions are about other people.
    public func run(_ reading: ListReading, _ history: StageHistory) throws(Problem) -> UndeclaredReport {
        guard reading.isPeople else { throw Problem("list.not-people", at: Place(file: reading.file.name)) }
        let wanted = [area, kind].compactMap(\.self) + columns
        var places: [String: Int] = [:]
        for name in wanted {
            let heading = ColumnMapper.normalised(name)
            guard let place = reading.mapping.entries.firstIndex(where: { ColumnMapper.normalised($0.name) == heading })
            else {
                throw Problem("rules.no-column", .refuse, at: Place(file: reading.file.name, column: name), value: name)
            }
            places[name] = place
        }
        let facts = FactColumns(reading, judge.schema)
        var attributes = CaseAttributes(judge.schema, day: judge.day)
        var ruled: [RuledCase] = []
        var cells: [String: [String?]] = places.mapValues { _ in [] }
        _ = try ListCheck.run(reading) { lines in
            let cases = lines.map { facts.facts(of: $0) }
            for (line, (own, item)) in zip(lines, zip(cases, judge.judge(cases))) {
                attributes.add(own, item)
                ruled.append(item)
                let raw = line.record.flatMap { LedgerJSON.value([String].self, $0.raw) } ?? []
                for (name, place) in places {
                    let text = place < raw.count ? raw[place].trimmingCharacters(in: .whitespaces) : ""
                    cells[name]?.append(text.isEmpty ? nil : text)
                }
            }
        }
        let niks = ruled.compactMap(\.nik)
        guard niks.contains(where: history.knows) else {
            throw Problem("rules.no-decisions", .refuse, at: Place(file: history.name), ["list": reading.file.name])
        }
        do throws(EvaluationRefusal) {
            let further = cells.filter { columns.contains($0.key) }
            let lines = try DecidedLines(
                attributes: attributes.attributes(further), verdicts: ruled.map(verdict),
                decisions: ruled.map { $0.nik.map(history.decision) ?? .pending },
                steps: ruled.map { $0.nik.map(history.steps) ?? [] }, areas: area.flatMap { cells[$0] } ?? [])
            return try report(lines, ruled, reading, history, kinds: kind.flatMap { cells[$0] })
        } catch {
            throw Problem("rules.search", .refuse, value: error.subject)
        }
    }

    /// What the rules that decide say of a line.
    private func verdict(_ ruled: RuledCase) -> DeclaredVerdict {
        guard ruled.problems.isEmpty else { return .held(ruled.problems.map(\.code)) }
        let own = ruled.findings.filter { declared.contains($0.rule.code) }
        let refusing = own.filter(\.refuses).map(\.rule.code)
        if !refusing.isEmpty { return .refused(refusing) }
        let holding = own.filter(\.holds).map { $0.rule.code + ": " + $0.missing.joined(separator: ", ") }
        return holding.isEmpty ? .eligible : .held(holding)
    }

    private func report(
        _ lines: DecidedLines, _ ruled: [RuledCase], _ reading: ListReading, _ history: StageHistory,
        kinds: [String?]?
    ) throws(EvaluationRefusal) -> UndeclaredReport {
        let result = try UndeclaredCriteria(lines, options: options)
        let shown = ruled.map { item in
            let refusal = item.nik.flatMap(history.refusal)
            return UndeclaredReport.Line(
                row: item.row, nik: item.nik, reason: refusal?.reason, statedRule: refusal?.rule)
        }
        let compared = lines.verdicts.indices.filter { lines.verdicts[$0].isOpen && lines.decisions[$0] != .pending }
        let findings = result.findings.map { evidence in
            UndeclaredReport.Finding(
                evidence: evidence,
                standing: FindingStanding(evidence, lines, ruled, compared: compared),
                reasons: UndeclaredReport.reasons(evidence.refusedLines, shown),
                withheld: evidence.refusedLines.compactMap { ruled[$0].benefit }.boundedSum)
        }
        let known = Set(ruled.compactMap(\.nik))
        let hours = history.hours(among: known)
        let staying = try hours.map { decider, times throws(EvaluationRefusal) in
            UndeclaredReport.Staying(decider: decider, times: try StayingTimes(times))
        }.sorted { a, b in
            let (one, two) = (
                history.stages.firstIndex(of: a.decider.stage), history.stages.firstIndex(of: b.decider.stage)
            )
            return (one ?? 0, a.decider.actor) < (two ?? 0, b.decider.actor)
        }
        return UndeclaredReport(
            list: reading.file.name, stagesFile: history.name, programme: judge.programme, day: judge.day,
            declared: judge.rules.filter { declared.contains($0.code) && $0.kind.decides },
            compared: judge.rules.filter { !declared.contains($0.code) && $0.kind.decides }, lines: shown,
            stages: history.stages, result: result, findings: findings, dominance: DecisionDominance(lines),
            staying: staying,
            areas: area == nil ? [] : try AreaRefusals(lines, areas: lines.areas).areas,
            kinds: try kinds.map { kinds throws(EvaluationRefusal) in
                try AreaRefusals(lines, areas: kinds).areas
            } ?? [], problems: history.problems)
    }
}
