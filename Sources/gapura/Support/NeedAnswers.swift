// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Indonesia
import Problems
import Registry
import Store

/// The shapes of what the commands about needs answer.
enum NeedAnswer {
    struct Need: Encodable {
        var code: String
        var subject: String
        var unit: String
        var village: String?
        var type: String
        var need: String
        var aid: String?
        var statement: String?
        var origin: String
        var rule: String?
        var date: String
        var state: String
        var uncertain: Bool
        var answered_by: [String]
        var perhaps: [AssessedNeed.Answer]
        var tried: [AssessedNeed.Attempt]
        var next: String?

        init(_ assessed: AssessedNeed) {
            let need = assessed.need
            code = need.code
            subject = need.shownSubject
            unit = need.subjectKind.rawValue
            village = need.region
            type = assessed.type
            self.need = need.need
            aid = need.aid
            statement = need.statement
            origin = need.origin
            rule = need.rule
            date = need.date
            state = assessed.state.rawValue
            uncertain = assessed.isUncertain
            answered_by = assessed.answeredBy
            perhaps = assessed.answers.filter { !$0.isCertain }
            tried = assessed.attempts
            next = assessed.next
        }
    }

    struct Counts: Encodable {
        var total: Int
        var served: Int
        var in_progress: Int
        var refused: Int
        var not_offered: Int
        var absent: Int

        init(_ counts: SupplyReport.Counts) {
            total = counts.total
            served = counts.served
            in_progress = counts.inProgress
            refused = counts.refused
            not_offered = counts.notOffered
            absent = counts.absent
        }
    }

    struct Cell: Encodable {
        var region: String
        var need: String
        var type: String?
        var counts: Counts
        var inferred: Int
        var needs: [String]
    }

    struct Village: Encodable {
        var region: String
        var counts: Counts
        var unserved: Int
        var inferred: Int
        var share: Double
        var micro_enterprises: Int64?
        var per_1000: Double?
        var source: String?
    }

    struct Widening: Encodable {
        var programme: String
        var owner: String
        var villages: [String]
        var near: [String]
        var target: Int64?
        var realised: Int64?
        var needs: [String]
    }

    struct Joining: Encodable {
        var programmes: [String]
        var subjects: Int
        var villages: [String]
        var known_complement: Bool
        var needs: [String]
    }

    struct Starting: Encodable {
        var need: String
        var aid: String?
        var unit: String
        var region: String
        var villages: [String]
        var subjects: Int
        var narrow: [String: [String]]
        var needs: [String]
    }

    struct Report: Encodable {
        var year: Int
        var region: String
        var includes_inferred: Bool
        var counts: Counts
        var inferred: Int
        var hidden_inferred: Int
        var uncertain: Int
        var matrix: [Cell]
        var combinations: [SupplyReport.Combination]
        var villages: [Village]
        var widen: [Widening]
        var join: [Joining]
        var start: [Starting]

        init(_ report: SupplyReport) {
            year = report.year
            region = report.region
            includes_inferred = report.includesInferred
            counts = Counts(report.counts)
            inferred = report.inferred
            hidden_inferred = report.hiddenInferred
            uncertain = report.uncertain
            matrix = report.matrix(byType: true).map {
                Cell(
                    region: $0.region, need: $0.need, type: $0.type, counts: Counts($0.counts), inferred: $0.inferred,
                    needs: $0.codes)
            }
            combinations = report.combinations()
            villages = report.villages.map {
                Village(
                    region: $0.region, counts: Counts($0.counts), unserved: $0.counts.unserved, inferred: $0.inferred,
                    share: $0.share, micro_enterprises: $0.microEnterprises, per_1000: $0.per1000, source: $0.source)
            }
            widen = report.policy.widen.map {
                Widening(
                    programme: $0.programme, owner: $0.owner, villages: $0.villages, near: $0.near, target: $0.target,
                    realised: $0.realised, needs: $0.needs)
            }
            join = report.policy.join.map {
                Joining(
                    programmes: [$0.first, $0.second], subjects: $0.subjects, villages: $0.villages,
                    known_complement: $0.isKnownComplement, needs: $0.needs)
            }
            start = report.policy.start.map {
                Starting(
                    need: $0.need, aid: $0.aid, unit: $0.unit.rawValue, region: $0.region, villages: $0.villages,
                    subjects: $0.subjects, narrow: $0.narrow, needs: $0.needs)
            }
        }
    }
}

extension Need {
    /// Whom it concerns, as it may be shown.
    var shownSubject: String { nik.map { NIK.masked(raw: $0) } ?? subject }
}
