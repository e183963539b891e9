public import Foundation
import Indonesia
public import Problems

/// What was answered to a finding, and where it stands.
public struct FindingAnswer: Sendable, Hashable {
    public enum State: String, Sendable, Hashable, CaseIterable {
        /// Found now and not answered before.
        case new
        case open
        /// Open, and somebody objects.
        case disputed
        /// Followed up, fallen, or beyond following up.
        case settled
    }

    /// The objection, in the auditee's words.
    public var rebuttal = ""
    /// What became of it: see ``FollowUp``; the word as written.
    public var followUp = ""
    public var state = State.open

    public init() {}
}

/// The words for what became of a finding.
public enum FollowUp: String, Sendable, Hashable, CaseIterable {
    case notYet = "belum"
    case going = "proses"
    case done = "selesai"
    /// The objection was accepted: the finding falls.
    case fallen = "gugur"
    /// It cannot be followed up, for a reason that counts.
    case impossible = "tidak-dapat"

    public init?(word: String) {
        let plain = word.lowercased().split { !$0.isLetter }.joined(separator: "-")
        guard let found = FollowUp(rawValue: plain.isEmpty ? "belum" : plain) else { return nil }
        self = found
    }

    public var isSettled: Bool { self == .done || self == .fallen || self == .impossible }
}

/// A finding of an earlier audit that is no more, with what was answered to it.
public struct GoneFinding: Sendable, Hashable {
    public var category: String
    public var row: String
    public var nik: String
    public var name: String
    public var answer: FindingAnswer
}

extension AuditResult {
    /// Columns of the file of findings by which answers are read back.
    public enum AnswerColumn: String, CaseIterable {
        case category, row, nik, name
        case rebuttal = "sanggahan"
        case followUp = "tindak_lanjut"
    }

    private struct Earlier {
        var found: GoneFinding
        var number: Int
        var isUsed = false
    }

    /// Takes in what was answered to an earlier audit: the file of findings with its last two columns filled in.
    ///
    /// A finding is known again by category, row and masked number; where rows have moved, by category, masked number and
    /// masked name, if these are one of a kind.
    ///
    /// - Returns: what is wrong with the answers: a word for what became of it that is none keeps the finding open.
    /// - Throws: what reading a table throws; `findings.answers` where a column is missing; `sheet.identity-in-text` where
    ///   somebody's number stands in an answer.
    public mutating func take(answers url: URL) throws(Problem) -> [Problem] {
        let table = try TextTable(url)
        for column in AnswerColumn.allCases where !table.columns.contains(column.rawValue) {
            throw Problem("findings.answers", .refuse, at: Place(file: table.name, column: column.rawValue))
        }
        var problems: [Problem] = []
        var faults: [Problem] = []
        var earlier = table.rows.map { row in
            func cell(_ column: AnswerColumn) -> String {
                (row.cells[column.rawValue] ?? "").trimmingCharacters(in: .whitespaces)
            }
            // The document and the tables show these texts as they are.
            for column in [AnswerColumn.rebuttal, .followUp] where LongNumbers.holdsIdentity(in: cell(column)) {
                faults.append(
                    Problem(
                        "sheet.identity-in-text", .refuse,
                        at: Place(file: table.name, row: row.number, column: column.rawValue),
                        value: LongNumbers.hidden(in: cell(column).prefix(60))))
            }
            var answer = FindingAnswer()
            (answer.rebuttal, answer.followUp) = (cell(.rebuttal), cell(.followUp))
            let word = FollowUp(word: answer.followUp)
            if word == nil {
                problems.append(
                    Problem(
                        "findings.follow-up", .warn,
                        at: Place(file: table.name, row: row.number, column: AnswerColumn.followUp.rawValue),
                        ["known": FollowUp.allCases.map(\.rawValue).joined(separator: ", ")]))
            }
            answer.state = word?.isSettled ?? false ? .settled : answer.rebuttal.isEmpty ? .open : .disputed
            return Earlier(
                found: GoneFinding(
                    category: cell(.category), row: cell(.row), nik: cell(.nik), name: cell(.name), answer: answer),
                number: row.number)
        }
        if let fault = faults.first { throw fault }
        match(&earlier)
        gone = earlier.filter { !$0.isUsed }.map(\.found)
        isAnswered = true
        states = answers.reduce(into: [:]) { $0[$1.state, default: 0] += 1 }
        let standing = zip(findings, answers).filter { $0.1.state != .settled }
        unsettled = AuditTotals(standing.lazy.map(\.0), lines, index)
        return problems
    }

    private mutating func match(_ earlier: inout [Earlier]) {
        func key(_ parts: String...) -> String { parts.joined(separator: "\u{1F}") }
        var exact: [String: Int] = [:]
        var loose: [String: [Int]] = [:]
        for (place, item) in earlier.enumerated() {
            let found = item.found
            exact[key(found.category, found.row, found.nik)] = place
            loose[key(found.category, found.nik, found.name), default: []].append(place)
        }
        answers = [FindingAnswer](repeating: FindingAnswer(), count: count)
        var left: [String: [Int]] = [:]
        for place in 0..<count {
            let finding = self[place]
            guard let known = exact[key(finding.category.code, String(finding.row), finding.nik)] else {
                answers[place].state = .new
                left[key(finding.category.code, finding.nik, finding.name), default: []].append(place)
                continue
            }
            answers[place] = earlier[known].found.answer
            earlier[known].isUsed = true
        }
        for (key, places) in left where places.count == 1 {
            let candidates = (loose[key] ?? []).filter { !earlier[$0].isUsed }
            guard candidates.count == 1, !earlier[candidates[0]].found.nik.isEmpty else { continue }
            answers[places[0]] = earlier[candidates[0]].found.answer
            earlier[candidates[0]].isUsed = true
        }
    }
}
