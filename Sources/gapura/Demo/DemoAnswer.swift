// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Problems
import Registry
import Store
import Studies

/// `demo --format json`.
struct DemoAnswer: Encodable {
    struct List: Encodable {
        struct Refused: Encodable {
            var row: Int
            var column: String?
            var code: String
        }
        var name: String
        var institution: String
        var programme: String
        var rows: Int
        var new: Int
        var updated: Int
        var unchanged: Int
        var refused: Int
        var warned: Int
        var problems: [String: Int]
        var refused_rows: [Refused]
    }

    struct StudyAnswer: Encodable {
        var name: String
        var report: String
        var figures: [String: JSON]
        var warnings: [String]
    }

    struct Refusals: Encodable {
        struct Reason: Encodable {
            var rule: String?
            var people: Int
            var legal_basis: String?
            var received_before: Int
            var by_stage: [String: Int]
            var contradicted_by: [String]
        }
        var list: String
        var applicants: Int
        var cashed: Int
        var amount: Int64
        var refused: Int
        var with_legal_basis: Int
        var without_legal_basis: Int
        var unstated: Int
        var received_before: Int
        var received_before_refused: Int
        var received_before_cashed: Int
        var reasons: [Reason]
    }

    var db: String
    var lists: [List]
    var overlap: Answer.Overlap
    var matches: MatchAnswer.Found?
    var refusals: Refusals?
    var effects: [EffectAnswer]
    var coordination: DemoCoordination
    var studies: [StudyAnswer]
    var reports: [String]
    var verified: Bool

    init(_ findings: Demo.Findings, _ language: Language) {
        db = findings.database
        lists = findings.lists.map { list in
            let counts = list.batch.counts
            return List(
                name: list.batch.name, institution: list.batch.institution, programme: list.batch.programme,
                rows: counts.read, new: counts.new, updated: counts.updated, unchanged: counts.unchanged,
                refused: counts.refused, warned: counts.warned,
                problems: Dictionary(list.counts.map { ($0.code, $0.rows) }, uniquingKeysWith: +),
                refused_rows: list.refused.map { .init(row: $0.row, column: $0.column, code: $0.code) })
        }
        overlap = Answer.Overlap(findings.overlap, language)
        matches = findings.matches.run.map { MatchAnswer.Found($0, findings.matches.bands) }
        refusals = findings.refusals.map { report in
            Refusals(
                list: report.batch.name, applicants: report.applicants, cashed: report.cashed, amount: report.amount,
                refused: report.refused, with_legal_basis: report.refusedWithBasis,
                without_legal_basis: report.refusedWithoutBasis, unstated: report.refusedUnstated,
                received_before: report.receivedBefore, received_before_refused: report.receivedBeforeRefused,
                received_before_cashed: report.receivedBeforeCashed,
                reasons: report.refusals.map { refusal in
                    .init(
                        rule: refusal.rule?.code, people: refusal.people,
                        legal_basis: refusal.hasLegalBasis ? refusal.rule?.legalBasis : nil,
                        received_before: refusal.receivedBefore,
                        by_stage: Dictionary(refusal.byStage.map { ($0.stage, $0.people) }, uniquingKeysWith: +),
                        contradicted_by: refusal.contradictedBy.map(\.code))
                })
        }
        effects = findings.effects.map { EffectAnswer($0) }
        coordination = findings.coordination
        studies = findings.studies.map { study in
            var figures: [String: JSON] = [:]
            for item in study.result.items {
                figures[item.name] = .object([
                    "as_published": .object(item.asPublished), "recommended": .object(item.recommended),
                ])
            }
            return StudyAnswer(
                name: study.result.name, report: study.report, figures: figures, warnings: study.result.warningCodes)
        }
        reports = findings.reports
        verified = findings.problems.isEmpty
    }
}
