import Problems
import Registry
import Reports
import Synchronization

extension RuleRunAnswer.Line {
    /// A line with its reasons.
    init(_ ruled: RuledCase, by judge: RuleJudge, _ sentences: RuleSentences, _ language: Language) {
        func reason(_ finding: RuleFinding) -> RuleRunAnswer.Reason {
            RuleRunAnswer.Reason(
                rule: finding.rule.code, result: finding.result.word, statement: sentences.statement(finding),
                deciding: finding.deciding,
                evidence: finding.evidence.map {
                    RuleRunAnswer.Evidence(
                        name: $0.name, value: $0.text(judge.schema, language), source: sentences.source($0.source),
                        as_of: $0.source.asOfText)
                }, missing: finding.missing, problem: finding.problem.map { Answer.ProblemLine($0, language) },
                legal_basis: finding.rule.legalBasis?.text, basis: sentences.basis(finding.rule),
                basis_kind: finding.rule.basis?.kind.rawValue, issuer: sentences.issuer(finding.rule),
                flags: sentences.flags(finding.rule, among: judge.rules),
                correct: sentences.correction(finding.rule), seen: sentences.seen(finding))
        }
        self.init(
            row: ruled.row, nik: ruled.maskedNIK, verdict: ruled.verdict.rawValue,
            without_basis: ruled.isRefusedWithoutBasis, benefit: ruled.verdict == .eligible ? ruled.benefit : nil,
            reasons: ruled.reasons.map(reason), remarks: ruled.remarks.map(reason),
            problems: ruled.problems.map { Answer.ProblemLine($0, language) })
    }
}

/// Writes the lines of a run as they come, so that a list of any length is told in the memory of a few of its lines.
final class RuleRunLines: Sendable {
    private struct State {
        var sentences: RuleSentences?
        var isBegun = false
        var isFirst = true
        var ranking: (columns: [String], cells: [Int: [String]]) = ([], [:])
        /// The first lines with reasons, for readers.
        var shown: [RuleRunAnswer.Line] = []
    }

    /// So many lines with reasons are shown to readers.
    static let first = 5

    private let console: Console
    private let table: OutputFile?
    private let state = Mutex(State())

    /// - Parameter table: a file that gets the reasons as a table.
    init(_ console: Console, table: OutputFile?) throws(Problem) {
        self.console = console
        self.table = table
        let sentences = try RuleSentences(console.language)
        state.withLock { $0.sentences = sentences }
    }

    /// Which lines have to be explained.
    var explaining: RuleJudge.Explained {
        console.format == .json || console.format == .csv || table != nil ? .notPlain : .first(Self.first)
    }

    /// Takes where each line stands among the eligible, before any line is told.
    func rank(_ ranking: RuleRankingAnswer) {
        state.withLock { $0.ranking = (ranking.columns(console), ranking.cells(console)) }
    }

    /// Writes what stands before the lines: only when there is an answer, and no fault instead of it.
    private func begin() throws(Problem) {
        let isBegun = state.withLock { state in
            defer { state.isBegun = true }
            return state.isBegun
        }
        guard !isBegun else { return }
        let header = RuleRunAnswer.Line.header(console, ranking: state.withLock { $0.ranking.columns })
        try table?.write(header)
        switch console.format {
        case .json: try console.out("{\"lines\":[")
        case .csv: try console.out(header)
        case .text, .html: break
        }
    }

    /// Takes lines in their order.
    func add(_ cases: [RuledCase], by judge: RuleJudge) throws {
        try begin()
        guard let sentences = state.withLock({ $0.sentences }) else { return }
        if explaining == .notPlain {
            let lines = cases.map { RuleRunAnswer.Line($0, by: judge, sentences, console.language) }
            if let table { try table.write(rows(lines)) }
            switch console.format {
            case .json: try write(lines)
            case .csv: try console.out(rows(lines))
            case .text, .html: break
            }
        }
        state.withLock { state in
            for ruled in cases where state.shown.count < Self.first && !ruled.reasons.isEmpty {
                state.shown.append(RuleRunAnswer.Line(ruled, by: judge, sentences, console.language))
            }
        }
    }

    private func rows(_ lines: [RuleRunAnswer.Line]) -> String {
        let ranking = state.withLock { $0.ranking }
        let none = ranking.columns.map { _ in "" }
        return lines.map { $0.rows(console, ranking: ranking.cells[$0.row] ?? none) }.joined()
    }

    private func write(_ lines: [RuleRunAnswer.Line]) throws {
        guard !lines.isEmpty else { return }
        let isFirst = state.withLock { state in
            defer { state.isFirst = false }
            return state.isFirst
        }
        let texts = try lines.map { try console.jsonText($0) }
        try console.out((isFirst ? "" : ",") + texts.joined(separator: ","))
    }

    /// The first lines with reasons.
    var shown: [RuleRunAnswer.Line] { state.withLock { $0.shown } }

    /// Ends what was begun, with the counts.
    func finish(_ answer: RuleRunAnswer) throws(Problem) {
        try begin()
        guard console.format == .json else { return }
        // One object: what stands in the answer follows the lines.
        try console.out("]," + console.jsonText(answer).dropFirst() + "\n")
    }
}
