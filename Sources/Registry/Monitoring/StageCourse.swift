import Foundation
import Indonesia
import Store

/// How many people came to each stage of a programme's proposals, how many were refused there, and how many days it took
/// them from the stage before: for the nation and every region down to the district.
struct StageCourse {
    private struct Tally {
        var entered = 0
        var refused = 0
        /// How often a wait of so many days occurred.
        var waits: [Int: Int] = [:]

        var longest: Int? { waits.keys.max() }

        /// The upper median.
        var median: Int? {
            var left = waits.values.reduce(0, +) / 2
            for (days, times) in waits.sorted(by: { $0.key < $1.key }) {
                if times > left { return days }
                left -= times
            }
            return nil
        }
    }

    private var tallies: [StageKey: [String: Tally]] = [:]
    /// When the first of all came to a stage, by which stages are put in order.
    private var first: [StageKey: String] = [:]

    /// Adds the steps of one person's proposal, in the order of time.
    mutating func add(_ events: [StageEventRecord], programme: String, year: Int, region: String) {
        let regions = RegionScope.path(of: region).filter { !PublicationCounts.isVillage($0) }
        var seen: Set<String> = []
        var before: Int?
        for event in events {
            let key = StageKey(programme: programme, year: year, stage: event.stage)
            first[key] = min(first[key] ?? event.happenedAt, event.happenedAt)
            let isNew = seen.insert(event.stage).inserted
            let day = Self.day(event)
            for place in regions {
                var tally = tallies[key]?[place] ?? Tally()
                if isNew { tally.entered += 1 }
                if event.decision == StageDecision.refused.rawValue { tally.refused += 1 }
                if let before, let day { tally.waits[day - before, default: 0] += 1 }
                tallies[key, default: [:]][place] = tally
            }
            before = day
        }
    }

    func count(into cube: inout FigureCube) {
        for stages in Dictionary(grouping: tallies.keys, by: { [$0.programme, String($0.year)] }).values {
            let ordered = stages.sorted { (first[$0] ?? "", $0.stage) < (first[$1] ?? "", $1.stage) }
            for (position, key) in ordered.enumerated() {
                let category = (position < 9 ? "0" : "") + "\(position + 1) \(key.stage)"
                for (region, tally) in tallies[key] ?? [:] {
                    let values: [(String, Int?)] = [
                        ("stageEntered", tally.entered), ("stageRefused", tally.refused),
                        ("stageMedianDays", tally.median), ("stageLongestDays", tally.longest),
                    ]
                    for (measure, value) in values {
                        guard let value else { continue }
                        cube.addTotal(
                            Int64(value),
                            .init(
                                measure: measure, programme: key.programme, period: String(key.year),
                                breakdown: "stage", category: category), at: region)
                    }
                }
            }
        }
    }

    /// The day of an event; nil for one whose time is no instant.
    static func day(_ event: StageEventRecord) -> Int? {
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
