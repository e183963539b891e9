import Indonesia
public import Problems
public import Foundation
public import Store
import Tabular

/// The rules about pairs of programmes, tried in their order.
struct Compatibility: Sendable {
    let rules: [CompatibilityRecord]
    /// Conditions in the language of rules, by their text.
    private let conditions: [String: PairCondition]

    init(rules: [CompatibilityRecord]) {
        self.rules = rules
        let texts = Set(rules.map(\.when)).subtracting(CompatibilityFile.conditions)
        conditions = Dictionary(
            uniqueKeysWithValues: texts.compactMap { text in (try? PairCondition(text)).map { (text, $0) } })
    }

    /// A pair's rule and whether the lists stand in it the other way round.
    struct Match {
        var rule: CompatibilityRecord
        var isSwapped: Bool
        /// Whether its condition could not be told, for want of a value: then a person has to look.
        var isUndecided = false

        var verdict: Verdict { isUndecided ? .review : Verdict(rawValue: rule.verdict) ?? .unregulated }
    }

    /// The first rule of a unit that names both programmes and whose condition holds. A rule is asked about the day on which `a`
    /// was given, where its line tells it: `b` runs on it only if it was given before, so that of two rules that one speaks
    /// which has the later of both as its `a`. Where it cannot be told whether one
    /// does, none that comes after it is asked: a person has to look.
    ///
    /// - Parameters:
    ///   - linesA: the lines of the person or family on list a, and on list b.
    func decide(
        _ a: OverlapList, _ linesA: some Collection<OverlapEntry>, _ b: OverlapList,
        _ linesB: some Collection<OverlapEntry>, unit: OverlapUnit
    ) -> Match? {
        for rule in rules where rule.unit == unit.rawValue {
            for isSwapped in [false, true] {
                guard isSwapped ? names(rule, b, a) : names(rule, a, b) else { continue }
                switch isSwapped ? holds(rule, b, linesB, a, linesA) : holds(rule, a, linesA, b, linesB) {
                case .yes: return Match(rule: rule, isSwapped: isSwapped)
                case .unknown: return Match(rule: rule, isSwapped: isSwapped, isUndecided: true)
                case .no: continue
                }
            }
        }
        return nil
    }

    /// The rule that makes b a complement of a; nil when there is none.
    ///
    /// A rule about people speaks of who is on a and could have b. A rule about villages speaks of both: where one of the
    /// programmes works, the other one's people should be proposed for it.
    func complement(of a: OverlapList, by b: OverlapList) -> CompatibilityRecord? {
        rules.first { rule in
            guard rule.verdict == Verdict.encouraged.rawValue, isValid(rule, a.referenceDate) else { return false }
            return names(rule, a, b) || (rule.unit == "village" && names(rule, b, a))
        }
    }

    /// Whether any rule of a unit names both programmes, whatever its condition.
    func concerns(_ a: OverlapList, _ b: OverlapList, unit: OverlapUnit) -> Bool {
        rules.contains { $0.unit == unit.rawValue && (names($0, a, b) || names($0, b, a)) }
    }

    private func names(_ rule: CompatibilityRecord, _ a: OverlapList, _ b: OverlapList) -> Bool {
        Self.means(rule.programmeA, a) && Self.means(rule.programmeB, b)
    }

    private static func means(_ name: String, _ list: OverlapList) -> Bool {
        if name.hasPrefix("kind:") { return list.kind == String(name.dropFirst(5)) }
        return name == list.programme
    }

    private func isValid(_ rule: CompatibilityRecord, _ day: CalendarDate?) -> Bool {
        guard let day = day?.description else { return true }
        if let from = rule.validFrom, !from.isEmpty, day < from { return false }
        if let to = rule.validTo, !to.isEmpty, day > to { return false }
        return true
    }

