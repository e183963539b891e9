import Foundation
import Hummingbird
import Problems
import Registry
import Store

/// Which changes of which rules a reader tries out over which import. Kept in the address, so that it can be handed on,
/// read in the other language, paged through and printed.
struct WhatIfChoice: Sendable {
    /// Changes of the present rules, such as a limit that is tried out on both sides.
    static let base = "dasar"
    static let change = "ubah"
    static let area = "wilayah"
    static let income = "pendapatan"
    /// Fields that hold changes.
    static let fields: Set<String> = [base, change]

    /// The code of a condition that nobody made.
    static let trial = "percobaan"
    /// Fields of the form: what a rule says, and the condition tried out on either side.
    static let rule = "aturan:"
    static let trialBefore = "percobaan-sekarang"
    static let trialAfter = "percobaan-sesudah"
    static let quotaBefore = "kuota-sekarang"
    static let quotaAfter = "kuota-sesudah"
    static let budgetBefore = "anggaran-sekarang"
    static let budgetAfter = "anggaran-sesudah"
    /// For each area of which kind limits are, and what decides among those of the same points; on both sides.
    static let each = "tiap"
    static let tie = "penentu"

    let rules: RuleChoice
    let base: [RuleChange]
    let changes: [RuleChange]
    let options: WhatIf.Options
    let each: String?
    let tie: String?
    /// What was typed for a limit and is none.
    private(set) var faults: [Fault] = []

    /// A field that does not hold what it should.
    struct Fault: Sendable {
        var field: String
        var text: String
        var problem: Problem
    }

    /// - Throws: what ``RuleChoice`` throws; `rules.change`.
    init(_ desk: Desk, _ id: Int64, _ query: Query) throws {
        rules = try RuleChoice(desk, id, query)
        base = try query.all(Self.base).map { text throws(Problem) in try RuleChange(text) }
        changes = try query.all(Self.change).map { text throws(Problem) in try RuleChange(text) }
        options = try Self.options(query, base, changes)
        (each, tie) = (query.filled(Self.each), query.filled(Self.tie))
    }

    private static func options(
        _ query: Query, _ base: [RuleChange], _ changes: [RuleChange]
    ) throws(Problem) -> WhatIf.Options {
        let ties = try query.filled(tie).map { text throws(Problem) in [try QuotaPlan.TieBreak(text)] } ?? []
        func plan(_ changes: [RuleChange]) throws(Problem) -> QuotaPlan? {
            var plan = try RuleChange.plan(changes, from: nil)
            plan?.area = query.filled(each).flatMap(QuotaPlan.Area.init(rawValue:))
            plan?.ties = ties
            return plan
        }
        return WhatIf.Options(
            area: query.filled(area), income: query.filled(income), present: try plan(base), changed: try plan(changes))
    }

    /// Reads a form, in which every rule stands with what it shall say.
    init(_ desk: Desk, _ id: Int64, form: Query) throws {
        rules = try RuleChoice(desk, id, form)
        var changes: [RuleChange] = []
        for rule in rules.files.flatMap(\.rules) {
            guard let told = form[Self.rule + rule.code] else { continue }
            let text = told.split(whereSeparator: \.isNewline).joined(separator: " ")
                .trimmingCharacters(in: .whitespaces)
            if text == Self.line(rule) { continue }
            if text.isEmpty {
                changes.append(RuleChange(rule.code, .off))
            } else {
                changes.append(RuleChange(rule.code, .set(rule.isBareNumber ? .amount : .expression, text)))
            }
        }
        func trial(_ name: String) -> [RuleChange] {
            form[name].map { $0.split(whereSeparator: \.isNewline).joined(separator: " ") }
                .flatMap { $0.allSatisfy(\.isWhitespace) ? nil : [RuleChange(Self.trial, .added($0))] } ?? []
        }
        var faults: [Fault] = []
        /// How many can be served: so many people, or as far as so much money reaches.
        func limit(_ quota: String, _ budget: String) -> [RuleChange] {
            var found: [RuleChange] = []
            for (field, kind) in [(quota, "quota="), (budget, "budget=")] {
                guard let text = form.filled(field) else { continue }
                do throws(Problem) {
                    guard found.isEmpty else { throw Problem("quota.both", .refuse) }
                    found.append(try RuleChange(kind + text))
                } catch {
                    faults.append(Fault(field: field, text: text, problem: error))
                }
            }
            return found
        }
        base = trial(Self.trialBefore) + limit(Self.quotaBefore, Self.budgetBefore)
        self.changes = changes + trial(Self.trialAfter) + limit(Self.quotaAfter, Self.budgetAfter)
        (each, tie) = (form.filled(Self.each), form.filled(Self.tie))
        do throws(Problem) {
            options = try Self.options(form, base, self.changes)
        } catch {
            faults.append(Fault(field: Self.tie, text: form[Self.tie] ?? "", problem: error))
            options = WhatIf.Options()
        }
        self.faults = faults
    }

    /// A rule's expression on one line.
    static func line(_ rule: ProgrammeRule) -> String {
        rule.expressionText.split(whereSeparator: \.isNewline).joined(separator: " ")
            .trimmingCharacters(in: .whitespaces)
    }

    /// Whether anything is tried out.
    var isEmpty: Bool { base.map(\.text) == changes.map(\.text) }

    /// Both sides.
    ///
    /// - Throws: what cannot stand in a rule.
    func sides() throws(Problem) -> (present: [RuleFile], changed: [RuleFile]) {
        (try RuleChange.applying(base, to: rules.files), try RuleChange.applying(changes, to: rules.files))
    }

    /// What a rule says after the changes, as far as they are about it.
    func text(_ rule: ProgrammeRule) -> String {
        for change in changes where change.code == rule.code {
            switch change.step {
            case .set(.expression, let text), .set(.amount, let text): return text
            case .off: return ""
            case .set, .added, .limit: break
            }
        }
        return Self.line(rule)
    }

    /// The condition that is tried out among some changes.
    static func trialText(_ changes: [RuleChange]) -> String {
        for change in changes { if case .added(let text) = change.step { return text } }
        return ""
    }

    /// The number of people that can be served.
    static func quota(_ changes: [RuleChange]) -> String {
        for change in changes { if case .limit(.people(let count)) = change.step { return String(count) } }
        return ""
    }

    /// The rupiah that are there.
    static func budget(_ changes: [RuleChange]) -> String {
        for change in changes { if case .limit(.budget(let rupiah)) = change.step { return String(rupiah) } }
        return ""
    }

    var items: [(name: String, value: String)] {
        [(WhatIfPage.batch, String(rules.batch.id))] + rules.items
            + [
                (Self.area, options.area ?? ""), (Self.income, options.income ?? ""), (Self.each, each ?? ""),
                (Self.tie, tie ?? ""),
            ]
            + base.map { (Self.base, $0.text) } + changes.map { (Self.change, $0.text) }
    }

    var address: String { Query.address(WhatIfPage.path, items) }

    var words: [String] {
        rules.words + ["", options.area ?? "", options.income ?? "", each ?? "", tie ?? ""] + base.map(\.text) + [""]
            + changes.map(\.text)
    }
}
