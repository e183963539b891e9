// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Indonesia
import Problems
import Registry
import Store

/// The shapes of what the commands about needs, referrals, plans and trainings answer.
enum NeedAnswer {
    struct Receipt: Encodable {
        var file: String
        var kind: String
        var id: Int64?
        var rows: Int
        var new: Int
        var updated: Int
        var unchanged: Int
        var refused: Int
        var problems: [Answer.ProblemLine]

        init(_ receipt: SheetReceipt, _ language: Language) {
            file = receipt.sending.name
            kind = receipt.kind.name
            id = receipt.isStored ? receipt.sending.id : nil
            rows = receipt.sending.rows
            new = receipt.isStored ? receipt.sending.new : 0
            updated = receipt.isStored ? receipt.sending.updated : 0
            unchanged = receipt.isStored ? receipt.sending.unchanged : 0
            refused = receipt.refused
            problems = receipt.problems.map { Answer.ProblemLine($0, language) }
        }
    }

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
                    subjects: $0.subjects, needs: $0.needs)
            }
        }
    }

    struct ProposalLine: Encodable {
        struct Ground: Encodable {
            var served_by: String
            var way: String
            var kind: String
            var condition: String?
            var source: String?
        }
        var need: String
        var subject: String
        var village: String?
        var programme: String
        var from: String
        var to: String
        var grounds: [Ground]
        var unknown: [String]
        var tried: [String]

        init(_ proposal: Proposal, _ language: Language) {
            need = proposal.need.code
            subject = proposal.need.shownSubject
            village = proposal.need.region
            programme = proposal.programme
            from = proposal.from
            to = proposal.to
            grounds = proposal.grounds.map {
                Ground(
                    served_by: $0.servedBy, way: $0.way, kind: $0.kind,
                    condition: language == .en ? $0.conditionEn ?? $0.conditionId : $0.conditionId, source: $0.source)
            }
            unknown = proposal.unknown
            tried = proposal.tried
        }
    }

    struct Referral: Encodable {
        var code: String
        var need: String
        var subject: String?
        var programme: String
        var from: String
        var to: String
        var state: String
        var steps: [ReferralStep]
        var due: String?
        var days_left: Int?
        var overdue: Bool

        init(_ line: ReferralLine) {
            code = line.code
            need = line.needCode
            subject = line.need?.shownSubject
            programme = line.programme
            from = line.from
            to = line.to
            state = line.state.rawValue
            steps = line.steps
            due = line.dueOn
            days_left = line.daysLeft
            overdue = line.isOverdue
        }
    }

    struct Referrals: Encodable {
        var as_of: String
        var referrals: [Referral]
        var institutions: [ReferralLoad]
    }

    struct Plan: Encodable {
        struct Line: Encodable {
            var programme: String
            var name: String
            var from_month: Int
            var to_month: Int
            var after: String?
            var need: String?
            var unserved: Int
        }
        var region: String
        var year: Int
        var lines: [Line]
        var problems: [Answer.ProblemLine]
    }

    struct TrainingYear: Encodable {
        struct Event: Encodable {
            var code: String
            var programme: String
            var date: String
            var topic: String?
            var region: String
            var invited: Int
            var present: Int
        }
        struct Repeat: Encodable {
            var nik: String
            var programme: String
            var topic: String
            var times: Int
            var events: [String]
        }
        struct Progress: Encodable {
            var nik: String
            var region: String
            var from: String
            var to: String
            var turnover_before: Int64?
            var turnover_after: Int64?
            var gained_records: Bool
            var gained_tax_number: Bool
            var gained_business_number: Bool
            var visits: Int
            var programmes: [String]
        }
        struct Summary: Encodable {
            var programme: String
            var events: Int
            var people: Int
            var repeats: Int
            var visits: Int
            var measured: Int
            var turnover_rose: Int
            var gained_records: Int
            var gained_tax_number: Int
            var gained_business_number: Int
        }
        struct Group: Encodable {
            var group: String
            var name: String
            var visits: [MentorVisit]
        }
        var year: Int
        var events: [Event]
        var repeats: [Repeat]
        var progress: [Progress]
        var programmes: [Summary]
        var groups: [Group]

        init(_ report: TrainingReport) {
            year = report.year
            events = report.events.map {
                Event(
                    code: $0.event.code, programme: $0.event.programme, date: $0.event.date, topic: $0.event.topic,
                    region: $0.event.region, invited: $0.invited, present: $0.present)
            }
            repeats = report.repeats.map {
                Repeat(
                    nik: NIK.masked(raw: $0.nik), programme: $0.programme, topic: $0.topic, times: $0.events.count,
                    events: $0.events)
            }
            progress = report.progress.map {
                Progress(
                    nik: NIK.masked(raw: $0.nik), region: $0.region, from: $0.from, to: $0.to,
                    turnover_before: $0.turnoverBefore, turnover_after: $0.turnoverAfter,
                    gained_records: $0.gainedRecords, gained_tax_number: $0.gainedTaxNumber,
                    gained_business_number: $0.gainedBusinessNumber, visits: $0.visits, programmes: $0.programmes)
            }
            programmes = report.programmes.map {
                Summary(
                    programme: $0.programme, events: $0.events, people: $0.people, repeats: $0.repeats,
                    visits: $0.visits, measured: $0.measured, turnover_rose: $0.turnoverRose,
                    gained_records: $0.gainedRecords, gained_tax_number: $0.gainedTaxNumber,
                    gained_business_number: $0.gainedBusinessNumber)
            }
            groups = report.groups.map { group in
                Group(
                    group: group.group, name: group.name,
                    visits: group.visits.map { visit in
                        var visit = visit
                        visit.nik = visit.nik.map { NIK.masked(raw: $0) }
                        return visit
                    })
            }
        }
    }

    struct HandoverLine: Encodable {
        var group: String
        var referral: String
        var programme: String
        var served_on: String
        var members: Int
        var measured: Int
        var left_out: [Handover.LeftOut]
        var study: String
        var data: String
    }
}

extension Need {
    /// Whom it concerns, as it may be shown.
    var shownSubject: String { nik.map { NIK.masked(raw: $0) } ?? subject }
}