    private func holds(
        _ rule: CompatibilityRecord, _ a: OverlapList, _ linesA: some Collection<OverlapEntry>, _ b: OverlapList,
        _ linesB: some Collection<OverlapEntry>
    ) -> PairCondition.Answer {
        func isInForce(_ line: OverlapEntry) -> Bool { isValid(rule, a.day(of: line)) }
        if let condition = conditions[rule.when] { return condition.holds(a, linesA, b, linesB, isInForce) }
        let inForce = linesA.filter(isInForce)
        switch rule.when {
        case "b-active": return ofDays(a, inForce, linesB) { $0.runs(on: $1, in: b) }
        case "b-closed": return ofDays(a, inForce, linesB) { $0.isClosed(on: $1, in: b) }
        default: return !inForce.isEmpty && holds(rule.when, a, b) ? .yes : .no
        }
    }

    /// Whether something holds of a line of b on the day of one of a; not known where none meets it and of one it is not.
    private func ofDays(
        _ a: OverlapList, _ linesA: [OverlapEntry], _ linesB: some Collection<OverlapEntry>,
        _ answer: (OverlapEntry, CalendarDate) -> BenefitSpan.Answer
    ) -> PairCondition.Answer {
        var found = PairCondition.Answer.no
        for one in linesA {
            for other in linesB where one.list != other.list || one.row != other.row {
                switch a.day(of: one).map({ answer(other, $0) }) ?? .open {
                case .yes: return .yes
                case .open: found = .unknown
                case .no: continue
                }
            }
        }
        return found
    }

    private func holds(_ condition: String, _ a: OverlapList, _ b: OverlapList) -> Bool {
        switch condition {
        case "any": return true
        case "same-fiscal-year": return a.fiscalYear != nil && a.fiscalYear == b.fiscalYear
        case "different-fiscal-year": return a.fiscalYear != nil && b.fiscalYear != nil && a.fiscalYear != b.fiscalYear
        case "same-distributor": return a.institution != nil && a.institution == b.institution
        case "different-distributor":
            guard let first = a.institution, let second = b.institution else { return false }
            return first != second
        default: return false
        }
    }
}

/// Reads compatibility rules from a file.
public enum CompatibilityFile {
    private static let columns = [
        "programme_a", "programme_b", "unit", "when", "verdict", "condition_id", "condition_en", "legal_basis",
        "valid_from", "valid_to", "source",
    ]
    static let conditions: Set<String> = [
        "any", "same-fiscal-year", "different-fiscal-year", "b-active", "b-closed", "same-distributor",
        "different-distributor",
    ]

    /// - Throws: `compatibility.columns`, `compatibility.value` with row, column and what is allowed.
    public static func read(_ url: URL) throws(Problem) -> [CompatibilityRecord] {
        let table = try TextTable(url)
        for name in columns.prefix(5) where !table.columns.contains(name) {
            throw Problem(
                "compatibility.columns", .refuse, at: Place(file: table.name, column: name),
                ["columns": columns.joined(separator: ", ")])
        }
        return try table.rows.enumerated().map { position, row throws(Problem) in
            func value(_ name: String) -> String { row.cells[name] ?? "" }
            func checked(_ name: String, _ allowed: [String]) throws(Problem) -> String {
                let text = value(name)
                guard allowed.contains(text) else {
                    throw Problem(
                        "compatibility.value", .refuse, at: Place(file: table.name, row: row.number, column: name),
                        value: text, ["allowed": allowed.joined(separator: ", ")])
                }
                return text
            }
            let when = value("when")
            if !conditions.contains(when) {
                do throws(Problem) {
                    _ = try PairCondition(when)
                } catch {
                    var arguments = ["words": conditions.sorted().joined(separator: ", ")]
                    for language in Language.allCases {
                        arguments["reason." + language.rawValue] = Catalogue.bundled.reason(error, language)
                    }
                    throw Problem(
                        "compatibility.condition", .refuse,
                        at: Place(file: table.name, row: row.number, column: "when"), value: when, arguments)
                }
            }
            return CompatibilityRecord(
                position: position, programmeA: value("programme_a"), programmeB: value("programme_b"),
                unit: try checked("unit", ["person", "family", "village"]),
                when: when, verdict: try checked("verdict", Verdict.allCases.map(\.rawValue)),
                conditionId: value("condition_id"),
                conditionEn: value("condition_en"), legalBasis: value("legal_basis"), validFrom: value("valid_from"),
                validTo: value("valid_to"), source: value("source"))
        }
    }
}
