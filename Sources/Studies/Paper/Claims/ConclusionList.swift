import Evaluation
import Problems

/// What the publication concludes, held to what such a conclusion needs and the publication shows.
struct ConclusionList {
    /// What is concluded.
    enum Kind: String, CaseIterable {
        /// The programme favours the poor.
        case proPoor = "pro-poor"
        /// The programme reaches whom it is for.
        case onTarget = "on-target"
        /// The programme caused a change.
        case effect
        /// What holds for the sample holds for a wider population.
        case population

        var needs: [Need] {
            switch self {
            case .proPoor: [.populationReference, .lorenzCurve, .uncertainty, .perPersonRank]
            case .onTarget: [.nonRecipients, .thresholdSource, .uncertainty]
            case .effect: [.comparisonGroup, .comparableMoney]
            case .population: [.randomSample]
            }
        }
    }

    /// What a publication may show.
    enum Need: String, CaseIterable {
        case populationReference = "population-reference"
        case lorenzCurve = "lorenz-curve"
        case uncertainty
        case perPersonRank = "per-person-rank"
        case nonRecipients = "non-recipients"
        case thresholdSource = "threshold-source"
        case comparisonGroup = "comparison-group"
        case comparableMoney = "comparable-money"
        case randomSample = "random-sample"

        var code: String {
            switch self {
            case .populationReference: "paper.no-population-reference"
            case .lorenzCurve: "paper.no-lorenz-curve"
            case .uncertainty: "paper.no-uncertainty"
            case .perPersonRank: "paper.ranked-by-household"
            case .nonRecipients: "paper.no-coverage"
            case .thresholdSource: "paper.threshold-without-source"
            case .comparisonGroup: "paper.no-comparison-group"
            case .comparableMoney: "paper.nominal-recalled-survivors"
            case .randomSample: "paper.sample-not-random"
            }
        }
    }

    private struct Entry {
        let name: String
        let says: String
        let kind: Kind
        let shows: Set<Need>
        /// The figure the conclusion rests on.
        let count: (successes: Int, n: Int)?
        let line: Int?
    }

    let head: PaperHead
    private let entries: [Entry]

    init(_ node: StudyNode, tables: PaperTables) throws(Problem) {
        head = PaperHead(list: "conclusions", tables.header, kind: .conclusions)
        var entries: [Entry] = []
        for child in try node.list() {
            try child.allow(["name", "says", "concludes", "shows", "table", "row", "where"])
            var shows: Set<Need> = []
            for need in try child.child("shows")?.list() ?? [] { shows.insert(try need.choice(Need.self)) }
            var count: (Int, Int)?
            if try child.child("table") != nil {
                let (table, row) = try PaperReference(child).resolved(tables)
                if let counts = table.counts(of: row), counts.count == 1, let n = table.n(of: row),
                    counts.lowerBound <= n
                {
                    count = (counts.lowerBound, n)
                }
            }
            entries.append(
                Entry(
                    name: try child.required("name").text(), says: try child.required("says").text(),
                    kind: try child.required("concludes").choice(Kind.self), shows: shows, count: count,
                    line: child.place.row))
        }
        self.entries = entries
    }

    func audit(_ paper: PaperTables, _ ledger: inout PaperLedger) {
        for entry in entries {
            for need in entry.kind.needs where !entry.shows.contains(need) {
                ledger.flag(
                    need.code, .note, head.place(entry.name, line: entry.line), printed: entry.says, possible: [],
                    [
                        "interval": interval(entry, paper), "n": head.n.map(PaperText.count) ?? LocalText("–"),
                        "population": paper.header.population.map(PaperText.count) ?? LocalText("–"),
                        "share": share(paper),
                    ])
            }
        }
    }

    /// The 95 % interval of the figure if the sample were a random one: for a known population the exact one.
    private func interval(_ entry: Entry, _ paper: PaperTables) -> LocalText {
        guard let count = entry.count,
            let intervals = try? ProportionIntervals(successes: count.successes, of: count.n)
        else { return LocalText("") }
        let finite = paper.header.population.flatMap { try? intervals.hypergeometric(population: $0) }
        let limits = finite ?? intervals.wilson
        let values = [
            "count": PaperText.count(count.successes), "n": PaperText.count(count.n),
            "low": PaperText.number(100 * limits.lower, places: 1),
            "high": PaperText.number(100 * limits.upper, places: 1),
        ]
        return Wording.text(finite == nil ? "paper.interval.wilson" : "paper.interval.finite") { language in
            values.mapValues { $0[language] }
        }
    }

    private func share(_ paper: PaperTables) -> LocalText {
        guard let n = head.n, let population = paper.header.population, n <= population else { return LocalText("") }
        let percent = PaperText.number(100 * Double(n) / Double(population), places: 1)
        let values = ["share": percent, "population": PaperText.count(population)]
        return Wording.text("paper.share-of-population") { language in values.mapValues { $0[language] } }
    }
}
