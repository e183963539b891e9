// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Indonesia
import Problems
import Registry
import Store

/// What the commands about proposals, referrals, plans and handovers answer.
extension NeedAnswer {
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
            /// Stated by somebody, and seen by rules alone.
            var unserved: Int
            var inferred: Int
        }
        var region: String
        var year: Int
        var lines: [Line]
        var problems: [Answer.ProblemLine]
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
