import Problems
import Studies

/// The few sentences that a reader in a hurry takes away. They count and quote; they do not judge and name no cause.
struct EvaluationSummary {
    let result: StudyResult
    let words: Words

    private var language: Language { words.language }

    var sentences: [String] {
        ([overview] + reproduced + claims + result.items.compactMap(finding) + [warned]).filter { !$0.isEmpty }
    }

    private var overview: String {
        let items = result.items.count
        // A report of a study's own figures speaks of rows, unless the study says what they are.
        let named = result.isReview || result.rowUnit == .households ? result.rowUnit : .rows
        return words(
            result.isReview ? "summary.overview" : "summary.overview.own",
            [
                "items": words.count(items),
                "parts": words.plural(result.isReview ? "unit.parts" : "unit.analyses", items),
                "n": words.count(result.n), "unit": words.plural("unit." + named.rawValue, result.n),
            ])
    }

    private var reproduced: [String] {
        let judged = result.items.compactMap { $0.asPublished["reproduced"] }
        guard !judged.isEmpty else { return [] }
        let held = judged.count { $0 == .bool(true) }
        let numbers = ["held": words.count(held), "all": words.count(judged.count)]
        let key = held == judged.count ? "summary.reproduced.all" : "summary.reproduced"
        return [words.plural(key, judged.count, numbers)]
    }

    private var claims: [String] {
        func sum(_ key: String) -> Int {
            result.items.reduce(0) { total, item in
                if case .integer(let count) = item.recommended[key] { total + count } else { total }
            }
        }
        let checked = sum("claims_checked")
        guard checked > 0 else { return [] }
        return [
            words.plural(
                "summary.claims", checked,
                ["checked": words.count(checked), "failed": words.count(sum("claims_not_supported"))])
        ]
    }

    private var warned: String {
        let count = result.items.map(\.warnings.count).reduce(0, +)
        return count == 0 ? "" : words.plural("summary.warnings", count, ["n": words.count(count)])
    }

    private func finding(_ item: StudyItem) -> String? {
        special(item) ?? EvaluationFinding(item: item, result: result, words: words).sentence
    }

    /// The methods whose sentence quotes more than their estimates.
    private func special(_ item: StudyItem) -> String? {
        let fields = item.recommended
        func number(_ key: String) -> Double? { fields[key]?.double }
        func decimal(_ value: Double, _ places: Int) -> String { language.decimal(value, places: places) }
        func pair(_ key: String) -> (Double, Double)? {
            guard let ends = fields[key]?.elements?.compactMap(\.double), ends.count == 2 else { return nil }
            return (ends[0], ends[1])
        }
        switch item.method {
        case "proportion":
            guard let count = number("count"), let n = number("n"), let percent = number("percent"),
                let wilson = pair("wilson")
            else { return nil }
            return words(
                "summary.proportion",
                [
                    "title": title(item), "count": decimal(count, 0), "n": decimal(n, 0),
                    "percent": decimal(percent, 1), "low": decimal(wilson.0 * 100, 1),
                    "high": decimal(wilson.1 * 100, 1), "unit": unit(n),
                ])
        case "incidence" where item.recommended["verdict"] == .null:
            guard let index = number("concentration_index"), let shares = fields["benefit_share"]?.elements,
                let first = shares.first?.double
            else { return nil }
            let withheld = fields["verdict_withheld_because"].map { $0 != .null } ?? false
            let sentence = words(
                "summary.incidence",
                [
                    "title": title(item), "fair": decimal(100 / Double(shares.count), 0),
                    "share": decimal(first * 100, 1),
                    "index": decimal(index, 3),
                ])
            return withheld ? sentence + " " + words("summary.incidence.withheld") : sentence
        case "effectiveness":
            guard let value = number("value"), case .string(let name) = fields["class_continuous"] else { return nil }
            let className = words.known("class." + name.replacing(" ", with: "-")) ?? name
            var sentence = words(
                "summary.effectiveness", ["title": title(item), "value": decimal(value, 1), "class": className])
            if let printed = item.asPublished["value_printed"]?.double, printed != value {
                sentence += " " + words("summary.effectiveness.printed", ["value": decimal(printed, 1)])
            }
            if item.warnings.contains(where: { $0.code == "class-not-robust" }) {
                sentence += " " + words("summary.effectiveness.fragile")
            }
            return sentence
        case "signed-rank":
            guard let higher = number("n_positive"), let lower = number("n_negative"), let same = number("n_zero"),
                let n = number("n"), let shift = number("hodges_lehmann"), let p = number("p_value")
            else { return nil }
            let sentence = words(
                "summary.signed-rank",
                [
                    "title": title(item), "higher": decimal(higher, 0), "lower": decimal(lower, 0),
                    "same": decimal(same, 0),
                    "n": decimal(n, 0), "shift": StudyCell.amount(shift, unit: fields["unit"]?.text).text(in: language),
                    "p": pText(p), "unit": unit(n),
                ])
            let uncontrolled = item.warnings.contains { $0.code == "before-after-without-comparison" }
            return uncontrolled ? sentence + " " + words("summary.no-cause") : sentence
        default: return nil
        }
    }

    /// What rows of the data are called, as many as there are behind a figure.
    private func unit(_ count: Double) -> String { words.plural("unit." + result.rowUnit.rawValue, Int(count)) }

    private func pText(_ p: Double) -> String {
        let text = StudyCell.pValue(p).text(in: language)
        return text.hasPrefix("<") ? "p " + text : "p = " + text
    }

    /// The title without the number of the publication's table.
    private func title(_ item: StudyItem) -> String { TableNumber.split(item.title[language]).rest }
}
