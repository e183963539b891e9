import Evaluation
import Foundation
import Indonesia
import Store

/// Searches the stages of proposals and the people on lists for what is out of the ordinary.
struct AlertSearch {
    /// The last day that is looked at.
    let asOf: CalendarDate

    /// Days without a further step from which a proposal is stuck.
    static let stuckDays = 60
    /// People with one telephone number from which it is told; families share one.
    static let phonePeople = 5
    /// The chance that a proposer's refusals are chance, below which they are told; divided by the number of proposers.
    static let level = 0.01
    /// Proposals from which a proposer's refusals are looked at.
    static let proposals = 10

    private struct Key: Hashable {
        var programme: String
        var year: Int
    }

    private struct Proposer {
        var proposed = 0
        var refused = 0
    }

    /// What the stages say: alerts, and the days between a stage and the one before it.
    func stages(_ queries: FigureQueries) throws -> (alerts: [Alert], days: [StageKey: [Int]]) {
        var days: [StageKey: [Int]] = [:]
        var stuck: [StageKey: (people: Int, days: Int)] = [:]
        var proposers: [Key: [String: Proposer]] = [:]
        var person: (nik: String, key: Key)?
        var events: [StageEventRecord] = []
        func close() {
            guard let key = person?.key, let first = events.first, let last = events.last else { return }
            proposers[key, default: [:]][first.actor, default: Proposer()].proposed += 1
            if events.contains(where: { $0.decision == StageDecision.refused.rawValue }) {
                proposers[key]?[first.actor]?.refused += 1
            }
            for (before, after) in zip(events, events.dropFirst()) {
                guard let from = Self.day(before), let to = Self.day(after) else { continue }
                days[StageKey(programme: key.programme, year: key.year, stage: after.stage), default: []]
                    .append(to - from)
            }
            guard ["proposed", "forwarded", "decreed"].contains(last.decision), let day = Self.day(last) else { return }
            let waited = asOf.daysSince1970 - day
            guard waited > Self.stuckDays else { return }
            let stage = StageKey(programme: key.programme, year: key.year, stage: last.stage)
            let known = stuck[stage] ?? (0, 0)
            stuck[stage] = (known.people + 1, max(known.days, waited))
        }
        try queries.eachStageEvent { nik, programme, year, event in
            let key = Key(programme: programme, year: year)
            if person?.nik != nik || person?.key != key {
                close()
                events.removeAll(keepingCapacity: true)
                person = (nik, key)
            }
            events.append(event)
        }
        close()
        let waiting = stuck.sorted { $0.key < $1.key }.map { stage, found in
            Alert(
                code: "alert.stage-stuck", programme: stage.programme, year: stage.year,
                arguments: [
                    "programme": stage.programme, "stage": stage.stage, "people": String(found.people),
                    "days": String(found.days),
                ])
        }
        return (waiting + Self.refusals(proposers), days)
    }

    /// Proposers whose candidates are refused more often than chance would have it among all of the programme.
    private static func refusals(_ found: [Key: [String: Proposer]]) -> [Alert] {
        found.sorted { ($0.key.programme, $0.key.year) < ($1.key.programme, $1.key.year) }.flatMap { key, proposers in
            let population = proposers.values.reduce(0) { $0 + $1.proposed }
            let refused = proposers.values.reduce(0) { $0 + $1.refused }
            let tested = proposers.filter { $0.value.proposed >= Self.proposals }
            return tested.sorted { $0.key < $1.key }.compactMap { actor, counts -> Alert? in
                guard
                    let share = UnusualShare(
                        marked: counts.refused, of: counts.proposed, markedInAll: refused, population: population),
                    share.pValue < level / Double(tested.count)
                else { return nil }
                return Alert(
                    code: "alert.refusals", programme: key.programme, year: key.year,
                    arguments: [
                        "programme": key.programme, "proposer": actor, "refused": String(counts.refused),
                        "proposed": String(counts.proposed), "all": String(refused), "population": String(population),
                    ])
            }
        }
    }

    /// Telephone numbers that many people give.
    func phones(_ queries: FigureQueries) throws -> [Alert] {
        try queries.sharedPhones(Self.phonePeople).map { found in
            Alert(
                code: "alert.shared-phone", programme: nil, year: nil,
                arguments: [
                    "phone": PhoneNumber.masked(raw: found.phone), "people": String(found.people),
                    "programmes": found.programmes,
                ])
        }
    }

    private static func day(_ event: StageEventRecord) -> Int? {
        (try? Date(event.happenedAt, strategy: .iso8601)).map { Registry.day(of: $0).daysSince1970 }
    }
}

/// A stage of a programme in a year.
struct StageKey: Hashable, Comparable {
    var programme: String
    var year: Int
    var stage: String

    static func < (left: StageKey, right: StageKey) -> Bool {
        (left.programme, left.year, left.stage) < (right.programme, right.year, right.stage)
    }
}
