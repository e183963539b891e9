import Evaluation
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
    public var asking = UndeclaredQuestion()

    /// - Parameters:
    ///   - files: names of files whose rules decide, where they rest on a regulation.
    ///   - judge: of these files and all others of the programme that conditions are compared with.
    public init(_ files: Set<String>, _ judge: RuleJudge) {
        self.judge = judge
        declared = Set(
            judge.files.filter { files.contains($0.name) }.flatMap(\.rules).filter { $0.legalBasis != nil }.map(\.code))
    }

    /// Searches a list.
    ///
    /// - Throws: `list.not-people`; `rules.no-column` for a column the list does not have; `rules.no-decisions` where the
    ///   decisions are about other people.
    public func run(_ reading: ListReading, _ history: StageHistory) throws(Problem) -> UndeclaredReport {
        guard reading.isPeople else { throw Problem("list.not-people", at: Place(file: reading.file.name)) }
        var searched = try SearchedLines(
            judge, columns: reading.mapping.entries.map(\.name), list: reading.file.name, asking)
        let facts = FactColumns(reading, judge.schema, forms: judge.forms)
        _ = try ListCheck.run(reading) { lines in
            try searched.add(lines.map { (facts.facts(of: $0), $0.record?.raw) })
        }
        return try report(searched, history)
    }

    /// Searches lines that were gathered.
    func report(_ searched: SearchedLines, _ history: StageHistory) throws(Problem) -> UndeclaredReport {
        guard searched.ruled.contains(where: { $0.nik.map(history.knows) ?? false }) else {
            throw Problem("rules.no-decisions", .refuse, at: Place(file: history.name), ["list": searched.list])
        }
        do throws(EvaluationRefusal) {
            let ruled = searched.ruled
            let lines = try DecidedLines(
                attributes: searched.attributes, verdicts: ruled.map(verdict),
                decisions: ruled.map { $0.nik.map(history.decision) ?? .pending },
                steps: ruled.map { $0.nik.map(history.steps) ?? [] }, areas: asking.area.flatMap(searched.cells) ?? [])
            return try report(lines, searched, history)
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
        _ lines: DecidedLines, _ searched: SearchedLines, _ history: StageHistory
    ) throws(EvaluationRefusal) -> UndeclaredReport {
        let ruled = searched.ruled
        let result = try UndeclaredCriteria(lines, options: asking.options)
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
            list: searched.list, stagesFile: history.name, programme: judge.programme, day: judge.day,
            declared: judge.rules.filter { declared.contains($0.code) && $0.kind.decides },
            compared: judge.rules.filter { !declared.contains($0.code) && $0.kind.decides }, lines: shown,
            stages: history.stages, decisionRows: history.rows.all, unreadRows: history.rows.unread, result: result,
            findings: findings, dominance: DecisionDominance(lines),
            staying: staying,
            areas: asking.area == nil ? [] : try AreaRefusals(lines, areas: lines.areas).areas,
            kinds: try asking.kind.flatMap(searched.cells).map { kinds throws(EvaluationRefusal) in
                try AreaRefusals(lines, areas: kinds).areas
            } ?? [], problems: history.problems)
    }
}
