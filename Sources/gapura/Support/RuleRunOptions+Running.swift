import Foundation
import Problems
import Registry
import Store

/// Judging what is asked for.
extension RuleRunOptions {
    /// - Parameters:
    ///   - stores: whether what comes of an import is kept.
    ///   - plan: how many can be served.
    ///   - exporting: whether the lines of an import go out as a table; the log is told before any does.
    ///   - explaining: of which lines the reasons are wanted.
    ///   - each: receives the lines as they are judged, in their order, with who judges.
    func run(
        _ console: Console, engine: RuleEngine = .program, stores: Bool = false, within plan: QuotaPlan? = nil,
        exporting: Bool = false, explaining: RuleJudge.Explained = .notPlain,
        _ each: @escaping @Sendable ([RuledCase], RuleJudge) throws -> Void
    ) throws -> Outcome {
        guard !stores || (db != nil && batch != nil) else { throw Problem("usage.store", .refuse) }
        let outcome: Outcome
        if batch == nil, db == nil || engine == .sql {
            outcome = try runFile(console, engine, explaining, each)
        } else {
            guard let stored = try stored(console) else { throw Problem("usage.rules-batch") }
            if exporting, try stored.registry.batch(stored.batch).state == .committed {
                try stored.tellExport("reasons")
            }
            outcome =
                try stores ? store(stored, engine, plan, each) : judge(stored, engine, explaining, each)
        }
        for rule in outcome.judge.rules where rule.legalBasis == nil {
            console.note(console.say("rules.note.no-basis", ["rule": rule.code]))
        }
        return outcome
    }

    private func runFile(
        _ console: Console, _ engine: RuleEngine, _ explaining: RuleJudge.Explained,
        _ each: @escaping @Sendable ([RuledCase], RuleJudge) throws -> Void
    ) throws(Problem) -> Outcome {
        let opened = try open(console)
        let judge = opened.judge
        if engine == .sql {
            guard let db else { throw Problem("usage.rules-engine") }
            let registry = try Storage.registry(at: db, create: false, actor: NSUserName(), purpose: purpose)
            let found = try registry.judge(opened.reading, by: judge, explaining: explaining) { try each($0, judge) }
            return Outcome(
                judge: judge, list: opened.reading.file.name, tally: found.tally,
                leftOut: found.leftOut.map(\.rule.code), engine: engine)
        }
        let (check, tally) = try judge.run(opened.reading, explaining: explaining) { try each($0, judge) }
        return Outcome(judge: judge, list: check.file, tally: tally)
    }

    private func judge(
        _ stored: Stored, _ engine: RuleEngine, _ explaining: RuleJudge.Explained,
        _ each: @escaping @Sendable ([RuledCase], RuleJudge) throws -> Void
    ) throws(Problem) -> Outcome {
        let found = try stored.registry.judge(
            batch: stored.batch, by: stored.rules, on: stored.day, given: stored.given, against: stored.references,
            forms: stored.forms, engine: engine, explaining: explaining, each)
        return outcome(found, engine, stored)
    }

    /// What is kept holds the reasons of all lines.
    private func store(
        _ stored: Stored, _ engine: RuleEngine, _ plan: QuotaPlan?,
        _ each: @escaping @Sendable ([RuledCase], RuleJudge) throws -> Void
    ) throws -> Outcome {
        let kept = try stored.registry.rule(
            batch: stored.batch, by: stored.rules, on: stored.day, given: stored.given, against: stored.references,
            forms: stored.forms, engine: engine, within: plan)
        try each(kept.cases, kept.found.judge)
        var outcome = outcome(kept.found, engine, stored, kept.ruling)
        outcome.ranking = kept.ranking
        return outcome
    }

    private func outcome(
        _ found: Registry.RuledBatch, _ engine: RuleEngine, _ stored: Stored, _ ruling: RulingRecord? = nil
    ) -> Outcome {
        Outcome(
            judge: found.judge, list: found.batch.name, tally: found.tally, leftOut: found.leftOut.map(\.rule.code),
            engine: engine, stored: stored, ruling: ruling)
    }

    /// Compares the rules with changed ones, over a file or an import.
    ///
    /// - Parameters:
    ///   - changed: rule files that take the place of those asked for; the same files when empty.
    ///   - changes: what is changed in them.
    func whatIf(
        _ console: Console, changed: [String], _ changes: [RuleChange], _ whatIf: WhatIf.Options
    ) throws(Problem) -> WhatIfReport {
        func files(_ present: [RuleFile]) throws(Problem) -> [RuleFile] {
            let base = try changed.map { name throws(Problem) in try RuleLibrary.named(name) }
            return try RuleChange.applying(changes, to: base.isEmpty ? present : base)
        }
        if let stored = try stored(console) {
            return try stored.registry.whatIf(
                batch: stored.batch, present: stored.rules, changed: files(stored.rules), changes: changes,
                on: stored.day, given: stored.given, against: stored.references,
                forms: stored.forms, options: whatIf)
        }
        let opened = try open(console)
        let other = try opened.judge.with(files(opened.judge.files))
        return try WhatIf.run(
            opened.reading, present: opened.judge, changed: other, changes: changes, options: whatIf)
    }
}
