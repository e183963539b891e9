import Problems
import Registry
import Store

/// One batch: where it comes from, what became of its rows, and what is wrong with them.
struct BatchPage: Sendable {
    struct Fact: Sendable {
        var label: String
        var value: String
        var address: String?
        var isCode = false
    }

    struct Column: Sendable {
        var name: String
        var meaning: String
        var confidence: String
        var isSure: Bool
    }

    struct Kind: Sendable {
        var code: String
        var severity: String
        var severityName: String
        var reason: String
        var remedy: String
        var rows: String
        var address: String
        var isChosen: Bool
    }

    struct Part: Sendable {
        var figure: String
        var label: String
        var sign: String
    }

    struct Blocker: Sendable {
        var name: String
        var address: String
    }

    var id: String
    var name: String
    var state: String
    var stateName: String
    var facts: [Fact]
    var read: String
    var parts: [Part]
    var reconciles: Bool
    var warned: String
    var columns: [Column]
    var kinds: [Kind]
    var canUndo: Bool
    var isFree: Bool
    var blockers: [Blocker]
    var lines: BatchLines
    /// What was proposed about the list's records; nil where the list is not in the registry.
    var matches: Matches?
    /// Whether there are rules to judge the list by.
    var hasRules: Bool
    /// Whether decisions in stages are known of it, in which undeclared criteria can be searched.
    var hasDecisions: Bool
    /// What was stored of judging it by rules.
    var rulings: [Grid]
    /// Said where decisions in stages went with an earlier import of the list.
    var stagesMissing: String?

