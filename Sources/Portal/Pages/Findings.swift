import Indonesia
import Problems
import Registry
import Store
import Synchronization

/// What takes long to work out, kept as long as what it was worked out from stays the same.
struct Findings: Sendable {
    /// Overlaps with the batches that the lists stand for, in the same order.
    struct Overlap: Sendable {
        var batches: [BatchRecord]
        var result: OverlapResult
    }

    /// Where a problem stands among the rows of a batch that have one.
    struct Spot: Sendable {
        /// Counted from 0.
        var place: Int
        var code: String
        var severity: String
    }

    private struct OverlapKey: Hashable {
        var batches: [BatchRecord]
        var rules: [CompatibilityRecord]
        var kinds: [String: String]
        /// The newest search for matches, and how many decisions there are: both move the counts beside the numbers.
        var matches: Int64
        var decisions: Int
    }

    private struct PastKey: Hashable {
        var asOf: AsOf
        /// The end of the chain in which every change is told.
        var head: LogHead?
    }

    private struct OverviewKey: Hashable {
        var batches: [BatchRecord]
        var programmes: [ProgrammeRecord]
        var institutions: [InstitutionRecord]
    }

    private struct RefusalKey: Hashable {
        var batches: [BatchRecord]
        var rules: [RuleRecord]
        var events: Int
    }

    /// An import judged by rules.
    struct Ruled: Sendable {
        var judge: RuleJudge
        var cases: [RuledCase]
        var tally: RuleTally
    }

    private struct RuleKey: Hashable {
        /// The fields that ask for it.
        var asked: [String]
        /// The end of the chain in which every change is told.
        var head: LogHead?
    }

    private struct ReportingKey: Hashable {
        var batches: [BatchRecord]
        var sendings: [SendingRecord]
        var asOf: CalendarDate
    }

    private let overlaps = Kept<OverlapKey, Overlap>()
    private let pasts = Kept<PastKey, Overlap>()
    private let overviews = Kept<OverviewKey, Overview>()
    private let reports = Kept<RefusalKey, [RefusalReport]>()
    private let judged = Kept<RuleKey, Ruled>()
    private let stored = Kept<RuleKey, Ruling>()
    private let compared = Kept<RuleKey, WhatIfReport>()
    private let searched = Kept<RuleKey, UndeclaredReport>()
    private let states = Kept<ReportingKey, ReportingState>()
    private let problems = Kept<Int64, [Spot]>()

    /// Overlaps of the committed lists.
    func overlap(_ registry: Registry) throws(Problem) -> Overlap {
        let batches = try registry.currentBatches()
        let kinds = Dictionary(
            try registry.programmes().map { ($0.code, $0.kind) }, uniquingKeysWith: { first, _ in first })
        let matches = try registry.matchState()
        let key = OverlapKey(
            batches: batches, rules: try registry.compatibility(), kinds: kinds, matches: matches.run,
            decisions: matches.decisions)
        return try overlaps.value(for: key) { () throws(Problem) in
            // Lists of millions take longer than a page may wait for anything else.
            Overlap(
                batches: batches,
                result: try Waiting.withoutLimit { () throws(Problem) in try registry.overlap(of: batches.map(\.id)) })
        }
    }

    /// Overlaps of the lists that were committed then. Nothing changes what was known but what the log tells of.
    func overlap(_ registry: Registry, asOf: AsOf) throws(Problem) -> Overlap {
        let key = PastKey(asOf: asOf, head: try registry.logHead(.changes))
        return try pasts.value(for: key) { () throws(Problem) in
            let then = try registry.asOf(asOf)
            return Overlap(
                batches: try then.currentBatches(),
                result: try Waiting.withoutLimit { () throws(Problem) in try then.overlap() })
        }
    }

    func overview(_ registry: Registry) throws(Problem) -> Overview {
        let key = OverviewKey(
            batches: try registry.batches(), programmes: try registry.programmes(),
            institutions: try registry.institutions())
        return try overviews.value(for: key) { () throws(Problem) in try registry.overview() }
    }

    /// How institutions report as of a day: people on lists are counted for it.
    func reporting(_ registry: Registry, asOf: CalendarDate) throws(Problem) -> ReportingState {
        let key = ReportingKey(batches: try registry.batches(), sendings: try registry.sendings(), asOf: asOf)
        return try states.value(for: key) { () throws(Problem) in try registry.reporting(asOf: asOf) }
    }

