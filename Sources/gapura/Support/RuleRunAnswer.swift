// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Indonesia
import Problems
import Registry
import Reports
import Store

/// What rules came to for a list: counts that reconcile, each rule's share, and every line with its reasons.
struct RuleRunAnswer: Encodable {
    struct File: Encodable {
        var name: String
        var version: String
        var digest: String
    }

    struct Reference: Encodable {
        var kind: String
        var name: String
        var as_of: String
        var year: Int
        var rows: Int
        var refused: Int
        /// Rows whose people are not known, so that a no is uncertain.
        var unusable: Int
    }

    struct Rule: Encodable {
        var code: String
        var kind: String
        var severity: String
        var statement: String
        /// The regulation; nil where none holds the rule.
        var legal_basis: String?
        /// What it rests on, in words.
        var basis: String
        var basis_kind: String?
        var issuer: String
        var issuer_level: String
        var flags: [String]
        var refused: Int
        var refused_alone: Int
        var held: Int
        var remarked: Int
    }

    struct Evidence: Encodable {
        var name: String
        var value: String
        var source: String
        var as_of: String?
    }

    struct Reason: Encodable {
        var rule: String
        var result: String
        var statement: String
        var deciding: String?
        var evidence: [Evidence]
        var missing: [String]
        var problem: Answer.ProblemLine?
        var legal_basis: String?
        var basis: String
        var basis_kind: String?
        var issuer: String
        var flags: [String]
        var correct: String?
        /// The same as one sentence.
        var seen: String
    }

    struct Line: Encodable {
        var row: Int
        var nik: String
        var verdict: String
        var without_basis: Bool
        var benefit: Int64?
        var reasons: [Reason]
        var remarks: [Reason]
        var problems: [Answer.ProblemLine]
    }

    private(set) var programme: String
    private(set) var as_of: String
    private(set) var year: Int
    private(set) var list: String
    private(set) var files: [File]
    private(set) var references: [Reference]
    /// What has to be known of the reference lists.
    private(set) var warnings: [Answer.ProblemLine]
    private(set) var rules: [Rule]
    private(set) var not_in_force: [String]
    private(set) var rows: Int
    private(set) var eligible: Int
    private(set) var refused: Int
    private(set) var held: Int
    private(set) var unread: Int
    private(set) var refused_without_basis: Int
    private(set) var benefit: Int64
    private(set) var missing: [String: Int]
    /// What judged: `program` or `sql`.
    private(set) var engine: String
    /// Codes of rules that the database could not judge.
    private(set) var judged_by_program: [String]
    /// The number under which it was stored; nil where nothing was.
    private(set) var ruling: Int64?
    /// Where fewer can be served than are eligible.
    var ranking: RuleRankingAnswer?

    init(_ outcome: RuleRunOptions.Outcome, _ sentences: RuleSentences, _ language: Language) {
        let (judge, tally) = (outcome.judge, outcome.tally)
        engine = outcome.engine.rawValue
        judged_by_program = outcome.leftOut
        programme = judge.programme
        as_of = judge.day.description
        year = judge.year
        (list, ruling) = (outcome.list, outcome.ruling?.id)
        files =
            judge.files.map { File(name: $0.name, version: $0.version, digest: $0.digest) }
            + judge.forms.map { File(name: $0.name, version: $0.version, digest: $0.digest) }
        references = judge.references.lists.map {
            Reference(
                kind: $0.kind, name: $0.name, as_of: $0.asOf.description, year: $0.year, rows: $0.rows,
                refused: $0.refused, unusable: $0.unusable)
        }
        warnings = judge.referenceWarnings.map { Answer.ProblemLine($0, language) }
        rules = tally.counts.map { count in
            Rule(
                code: count.rule.code, kind: count.rule.kind.rawValue, severity: count.rule.severity.rawValue,
                statement: count.rule.statement(language), legal_basis: count.rule.legalBasis?.text,
                basis: sentences.basis(count.rule), basis_kind: count.rule.basis?.kind.rawValue,
                issuer: sentences.issuer(count.rule), issuer_level: count.rule.issuer.level.rawValue,
                flags: sentences.flags(count.rule, among: judge.rules), refused: count.refused,
                refused_alone: count.alone, held: count.held, remarked: count.remarked)
        }
        not_in_force = judge.resting.map(\.code)
        (rows, eligible, refused, held) = (tally.rows, tally.eligible, tally.refused, tally.held)
        (unread, refused_without_basis, benefit) = (tally.unread, tally.refusedWithoutBasis, tally.benefit)
        missing = tally.missing
    }
}
