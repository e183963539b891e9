public import Problems
public import Registry

/// Findings of an audit in words, for pages and for the command line.
public struct FindingSentences: Sendable {
    let words: Words
    let catalogue: FindingCatalogue

    /// - Throws: `phrasebook.unreadable`, `findings.catalogue` when bundled files are damaged.
    public init(_ language: Language) throws(Problem) {
        words = try Words("findings", language)
        catalogue = try FindingCatalogue.bundled()
    }

    public func title(_ category: FindingCategory) -> String {
        catalogue.entry(category)?.title(words.language) ?? category.code
    }

    func definition(_ category: FindingCategory) -> String {
        catalogue.entry(category)?.definition(words.language) ?? ""
    }

    func basis(_ category: FindingCategory, _ result: AuditResult) -> String {
        result.basis(category)?.text ?? words("no-basis")
    }

    /// What was audited, on which day.
    public func scope(_ result: AuditResult) -> String {
        words(
            "scope",
            [
                "list": result.list, "rows": words.count(result.rows), "people": words.count(result.people),
                "programme": result.programme ?? "–", "year": String(result.year),
                "day": words.day("\(result.day)"), "sha": String(result.sha256.prefix(12)),
            ])
    }

    /// What the evidence of a finding says.
    public func detail(_ finding: AuditFinding) -> String {
        var arguments: [String: String] = [:]
        if let from = finding.from { arguments["from"] = words.day("\(from)") }
        if let to = finding.to { arguments["to"] = words.day("\(to)") }
        if let row = finding.rowThere { arguments["row"] = String(row) }
        switch finding.detail {
        case .number:
            return finding.code.map { Catalogue.bundled.reason(ofCode: $0, words.language) } ?? finding.detail.word
        case .size: arguments["size"] = finding.size.map { words("size.\($0)") } ?? "–"
        default: break
        }
        var key = "detail." + finding.detail.word
        if finding.from == nil, words.known(key + ".undated") != nil { key += ".undated" }
        if finding.to != nil, words.known(key + ".until") != nil { key += ".until" }
        return words(key, arguments)
    }

    /// What the total contains, and how the sum over the categories comes to it.
    public func reconciliation(_ totals: AuditTotals) -> [String] {
        [
            words(
                "reconcile.people",
                [
                    "sum": words.count(totals.peopleSummed), "repeated": words.count(totals.peopleRepeated),
                    "total": words.count(totals.people),
                ]),
            words(
                "reconcile.lines",
                [
                    "sum": words.count(totals.linesSummed), "repeated": words.count(totals.linesRepeated),
                    "total": words.count(totals.lines),
                ]),
            words(
                "reconcile.rupiah",
                [
                    "sum": words.rupiah(totals.rupiahSummed), "repeated": words.rupiah(totals.rupiahRepeated),
                    "total": words.rupiah(totals.rupiah),
                ]),
            words(
                "reconcile.by-number",
                [
                    "counts": totals.byNumber.enumerated().filter { $0.element > 0 }.map { number, people in
                        words.plural(
                            "by-number", people, ["people": words.count(people), "number": words.count(number + 1)])
                    }.joined(separator: "; ")
                ]),
        ]
    }

    /// What was not checked for want of a list; nil where all was.
    public func unchecked(_ result: AuditResult) -> String? {
        let missing = FindingCategory.allCases.filter { !result.isChecked($0) }
        guard !missing.isEmpty else { return nil }
        return words("unchecked", ["categories": missing.map(title).joined(separator: "; ")])
    }

    /// What a reader has to know of lines that were not decided.
    public func cautions(_ result: AuditResult) -> [String] {
        var sentences: [String] = []
        if result.withoutNumber > 0 {
            sentences.append(words("without-number", ["lines": words.count(result.withoutNumber)]))
        }
        for category in FindingCategory.allCases where result.undecidedLines(category) > 0 {
            sentences.append(
                words(
                    "undecided",
                    ["category": title(category), "lines": words.count(result.undecidedLines(category))]))
        }
        for reference in result.references where reference.unusable > 0 || reference.rows == 0 {
            sentences.append(
                words(
                    reference.rows == 0 ? "reference-empty" : "reference-unusable",
                    [
                        "list": reference.name, "unusable": words.count(reference.unusable),
                        "rows": words.count(reference.rows),
                    ]))
        }
        for reference in result.references where reference.passedOver > 0 {
            sentences.append(
                words("passed-over", ["list": reference.name, "rows": words.count(reference.passedOver)]))
        }
        if !result.knowsRupiah { sentences.append(words("no-rupiah")) }
        return sentences
    }

    /// How the findings stand after answers.
    public func states(_ result: AuditResult) -> String {
        func count(_ state: FindingAnswer.State) -> String { words.count(result.states[state] ?? 0) }
        return words(
            "states",
            [
                "settled": count(.settled), "open": count(.open), "disputed": count(.disputed), "new": count(.new),
                "gone": words.count(result.gone.count), "people": words.count(result.unsettled.people),
                "lines": words.count(result.unsettled.lines), "rupiah": words.rupiah(result.unsettled.rupiah),
            ])
    }

    /// How the sample was drawn.
    public func design(_ sample: AuditSample) -> String {
        let short = sample.strata.filter { $0.drawn < min(2, $0.people) }
        let least =
            short.isEmpty
            ? words("design.least")
            : words(
                "design.short",
                ["strata": words.count(short.count), "none": words.count(short.count { $0.drawn == 0 })])
        return words(
            "design",
            [
                "least": least,
                "drawn": words.count(sample.people.count), "seed": String(sample.seed),
                "people": words.count(sample.strata.reduce(0) { $0 + $1.people }),
                "strata": words.count(sample.strata.count),
            ])
    }
}
