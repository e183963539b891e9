import Registry

/// What a reader in a hurry takes away: only what the tables below say, and what they do not.
extension RegionDocument {
    var summary: [String] {
        [running, reach, coverage, spending, discipline, gaps].compactMap(\.self) + [words("summary.no-effect")]
    }

    private var running: String {
        let own = value.programmes.count(where: \.isOwn)
        return words(
            own == 0 ? "summary.programmes-wider" : "summary.programmes",
            [
                "region": place, "year": year, "programmes": words.count(value.programmes.count),
                "institutions": words.count(Set(value.programmes.map(\.owner)).count), "own": words.count(own),
            ])
    }

    private var reach: String? {
        guard let reached = count("distributed").number else { return words("summary.reach-hidden") }
        return words(
            "summary.reach",
            [
                "distributed": words.count(reached), "proposed": told("proposed"), "cashed": told("cashed"),
                "listed": told("listed"),
            ])
    }

    /// The mark of a hidden count is for tables; a sentence says it in words.
    private func told(_ figure: String) -> String {
        count(figure).number.map(words.count) ?? words("summary.not-shown")
    }

    private var coverage: String? {
        guard let enterprises = value.enterprises, let reached = count("distributed").number else { return nil }
        return words(
            "summary.coverage",
            [
                "share": words.percent(reached, of: Int(enterprises.value)),
                "enterprises": words.count(Int(enterprises.value)), "source": enterprises.source,
            ])
    }

    private var spending: String? {
        let (budget, spent, missing) = ownMoney
        guard budget > 0 else { return nil }
        let text = words(
            "summary.money",
            [
                "budget": words.rupiah(budget), "spent": words.rupiah(spent),
                "share": words.percent(Int(spent), of: Int(budget)),
            ])
        return missing == 0 ? text : text + " " + words("summary.money-missing", ["programmes": words.count(missing)])
    }

    /// Budget and use of the programmes that run here alone, and of how many of them the use is not told.
    var ownMoney: (budget: Int64, spent: Int64, missing: Int) {
        let own = value.programmes.filter { $0.isOwn && $0.budget != nil }
        let told = own.filter { $0.spent != nil }
        return (
            told.compactMap(\.budget).boundedSum, told.compactMap(\.spent).boundedSum, own.count - told.count
        )
    }

    private var discipline: String? {
        let score = totalScore
        guard score.due > 0 else { return nil }
        return words(
            "summary.reports",
            [
                "due": words.count(score.due), "onTime": words.count(score.onTime), "late": words.count(score.late),
                "missing": words.count(score.missing), "contradictory": words.count(score.contradictory),
            ])
    }

    private var gaps: String? {
        let key: String
        switch (value.whiteSpots.isEmpty, value.clashes.isEmpty) {
        case (true, true): return nil
        case (false, false): key = "summary.gaps"
        case (false, true): key = "summary.gaps-only"
        case (true, false): key = "summary.clashes-only"
        }
        return words(
            key, ["gaps": words.count(value.whiteSpots.count), "clashes": words.count(value.clashes.count)])
    }
}
