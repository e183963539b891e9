import Evaluation
import Problems

/// A printed frequency table held against the counts: which figures can be, which cannot.
struct FrequencyAudit {
    let categories: [Category]
    let counted: CategoryCounts
    let isComplete: Bool

    private var verdicts: [PrintedPercent.Verdict?] {
        zip(categories, counted.counts).map { category, count in
            category.printedPercent?.verdict(count: category.printedCount ?? count, of: counted.n)
        }
    }

    /// The printed figures, and whether whole counts and one rounding reproduce them.
    var fields: [String: JSON] {
        let verdicts = verdicts
        let percents = categories.map { category in
            category.printedPercent.map { JSON.number($0.value) } ?? .null
        }
        let countsAgree = zip(categories, counted.counts).allSatisfy { $0.printedCount ?? $1 == $1 }
        return [
            "categories": .strings(categories.map { $0.printedLabel ?? $0.label.en }),
            "count": .array(categories.map { $0.printedCount.map(JSON.integer) ?? .null }),
            "percent": .array(percents),
            "percent_printed": .array(categories.map { $0.printedPercentText.map(JSON.string) ?? .null }),
            "verdict": .array(verdicts.map { $0.map { .string($0.rawValue) } ?? .null }),
            "rounding": .string(rounding(verdicts)),
            "reproduced": .bool(
                countsAgree && verdicts.allSatisfy { $0 == nil || $0 == .rounded || $0 == .truncated }),
        ]
    }

    private func rounding(_ verdicts: [PrintedPercent.Verdict?]) -> String {
        let present = Set(verdicts.compactMap { $0 })
        if present.contains(.impossible) || present.contains(.otherCount) { return "inconsistent" }
        return present.contains(.truncated) ? RoundingMode.truncate.rawValue : RoundingMode.halfUp.rawValue
    }

    var warnings: [StudyWarning] { cells + uncounted + labels + places + totals }

    /// Percentages whose count the reader is not given.
    private var uncounted: [StudyWarning] {
        let silent = categories.filter { $0.printedPercentText != nil && $0.printedCount == nil }.map(\.label)
        guard !silent.isEmpty else { return [] }
        let list = LocalText(
            silent.map(\.id).joined(separator: "; "), en: silent.map(\.en).joined(separator: "; "))
        return [StudyWarning("count-not-printed", ["categories": list])]
    }

    private var cells: [StudyWarning] {
        var found: [StudyWarning] = []
        var truncated: [LocalText] = []
        for (index, category) in categories.enumerated() {
            let count = category.printedCount ?? counted.counts[index]
            if let printed = category.printedCount, printed != counted.counts[index] {
                found.append(
                    StudyWarning(
                        "count-not-reproduced",
                        ["printed": String(printed), "count": String(counted.counts[index])], subject: category.label))
            }
            guard let percent = category.printedPercent else {
                if category.isPrinted, category.printedCount == nil {
                    found.append(
                        StudyWarning(
                            "figures-not-printed", ["count": String(counted.counts[index])], subject: category.label))
                }
                continue
            }
            let verdict = percent.verdict(count: count, of: counted.n)
            if verdict == .truncated { truncated.append(LocalText(category.printedPercentText ?? "")) }
            guard verdict == .impossible || verdict == .otherCount else { continue }
            let right = Wording.text("value.percent") {
                ["percent": $0.percent(count, of: counted.n, places: percent.places)]
            }
            found.append(
                StudyWarning(
                    verdict == .impossible ? "impossible-percentage" : "percentage-of-another-count",
                    [
                        "printed": LocalText(category.printedPercentText ?? ""), "count": LocalText(String(count)),
                        "n": LocalText(String(counted.n)), "right": right,
                        "other": LocalText(
                            (percent.possibleCounts(of: counted.n).map(Array.init) ?? []).map(String.init)
                                .joined(separator: ", ")),
                    ], subject: category.label))
        }
        if !truncated.isEmpty {
            let list = LocalText(truncated.map(\.id).joined(separator: "; "))
            found.append(StudyWarning("truncated-percentages", ["printed": list]))
        }
        return found
    }

    private var labels: [StudyWarning] {
        var seen: Set<String> = []
        let names = categories.map { ($0.printedLabel ?? $0.label.en).lowercased() }
        let doubled = Set(names.filter { !seen.insert($0).inserted })
        return doubled.sorted().map { StudyWarning("duplicate-category-label", ["label": $0]) }
    }

    private var places: [StudyWarning] {
        let column = PrintedColumn(categories.compactMap(\.printedPercent))
        return column.shortOfDecimals.isEmpty ? [] : [StudyWarning("mixed-decimals")]
    }

    private var totals: [StudyWarning] {
        if counted.unlisted > 0, categories.count > 1 {
            let numbers = ["rows": String(counted.unlisted), "n": String(counted.n)]
            return [StudyWarning("categories-not-reported", numbers)]
        }
        guard isComplete, categories.count > 1 else { return [] }
        let printed = categories.compactMap(\.printedCount)
        guard printed.count == categories.count else { return [] }
        let sum = printed.reduce(0, +)
        guard sum == counted.n else {
            return [
                StudyWarning(
                    "counts-do-not-add-up",
                    [
                        "sum": String(sum), "n": String(counted.n),
                        "parts": printed.map(String.init).joined(separator: " + "),
                    ])
            ]
        }
        let percents = categories.compactMap(\.printedPercent)
        guard percents.count == categories.count else { return [] }
        let column = PrintedColumn(percents)
        guard !column.exactSum.contains(100) else { return [] }
        let text = Wording.text("value.percent") { ["percent": $0.decimal(column.sum, places: 2) + " %"] }
        return [StudyWarning("percentages-do-not-add-up", ["sum": text])]
    }
}