    static func make(_ desk: Desk, _ id: Int64) throws -> Page {
        let words = desk.words
        let batch = try desk.registry.batch(id)
        let names = try Names(desk.registry, words)
        let columns = try desk.registry.columns(of: id)
        let blockers = batch.state == .committed ? try desk.registry.blockers(of: id) : []
        let batches = Dictionary(
            try desk.registry.batches().map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let filter = LineFilter(desk.query)
        let counts = batch.counts
        let content = BatchPage(
            id: String(id), name: names.list(batch), state: batch.state.rawValue,
            stateName: words.name("state", batch.state.rawValue),
            facts: facts(batch, names, words)
                + intake(batch, columns, try desk.registry.programmeAmount(of: id), words)
                + (batch.state == .committed ? people(try desk.registry.story(ofList: batch.list), words) : []),
            read: words.count(counts.read),
            parts: [
                ("new", counts.new), ("updated", counts.updated), ("unchanged", counts.unchanged),
                ("refused", counts.refused),
            ]
            .enumerated().map { index, part in
                Part(figure: words.count(part.1), label: words("outcome.\(part.0)"), sign: index == 0 ? "=" : "+")
            }, reconciles: counts.reconcile, warned: words("batch.warned", ["rows": words.count(counts.warned)]),
            columns: columns.map { column in
                Column(
                    name: column.name,
                    meaning: column.field.map { words.name("field", $0) } ?? words("batch.column.none"),
                    confidence: column.field == nil ? "–" : "\(column.confidence)\u{a0}%",
                    isSure: column.confidence >= 80)
            },
            kinds: try desk.registry.problemCounts(of: id).map { kind($0, desk, filter) }
                .sorted { (Self.rank($0.severity)) > (Self.rank($1.severity)) },
            canUndo: batch.state == .committed, isFree: blockers.isEmpty,
            blockers: blockers.map { Blocker(name: batches[$0].map(names.list) ?? "#\($0)", address: "/daftar/\($0)") },
            lines: try BatchLines(desk, batch, columns, filter),
            matches: batch.state == .committed ? matches(try desk.registry.proposals(of: id), words) : nil,
            hasRules: batch.state == .committed ? try !RuleShelf.files(of: batch.programme).isEmpty : false,
            hasDecisions: try desk.registry.stageStanding(of: id).recorded > 0,
            rulings: [try RulingsPage.grid(ofBatch: id, desk)].compactMap(\.self),
            stagesMissing: try desk.registry.stageStanding(of: id).problem(in: batch.fileName, batch: id).map {
                words.reason($0) + " " + words.remedy($0)
            })
        return Page(template: "batch", title: content.name, section: .lists, content: content)
    }

    private static func rank(_ severity: String) -> Int {
        Severity(rawValue: severity).flatMap { Severity.allCases.firstIndex(of: $0) } ?? 0
    }

    private static func facts(_ batch: BatchRecord, _ names: Names, _ words: Words) -> [Fact] {
        let profile = try? ProfileLibrary.bundled.profile(batch.profile)
        var facts = [
            Fact(
                label: words("batch.fact.programme"),
                value: names.programme(batch.programme) + " (" + String(batch.fiscalYear) + ")",
                address: "/program/" + Query.encoded(batch.programme)),
            Fact(label: words("batch.fact.institution"), value: names.institution(batch.institution)),
            Fact(label: words("batch.fact.date"), value: words.day(batch.referenceDate)),
            Fact(label: words("batch.fact.name"), value: batch.name),
            Fact(label: words("batch.fact.file"), value: batch.fileName),
            Fact(label: "SHA-256", value: batch.sha256, isCode: true),
            Fact(
                label: words("batch.fact.form"),
                value: words(
                    batch.encoding == "XLSX"
                        ? (batch.headerRow > 0 ? "batch.form.sheet" : "batch.form.sheet.headless")
                        : (batch.headerRow > 0 ? "batch.form" : "batch.form.headless"),
                    [
                        "encoding": batch.encoding, "delimiter": words.name("delimiter", batch.delimiter),
                        "row": words.count(batch.headerRow),
                    ])),
            Fact(label: words("batch.fact.profile"), value: profile?.title(words.language) ?? batch.profile),
            Fact(label: words("batch.fact.staged"), value: words.instant(batch.stagedAt)),
        ]
        if let at = batch.committedAt {
            facts.append(Fact(label: words("batch.fact.committed"), value: words.instant(at)))
        }
        if let at = batch.undoneAt { facts.append(Fact(label: words("batch.fact.undone"), value: words.instant(at))) }
        return facts
    }

    /// What the list does not tell, and what of it is not used.
    private static func intake(
        _ batch: BatchRecord, _ columns: [BatchColumnRecord], _ amount: Int64?, _ words: Words
    ) -> [Fact] {
        let unknown = UnknownColumns.named(columns, profile: batch.profile)
        var facts: [Fact] = []
        if !unknown.isEmpty {
            facts.append(
                Fact(
                    label: words("batch.fact.unknown"),
                    value: words("batch.unknown", ["columns": unknown.joined(separator: ", ")])))
        }
        if let amount {
            facts.append(
                Fact(
                    label: words("batch.fact.amount"),
                    value: words.rupiah(amount) + " " + words("amount.of-programme")))
        }
        return facts
    }

    /// Where the people of the list come from, and who of them is held.
    private static func people(_ story: ListStory, _ words: Words) -> [Fact] {
        let origins = CandidateOrigin.allCases.compactMap { origin in
            story.origins[origin].map { words.count($0) + " " + words.name("origin-of-candidate", origin.rawValue) }
        }
        var facts = [Fact(label: words("batch.fact.origins"), value: origins.joined(separator: ", "))]
        let kinds = EventEffect.Kind.allCases.filter { story.count($0) > 0 }.map {
            words.count(story.count($0)) + " " + words("effect-kind." + $0.rawValue)
        }
        if !kinds.isEmpty {
            facts.append(
                Fact(
                    label: words("batch.fact.held"),
                    value: words("batch.held", ["n": words.count(story.held), "kinds": kinds.joined(separator: ", ")])))
        }
        return facts
    }

    private static func kind(_ count: ProblemCountRecord, _ desk: Desk, _ filter: LineFilter) -> Kind {
        let problem = Problem(count.code, Severity(rawValue: count.severity) ?? .warn)
        return Kind(
            code: count.code, severity: count.severity, severityName: desk.words.name("severity", count.severity),
            reason: desk.words.reason(problem), remedy: desk.words.remedy(problem), rows: desk.words.count(count.rows),
            address: Query.address(desk.visit.path, [(LineFilter.code, count.code)]) + "#baris",
            isChosen: filter.code == count.code)
    }
}
