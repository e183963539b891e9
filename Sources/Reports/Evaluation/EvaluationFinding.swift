import Problems
import Studies

/// One plain sentence on an item, from a phrase whose places are filled with the item's own estimates and their
/// intervals: it can say no more than they do.
struct EvaluationFinding {
    let item: StudyItem
    let result: StudyResult
    let words: Words

    private var language: Language { words.language }

    /// The first phrase of the method that every place can be filled in; nil where there is none.
    var sentence: String? {
        if let refusal = item.refusal {
            return words("summary.refused", ["title": title, "reason": refusal.message[language]])
        }
        let known = values
        for ending in restsOnLimits ? [".limits"] : isLog ? [".log"] : ["", ".2", ".3"] {
            guard let phrase = words.known("summary.find." + item.method + ending) else { continue }
            let filled = words("summary.find." + item.method + ending, known)
            guard phrase.contains("{"), !filled.contains("{") else { continue }
            return [words.tight(filled), noCause, groups, verdict].compactMap { $0 }.joined(separator: " ")
        }
        return nil
    }

    /// What a change without a comparison group cannot say.
    private var noCause: String? {
        item.warnings.contains { $0.code == "before-after-without-comparison" } ? words("summary.no-cause") : nil
    }

    /// The title without the number of the publication's table.
    private var title: String { TableNumber.split(item.title[language]).rest }

    /// Whether recipients alone are placed among the population by limits from outside: then no curve speaks.
    private var restsOnLimits: Bool { item.recommended["cumulated_share_fair"] != nil }

    /// Whether the figures are differences of logarithms.
    private var isLog: Bool { item.recommended["transform"] == .string("log") }

    private var values: [String: String] {
        var values = ["title": title]
        for estimate in item.estimates
        where estimate.value != nil && (estimate.group.isEmpty || estimate.group == item.whole) {
            values[estimate.key] = text(estimate)
        }
        if case .string(let name) = item.recommended["class"] { values["class"] = name }
        if item.method == "incidence", let first = item.estimates.first, first.value != nil {
            values["poorest"] = text(first)
            values["fair"] = language.decimal(100 / Double(item.estimates.count), places: 0)
            values["index"] = item.recommended["concentration_index"]?.double.map { language.decimal($0, places: 3) }
        }
        return values
    }

    /// The figure with its interval behind it.
    private func text(_ estimate: StudyEstimate) -> String {
        let value = estimate.valueCell.text(in: language)
        if estimate.scale == .pValue { return value.hasPrefix("<") ? "p " + value : "p = " + value }
        guard estimate.interval != nil else { return value }
        return words(
            "summary.with-interval",
            [
                "value": value, "level": language.decimal(100 * result.confidence, places: 0),
                "interval": estimate.intervalCell.text(in: language),
            ])
    }

    /// The highest and the lowest group, where figures are given by group.
    private var groups: String? {
        let grouped = item.estimates.filter { !$0.group.isEmpty && $0.group != item.whole && $0.value != nil }
        guard item.method != "incidence", Set(grouped.map(\.key)).count == 1, grouped.count > 1,
            let top = grouped.max(by: { ($0.value ?? 0) < ($1.value ?? 0) }),
            let bottom = grouped.min(by: { ($0.value ?? 0) < ($1.value ?? 0) })
        else { return nil }
        return words.tight(
            words(
                "summary.groups",
                [
                    "top": top.group[language], "most": text(top), "bottom": bottom.group[language],
                    "least": text(bottom),
                ]))
    }

    private var verdict: String? {
        if item.recommended["verdict_withheld_because"].map({ $0 != .null }) ?? false {
            return words("summary.incidence.withheld")
        }
        guard case .string(let label) = item.recommended["verdict"] else { return nil }
        return words.known((restsOnLimits ? "summary.verdict.limits." : "summary.verdict.") + label)
    }
}
