import Indonesia
import Problems
import Store

/// What cannot be right in the order of decisions about one person on a list.
public enum StageOddity: String, Sendable, Hashable, CaseIterable {
    case cashedTwice = "cashed-twice"
    /// Refused, and cashed with no decision in between.
    case cashedRefused = "cashed-refused"
    /// Cashed before the first proposal.
    case cashedUnproposed = "cashed-unproposed"

    /// The code of the warning about it.
    public var code: String {
        switch self {
        case .cashedTwice: "stages.cashed-twice"
        case .cashedRefused: "stages.cashed-refused"
        case .cashedUnproposed: "stages.cashed-unproposed"
        }
    }
}

/// Decisions about the people on a list, person by person in the order of time.
struct StageCourses {
    private let courses: [String: [StageEventRecord]]

    init(_ events: [StageEventRecord]) {
        courses = Dictionary(grouping: events, by: \.nik).mapValues { events in
            events.sorted { ($0.happenedAt, $0.stage) < ($1.happenedAt, $1.stage) }
        }
    }

    /// How many people each oddity concerns.
    var counts: [StageOddity: Int] {
        courses.values.reduce(into: [:]) { counts, course in
            for oddity in Set(Self.oddities(course).map(\.oddity)) { counts[oddity, default: 0] += 1 }
        }
    }

    /// The oddities that new decisions have a part in, each once for a person at the last of their rows.
    func warnings(about new: [StageFile.Row], in file: StageFile) -> [Problem] {
        var warnings: [Problem] = []
        for (nik, rows) in Dictionary(grouping: new, by: \.event.nik) {
            var told: Set<StageOddity> = []
            for (oddity, events) in Self.oddities(courses[nik] ?? []).reversed() where !told.contains(oddity) {
                guard let row = rows.last(where: { events.contains($0.event) }) else { continue }
                told.insert(oddity)
                warnings.append(
                    Problem(
                        oddity.code, .warn,
                        at: Place(file: file.name, row: row.number, column: "Keputusan"), value: NIK.masked(raw: nik)))
            }
        }
        return warnings.sorted { ($0.place.row ?? 0, $0.code) < ($1.place.row ?? 0, $1.code) }
    }

    /// What is odd in one person's course, with the decisions that make it so.
    private static func oddities(
        _ course: [StageEventRecord]
    ) -> [(oddity: StageOddity, events: [StageEventRecord])] {
        var found: [(oddity: StageOddity, events: [StageEventRecord])] = []
        var (cashed, refused): (StageEventRecord?, StageEventRecord?)
        for event in course {
            switch StageDecision(rawValue: event.decision) {
            case .cashed:
                if let cashed { found.append((.cashedTwice, [cashed, event])) }
                if let refused { found.append((.cashedRefused, [refused, event])) }
                (cashed, refused) = (event, nil)
            case .refused: refused = event
            // Money that came back may be paid once more.
            case .returned: (cashed, refused) = (nil, nil)
            case .proposed, .forwarded, .decreed: refused = nil
            case nil: continue
            }
        }
        let proposal = course.first { $0.decision == StageDecision.proposed.rawValue }
        if let proposal,
            let early = course.first(where: {
                $0.decision == StageDecision.cashed.rawValue && $0.happenedAt < proposal.happenedAt
            })
        {
            found.append((.cashedUnproposed, [early, proposal]))
        }
        return found
    }
}
