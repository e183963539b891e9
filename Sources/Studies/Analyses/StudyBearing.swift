import Evaluation
import Problems

/// What the data of a study can bear and what not, by what the study file declares and what was found in the rows.
struct StudyBearing {
    private let context: StudyContext
    private let items: [StudyItem]

    init(_ context: StudyContext, _ items: [StudyItem]) {
        self.context = context
        self.items = items
    }

    var sentences: [LocalText] {
        [sheet, sampling, design, reference, comparison, causes, missing, size].compactMap { $0 }
    }

    /// What the rows stand for.
    static func population(_ context: StudyContext) -> LocalText {
        let header = context.header
        let rows = Wording.text("population." + header.sampling.rawValue) {
            ["n": $0.integer(context.count), "file": context.dataFile]
        }
        guard let size = header.population else { return rows }
        let whole = Wording.text("population.size") { ["size": $0.integer(size)] }
        return LocalText(rows.id + ", " + whole.id, en: rows.en + ", " + whole.en)
    }

    private var header: StudyHeader { context.header }
    private var codes: Set<String> { Set(items.flatMap(\.warnings).map(\.code)) }

    /// Nobody chose the sheet, and there are others.
    private var sheet: LocalText? {
        guard let sheet = context.data.sheet, !sheet.isNamed, !sheet.others.isEmpty else { return nil }
        return Wording.text(
            "bearing.sheet",
            ["file": context.dataFile, "sheet": sheet.name, "others": sheet.others.joined(separator: ", ")])
    }

    private var sampling: LocalText {
        Wording.text("bearing.sampling." + header.sampling.rawValue) { ["n": $0.integer(context.data.count)] }
    }

    private var design: LocalText? {
        let design = header.design
        guard design.isDeclared else {
            return header.sampling == .random ? Wording.text("bearing.design.none") : nil
        }
        var parts: [LocalText] = []
        if let weight = design.weight { parts.append(Wording.text("design.weight", ["name": weight.source])) }
        if let strata = design.strata { parts.append(Wording.text("design.strata", ["name": strata.source])) }
        if !design.clusters.isEmpty {
            let names = design.clusters.map(\.source).joined(separator: " → ")
            parts.append(Wording.text("design.cluster", ["name": names]))
        }
        if !design.populations.isEmpty { parts.append(Wording.text("design.fpc")) }
        if design.strata != nil {
            parts.append(Wording.text("design.lonely." + design.lonely.rawValue))
        }
        return Wording.text("bearing.design") { language in
            ["parts": parts.map { $0[language] }.joined(separator: "; ")]
        }
    }

    private var reference: LocalText? {
        let rankers: Set<String> = [
            "incidence", "concentration", "progressivity", "dominance", "targeting",
        ]
        guard items.contains(where: { rankers.contains($0.method) }) else { return nil }
        if let limits = context.limits {
            return Wording.text("bearing.reference.limits") { language in
                [
                    "groups": language.integer(limits.count + 1),
                    "source": header.reference?.source[language] ?? "",
                ]
            }
        }
        let isRecipientsOnly = !codes.isDisjoint(with: ["no-population-reference", "no-comparison-group"])
        return Wording.text(isRecipientsOnly ? "bearing.reference.none" : "bearing.reference.rows")
    }

    private var comparison: LocalText? {
        let changes: Set<String> = ["signed-rank", "paired-t", "mcnemar", "difference-in-differences"]
        guard items.contains(where: { changes.contains($0.method) }) else { return nil }
        let hasComparison = items.contains { $0.method == "difference-in-differences" && $0.refusal == nil }
        let isMixed = codes.contains("before-after-without-comparison")
        return Wording.text(
            !hasComparison
                ? "bearing.comparison.none" : isMixed ? "bearing.comparison.some" : "bearing.comparison.yes")
    }

    private var causes: LocalText? {
        items.contains { ["two-sample", "k-sample", "cross"].contains($0.method) }
            ? Wording.text("bearing.association") : nil
    }

    private var missing: LocalText? {
        guard let worst = items.max(by: { $0.missing < $1.missing }), worst.missing > 0 else { return nil }
        return Wording.text("bearing.missing") {
            ["rows": $0.integer(worst.missing), "n": $0.integer(worst.missing + (worst.evidence?.used ?? worst.n))]
        }
    }

    private var size: LocalText? {
        let n = context.data.count
        guard n > 0, Resampling.isAdvised(rows: n) else { return nil }
        return Wording.text("bearing.small") {
            ["n": $0.integer(n), "points": $0.decimal(100 / Double(n), places: 1)]
        }
    }
}
