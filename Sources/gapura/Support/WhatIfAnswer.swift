// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Evaluation
import Problems
import Registry
import Reports

/// What changed rules would change. Rows are told by their number; nobody's identity number stands in it.
struct WhatIfAnswer: Encodable {
    struct Side: Encodable {
        var files: [File]
        var eligible: Int
        var refused: Int
        var refused_without_basis: Int
        var held: Int
        var served: Int
        /// How many can be served once it is decided among the tied, and what that costs.
        var served_most: Int
        var tied: Int
        var limit: String?
        var cost: Int64
        var cost_most: Int64
    }

    struct File: Encodable {
        var name: String
        var version: String
        var digest: String
    }

    struct Move: Encodable {
        var before: String
        var after: String
        var rows: Int
    }

    struct Rule: Encodable {
        var code: String
        var statement: String
        var legal_basis: String?
        var entered: Int
        var entered_alone: Int
        var left: Int
        var left_alone: Int
    }

    struct Group: Encodable {
        var name: String?
        var rows: Int
        var before: Int
        var entered: Int
        var left: Int
        var after: Int
        var cost_before: Int64
        var cost_after: Int64
    }

    struct Overlap: Encodable {
        var list: String
        var kind: String
        var year: Int
        var before: Int
        var after: Int
    }

    struct Distribution: Encodable {
        var concentration_index: Double
        var shares: [Double]
        var participation: [Double?]
    }

    struct Incidence: Encodable {
        var source: String
        var known: Int
        var unknown: Int
        var cuts: [Double]
        var measure: String
        var before: Distribution?
        var after: Distribution?
    }

    struct Mover: Encodable {
        var row: Int
        var nik: String
        var before: String
        var after: String
        var rules: [String]
        var by_limit: Bool
        var benefit_before: Int64
        var benefit_after: Int64
    }

    private var programme: String
    private var as_of: String
    private var list: String
    private var changes: [String]
    private var rows: Int
    private var stayed: Int
    private var entered: Int
    private var left: Int
    private var cost_difference: Int64
    /// From the least to the most, where people are tied.
    private var cost_difference_range: [Int64]
    private var present: Side
    private var changed: Side
    private var moves: [Move]
    private var rules: [Rule]
    private var groups: [String: [Group]]
    private var overlaps: [Overlap]
    private var incidence: Incidence?
    private var without_income: String?
    private var movers: [Mover]
    private var summary: [String]
    private var cautions: [String]

    init(_ report: WhatIfReport, _ tables: WhatIfTables, _ language: Language) {
        programme = report.present.judge.programme
        as_of = report.present.judge.dayText
        list = report.list
        changes = report.changes.map(\.text)
        (rows, stayed, entered, left) = (report.rows, report.stayed, report.entered, report.left)
        cost_difference = report.difference
        cost_difference_range = [report.differences.lowerBound, report.differences.upperBound]
        func side(_ side: WhatIfReport.Side) -> Side {
            Side(
                files: side.judge.files.map { File(name: $0.name, version: $0.version, digest: $0.digest) },
                eligible: side.tally.eligible, refused: side.tally.refused,
                refused_without_basis: side.tally.refusedWithoutBasis, held: side.tally.held, served: side.served,
                served_most: side.mostServed, tied: side.tied, limit: side.plan?.limit.map { RuleChange($0).text },
                cost: side.cost, cost_most: side.mostCost)
        }
        (present, changed) = (side(report.present), side(report.changed))
        moves = RuleVerdict.allCases.flatMap { before in
            RuleVerdict.allCases.map { after in
                Move(before: before.rawValue, after: after.rawValue, rows: report.count(before, after))
            }
        }
        rules = report.byRule.map { own in
            Rule(
                code: own.rule.code, statement: own.rule.statement(language), legal_basis: own.rule.basis?.text,
                entered: own.entered, entered_alone: own.enteredAlone, left: own.left, left_alone: own.leftAlone)
        }
        groups = Dictionary(
            uniqueKeysWithValues: report.groups.map { axis, groups in
                (
                    axis.rawValue,
                    groups.map {
                        Group(
                            name: $0.name, rows: $0.lines, before: $0.before, entered: $0.entered, left: $0.left,
                            after: $0.after, cost_before: $0.costBefore, cost_after: $0.costAfter)
                    }
                )
            })
        overlaps = report.overlaps.map {
            Overlap(list: $0.list, kind: $0.kind, year: $0.year, before: $0.before, after: $0.after)
        }
        func distribution(_ side: WhatIfReport.Distribution) -> Distribution {
            Distribution(
                concentration_index: side.index, shares: side.groups.benefitShare,
                participation: side.groups.participation)
        }
        incidence = report.incidence.map { own in
            Incidence(
                source: own.source, known: own.known, unknown: own.unknown, cuts: own.cuts,
                measure: own.isMoney ? "rupiah" : "places", before: own.before.map(distribution),
                after: own.after.map(distribution))
        }
        without_income = report.withoutIncome?.rawValue
        movers = report.movers.map { mover in
            Mover(
                row: mover.row, nik: mover.maskedNIK, before: mover.before.rawValue, after: mover.after.rawValue,
                rules: mover.reasons.map(\.rule.code), by_limit: mover.isByLimit, benefit_before: mover.benefitBefore,
                benefit_after: mover.benefitAfter)
        }
        (summary, cautions) = (tables.summary, tables.cautions)
    }
}
