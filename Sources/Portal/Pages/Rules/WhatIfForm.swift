import Indonesia
import Problems
import Registry
import Reports
import Store

/// The form of rules that are tried out: every rule in force with what it says, ready to be changed.
struct WhatIfForm {
    private let desk: Desk
    private let choice: WhatIfChoice
    private let problem: Problem?

    init(_ desk: Desk, _ choice: WhatIfChoice, _ problem: Problem?) {
        self.desk = desk
        self.choice = choice
        self.problem = problem
    }

    private var words: Words { desk.words }

    func part() throws -> Board.Part {
        let rules = choice.rules
        let schema = try FactSchema.bundled()
        let day = rules.day ?? CalendarDate(rules.batch.referenceDate)
        let inForce = rules.files.flatMap(\.rules).filter { rule in day.map { rule.isValid(on: $0) } ?? true }
        let asked = Set(rules.typed.map(\.name))
        let missing = Self.questions.filter { !asked.contains($0) && schema.fact($0) != nil }
        var part = Board.Part("ubah", words("whatif.form"))
        part.paragraphs = [words("whatif.form.text")]
        part.forms = [
            .doing(
                WhatIfPage.path,
                [.hidden(WhatIfPage.batch, String(rules.batch.id))] + (try rules.fields(missing, words))
                    + inForce.map(field) + [
                        trial(WhatIfChoice.trialBefore, choice.base, "whatif.trial.before"),
                        trial(WhatIfChoice.trialAfter, choice.changes, "whatif.trial.after"),
                        limit(WhatIfChoice.quotaBefore, WhatIfChoice.quota(choice.base), "whatif.quota.before"),
                        limit(WhatIfChoice.budgetBefore, WhatIfChoice.budget(choice.base), "whatif.budget.before"),
                        limit(WhatIfChoice.quotaAfter, WhatIfChoice.quota(choice.changes), "whatif.quota.after"),
                        limit(WhatIfChoice.budgetAfter, WhatIfChoice.budget(choice.changes), "whatif.budget.after"),
                        each(),
                        Form.Field(
                            .text, WhatIfChoice.tie, words("whatif.tie"), value: choice.tie ?? "",
                            hint: words("whatif.tie.hint"),
                            fault: choice.faults.first { $0.field == WhatIfChoice.tie }.map {
                                words.reason($0.problem)
                            }),
                    ] + (try columns()), button: words("whatif.try"))
        ]
        return part
    }

    /// What lists of applicants seldom tell: asked for beside the rules, so that not everybody is held for want of it.
    private static let questions = [FactSchema.cardVillage]

    private func field(_ rule: ProgrammeRule) -> Form.Field {
        let value = choice.text(rule)
        return Form.Field(
            rule.isBareNumber ? .text : .area, WhatIfChoice.rule + rule.code,
            rule.statement(words.language), value: value,
            hint: rule.code + " · "
                + (value == WhatIfChoice.line(rule)
                    ? words("whatif.blank") : words("whatif.was", ["text": WhatIfChoice.line(rule)])),
            fault: fault(rule.code), inputMode: rule.isBareNumber ? "numeric" : nil)
    }

    private func trial(_ name: String, _ changes: [RuleChange], _ key: String) -> Form.Field {
        let text = WhatIfChoice.trialText(changes)
        let isAtFault = problem?.value == text && !text.isEmpty
        return Form.Field(
            .area, name, words(key), value: text, hint: words(key + ".hint"),
            fault: isAtFault ? fault(WhatIfChoice.trial) : nil)
    }

    /// How many can be served, by number or by money.
    private func limit(_ name: String, _ value: String, _ key: String) -> Form.Field {
        let fault = choice.faults.first { $0.field == name }
        return Form.Field(
            .text, name, words(key), value: fault?.text ?? value,
            hint: words(key.prefix(upTo: key.lastIndex(of: ".") ?? key.endIndex) + ".hint"),
            fault: fault.map { words.reason($0.problem) }, inputMode: "numeric")
    }

    private func each() -> Form.Field {
        Form.Field(
            .choice, WhatIfChoice.each, words("whatif.each"),
            options: [.init(optionValue: "", optionLabel: words("whatif.each.all"), isChosen: choice.each == nil)]
                + QuotaPlan.Area.allCases.map {
                    .init(
                        optionValue: $0.rawValue, optionLabel: words("whatif.each." + $0.rawValue),
                        isChosen: choice.each == $0.rawValue)
                })
    }

    /// What is wrong with what a rule shall say, and where.
    private func fault(_ code: String) -> String? {
        guard let problem, problem.arguments["rule"] == code else { return nil }
        return words.reason(problem) + " " + words.remedy(problem)
    }

    /// The columns by which the outcome is told.
    private func columns() throws -> [Form.Field] {
        let names = try desk.registry.columns(of: choice.rules.batch.id).map(\.name).filter { !$0.isEmpty }
        func field(_ name: String, _ chosen: String?, _ key: String) -> Form.Field {
            Form.Field(
                .choice, name, words(key),
                options: [.init(optionValue: "", optionLabel: words(key + ".usual"), isChosen: chosen == nil)]
                    + names.map { .init(optionValue: $0, optionLabel: $0, isChosen: $0 == chosen) })
        }
        return [
            field(WhatIfChoice.area, choice.options.area, "whatif.area"),
            field(WhatIfChoice.income, choice.options.income, "whatif.income"),
        ]
    }
}