    /// Reports on the committed lists that decisions are known of.
    func refusals(_ registry: Registry) throws(Problem) -> [RefusalReport] {
        let events = try registry.totals().first { $0.name == "stage_events" }?.rows ?? 0
        guard events > 0 else { return [] }
        let batches = try Self.committed(registry)
        let key = RefusalKey(batches: batches, rules: try registry.rules(), events: events)
        return try reports.value(for: key) { () throws(Problem) in
            var reports: [RefusalReport] = []
            for batch in batches {
                if let report = try registry.refusals(of: batch.id) { reports.append(report) }
            }
            return reports
        }
    }

    /// An import judged by rules. The log is told of every look, also where nothing is judged anew.
    func ruled(_ registry: Registry, _ choice: RuleChoice) throws(Problem) -> Ruled {
        let given = try choice.facts()
        var isTold = false
        let ruled = try judged.value(for: try key(choice.words, registry)) { () throws(Problem) in
            isTold = true
            let found = try registry.judge(
                batch: choice.batch.id, by: choice.files, on: choice.day, given: given)
            return Ruled(judge: found.judge, cases: found.cases, tally: found.tally)
        }
        if !isTold { try registry.look(.readLines, object: LogObject(.batch, choice.batch.id)) }
        return ruled
    }

    /// A stored ruling with all its lines. The log is told of every look.
    func ruling(_ registry: Registry, _ record: RulingRecord) throws(Problem) -> Ruling {
        var isTold = false
        let ruling = try stored.value(for: try key([String(record.id)], registry)) { () throws(Problem) in
            isTold = true
            return try registry.ruling(record.id)
        }
        if !isTold { try registry.look(.readLines, object: LogObject(.batch, record.batch)) }
        return ruling
    }

    /// Rules compared with changed ones over an import.
    func whatIf(_ registry: Registry, _ choice: WhatIfChoice) throws(Problem) -> WhatIfReport {
        let (present, changed) = try choice.sides()
        let given = try choice.rules.facts()
        var isTold = false
        let report = try compared.value(for: try key(choice.words, registry)) { () throws(Problem) in
            isTold = true
            return try registry.whatIf(
                batch: choice.rules.batch.id, present: present, changed: changed, changes: choice.changes,
                on: choice.rules.day, given: given, options: choice.options)
        }
        if !isTold { try registry.look(.readLines, object: LogObject(.batch, choice.rules.batch.id)) }
        return report
    }

    /// Undeclared criteria of an import, within the areas that a column tells.
    func criteria(
        _ registry: Registry, _ choice: RuleChoice, _ area: String?
    ) throws(Problem) -> UndeclaredReport {
        let given = try choice.facts()
        var isTold = false
        let report = try searched.value(for: try key(choice.words + ["", area ?? ""], registry)) {
            () throws(Problem) in
            isTold = true
            return try registry.undeclared(
                batch: choice.batch.id, by: choice.files, on: choice.day, given: given,
                asking: UndeclaredQuestion(area: area, draws: CriteriaPage.draws))
        }
        if !isTold { try registry.look(.readLines, object: LogObject(.batch, choice.batch.id)) }
        return report
    }

    private func key(_ asked: [String], _ registry: Registry) throws(Problem) -> RuleKey {
        RuleKey(asked: asked, head: try registry.logHead(.changes))
    }

    /// The problems of a batch, whose rows do not change once they are checked.
    func spots(_ registry: Registry, _ batch: Int64) throws(Problem) -> [Spot] {
        try problems.value(for: batch) { () throws(Problem) in
            var place = -1
            var last = -1
            return try registry.problems(of: batch).map { problem in
                if problem.row != last { (last, place) = (problem.row, place + 1) }
                return Spot(place: place, code: problem.code, severity: problem.severity)
            }
        }
    }

    private static func committed(_ registry: Registry) throws(Problem) -> [BatchRecord] {
        try registry.batches().filter { $0.state == .committed }
    }
}

/// The latest value with what it was made from.
private final class Kept<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let latest = Mutex<(key: Key, value: Value)?>(nil)
    /// Held while a value is made: two readers at one time must not take twice the memory for the same.
    private let making = Mutex<Void>(())

    func value(for key: Key, _ make: () throws(Problem) -> Value) throws(Problem) -> Value {
        if let found = known(key) { return found }
        return try making.withLock { _ throws(Problem) in
            if let found = known(key) { return found }
            // What was kept before goes first.
            latest.withLock { $0 = nil }
            let value = try make()
            latest.withLock { $0 = (key, value) }
            return value
        }
    }

    private func known(_ key: Key) -> Value? { latest.withLock { $0?.key == key ? $0?.value : nil } }
}
