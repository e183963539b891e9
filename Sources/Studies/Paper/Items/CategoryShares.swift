import Evaluation

/// Shares of a benefit that no equal benefit gives: whether the amounts that the publication names do.
struct CategoryShares {
    let table: CategoryTable

    /// A sentence for each pair of declared amounts; empty where none are declared or the search does not apply.
    var ways: LocalText {
        guard table.amounts.count == 2, let solutions else { return LocalText("") }
        let (smaller, larger) = (table.amounts[0], table.amounts[1])
        let amounts = [
            "smaller": PaperText.count(min(smaller, larger)), "larger": PaperText.count(max(smaller, larger)),
        ]
        guard let smallest = solutions.smallest else { return text("paper.ways.none", amounts) }
        var filled = amounts
        filled["ways"] = PaperText.count(solutions.count)
        filled["fewest"] = PaperText.count(smallest.larger.reduce(0, +))
        filled["totals"] = LocalText(
            smallest.totals.map { PaperText.count($0).id }.joined(separator: "; "),
            en: smallest.totals.map { PaperText.count($0).en }.joined(separator: "; "))
        return text("paper.ways", filled)
    }

    /// The search with the people that each share is nearest to, where they add to n.
    private var solutions: ShareSolutions? {
        guard let n = table.head.n, n <= 500 else { return nil }
        let shares = table.rows.compactMap(table.printed)
        guard shares.allSatisfy({ $0.value <= Double($0.whole) }) else { return nil }
        let people = shares.map { Int(($0.value / Double($0.whole) * Double(n)).rounded()) }
        guard shares.count == table.rows.count, people.reduce(0, +) == n else { return nil }
        let (smaller, larger) = (table.amounts.min() ?? 0, table.amounts.max() ?? 0)
        return ShareSolutions(shares, people: people, amounts: (smaller, larger))
    }

    private func text(_ key: String, _ arguments: [String: LocalText]) -> LocalText {
        Wording.text(key) { language in arguments.mapValues { $0[language] } }
    }
}
