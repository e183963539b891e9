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

    let rules: RuleChoice
    let base: [RuleChange]
    let changes: [RuleChange]
    let options: WhatIf.Options

    /// - Throws: what ``RuleChoice`` throws; `rules.change`.
    init(_ desk: Desk, _ id: Int64, _ query: Query) throws {
        rules = try RuleChoice(desk, id, query)
        base = try query.all(Self.base).map { text throws(Problem) in try RuleChange(text) }
        changes = try query.all(Self.change).map { text throws(Problem) in try RuleChange(text) }
        options = try Self.options(query, base, changes)
    }

    private static func options(
        _ query: Query, _ base: [RuleChange], _ changes: [RuleChange]
    ) throws(Problem) -> WhatIf.Options {
        WhatIf.Options(
            area: query.filled(area), income: query.filled(income), present: try RuleChange.plan(base, from: nil),
            changed: try RuleChange.plan(changes, from: nil))
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
        func quota(_ name: String) throws(Problem) -> [RuleChange] {
            try form.filled(name).map { text throws(Problem) in [try RuleChange("quota=" + text)] } ?? []
        }
        base = try trial(Self.trialBefore) + quota(Self.quotaBefore)
        self.changes = try changes + trial(Self.trialAfter) + quota(Self.quotaAfter)
        options = try Self.options(form, base, self.changes)
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

    var items: [(name: String, value: String)] {
        [(WhatIfPage.batch, String(rules.batch.id))] + rules.items
            + [(Self.area, options.area ?? ""), (Self.income, options.income ?? "")]
            + base.map { (Self.base, $0.text) } + changes.map { (Self.change, $0.text) }
    }

    var address: String { Query.address(WhatIfPage.path, items) }

    var words: [String] {
        rules.words + ["", options.area ?? "", options.income ?? ""] + base.map(\.text) + [""] + changes.map(\.text)
    }
}
