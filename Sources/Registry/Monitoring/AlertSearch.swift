import Evaluation
import Foundation
import Indonesia
import Store

/// Searches the stages of proposals for what is out of the ordinary.
struct AlertSearch {
    /// The last day that is looked at.
    let asOf: CalendarDate
    let limits: MonitoringLimits
    /// Finds where the people concerned belong.
    var finder: RegionFinder

    private struct Key: Hashable {
        var programme: String
        var year: Int
    }

    private struct Proposer {
        var proposed = 0
        var refused = 0
        var place = CommonRegion()
    }

    private struct Waiting {
        var people = 0
        var days = 0
        var place = CommonRegion()
    }

    /// The steps of one person's proposal.
    private struct Proposal {
        var nik: String
        var key: Key
        var region: String?
        var events: [StageEventRecord] = []
    }

    private var proposers: [Key: [String: Proposer]] = [:]
    private var stuck: [StageKey: Waiting] = [:]
    private var course = StageCourse()

    init(asOf: CalendarDate, limits: MonitoringLimits, finder: RegionFinder) {
        self.asOf = asOf
        self.limits = limits
        self.finder = finder
    }

    /// What the stages say: alerts, and how proposals got on.
    mutating func stages(_ queries: AlertQueries) throws -> (alerts: [Alert], course: StageCourse) {
        var open: Proposal?
        try queries.eachStageEvent { nik, programme, year, event, spot in
            let key = Key(programme: programme, year: year)
            if open?.nik != nik || open?.key != key {
                if let open { close(open) }
                open = Proposal(nik: nik, key: key, region: spot.map { finder.region(of: $0) })
            }
            open?.events.append(event)
        }
        if let open { close(open) }
        let waiting = stuck.sorted { $0.key < $1.key }.map { stage, found in
            Alert(
                code: "alert.stage-stuck", programme: stage.programme, year: stage.year, region: found.place.region,
                arguments: [
                    "programme": stage.programme, "stage": stage.stage, "people": String(found.people),
                    "days": String(found.days),
                ])
        }
        return (waiting + refusals(), course)
    }

    private mutating func close(_ proposal: Proposal) {
        let (key, events) = (proposal.key, proposal.events)
        let region = proposal.region ?? RegionScope.nation
        guard let first = events.first, let last = events.last else { return }
        var proposer = proposers[key]?[first.actor] ?? Proposer()
        proposer.proposed += 1
        proposer.place.add(region)
        if events.contains(where: { $0.decision == StageDecision.refused.rawValue }) { proposer.refused += 1 }
        proposers[key, default: [:]][first.actor] = proposer
        course.add(events, programme: key.programme, year: key.year, region: region)
        guard ["proposed", "forwarded", "decreed"].contains(last.decision), let day = StageCourse.day(last) else {
            return
        }
        let waited = asOf.daysSince1970 - day
        guard waited > limits.stuckDays else { return }
        let stage = StageKey(programme: key.programme, year: key.year, stage: last.stage)
        var known = stuck[stage] ?? Waiting()
        known.people += 1
        known.days = max(known.days, waited)
        known.place.add(region)
        stuck[stage] = known
    }

    /// Proposers whose candidates are refused more often than chance would have it among all of the programme.
    private func refusals() -> [Alert] {
        proposers.sorted { ($0.key.programme, $0.key.year) < ($1.key.programme, $1.key.year) }.flatMap { key, own in
            let population = own.values.reduce(0) { $0 + $1.proposed }
            let refused = own.values.reduce(0) { $0 + $1.refused }
            let tested = own.filter { $0.value.proposed >= limits.refusalProposals }
            return tested.sorted { $0.key < $1.key }.compactMap { actor, counts -> Alert? in
                guard
                    let share = UnusualShare(
                        marked: counts.refused, of: counts.proposed, markedInAll: refused, population: population),
                    share.pValue < limits.refusalChance / Double(tested.count)
                else { return nil }
                return Alert(
                    code: "alert.refusals", programme: key.programme, year: key.year, region: counts.place.region,
                    arguments: [
                        "programme": key.programme, "proposer": actor, "refused": String(counts.refused),
                        "proposed": String(counts.proposed), "all": String(refused), "population": String(population),
                    ])
            }
        }
    }
}
