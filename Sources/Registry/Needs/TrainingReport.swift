public import Problems
import Store

/// Trainings, who came, and how mentored businesses got on, in a year.
public struct TrainingReport: Sendable {
    public struct Event: Sendable {
        public var event: TrainingEvent
        /// People on the attendance sheet, and those of them who came.
        public var invited: Int
        public var present: Int
    }

    /// Somebody who came to the same training again: same programme and topic in one fiscal year.
    public struct Repeat: Sendable, Hashable {
        public var nik: String
        public var programme: String
        public var topic: String
        /// Codes of the events, the first first.
        public var events: [String]
    }

    /// How a business got on between the first and the last day on which it was asked.
    public struct Progress: Sendable {
        public var nik: String
        public var region: String
        public var from: String
        public var to: String
        public var turnoverBefore: Int64?
        public var turnoverAfter: Int64?
        /// Whether it was known not to have it before, and has it now.
        public var gainedRecords: Bool
        public var gainedTaxNumber: Bool
        public var gainedBusinessNumber: Bool
        /// How many of the three it has now while nobody had asked before, so that nobody knows whether it gained them.
        public var firstKnown: Int
        /// Mentors' visits between the two days, and whose programme they were.
        public var visits: Int
        public var programmes: [String]

        public var turnoverRose: Bool {
            guard let turnoverBefore, let turnoverAfter else { return false }
            return turnoverAfter > turnoverBefore
        }
    }

    /// What is known of a programme's trainings and mentored businesses.
    public struct Summary: Sendable {
        public var programme: String
        public var events: Int
        /// Different people who came.
        public var people: Int
        public var repeats: Int
        public var visits: Int
        /// Businesses that it visited and that were measured twice.
        public var measured: Int
        public var turnoverRose: Int
        public var gainedRecords: Int
        public var gainedTaxNumber: Int
        public var gainedBusinessNumber: Int
        /// Businesses of which something was first known when they were asked again: see ``Progress/firstKnown``.
        public var firstKnown: Int
    }

    /// Visits to a group.
    public struct GroupVisits: Sendable {
        public var group: String
        public var name: String
        /// The earliest first.
        public var visits: [MentorVisit]
    }

    public var year: Int
    public var events: [Event]
    public var repeats: [Repeat]
    /// Businesses measured at least twice up to the end of the year, the last time in it.
    public var progress: [Progress]
    public var programmes: [Summary]
    public var groups: [GroupVisits]
    /// Diaries of the year: who owes most and has stayed away longest comes first.
    public var diaries: [BusinessDiary]
    public var diarySummaries: [DiarySummary]
}

extension Registry {
    /// Trainings and mentoring of a year.
    ///
    /// - Parameter region: only events, businesses and groups in it.
    public func trainings(year: Int, region: String = RegionScope.nation) throws(Problem) -> TrainingReport {
        try database.read { try TrainingReader($0, year, region).report() }
    }
}

private struct TrainingReader {
    let year: Int
    let events: [TrainingEvent]
    let attendances: [Attendance]
    let visits: [MentorVisit]
    let profiles: [BusinessProfile]
    let groups: [SupportedGroup]
    let diaries: [BusinessDiary]

    init(_ connection: any Connection, _ year: Int, _ region: String) throws {
        self.year = year
        let ledger = LedgerQueries(connection)
        func all<Value: Decodable>(_ type: Value.Type, _ kind: String) throws -> [Value] {
            try ledger.current(.init(kind)).compactMap { LedgerJSON.value(type, $0.document) }
        }
        let prefix = String(year) + "-"
        events = try all(TrainingEvent.self, "event")
            .filter { $0.date.hasPrefix(prefix) && RegionScope.lies($0.region, in: region) }
            .sorted { ($0.date, $0.code) < ($1.date, $1.code) }
        let codes = Set(events.map(\.code))
        attendances = try all(Attendance.self, "attendance").filter { codes.contains($0.event) }
        visits = try all(MentorVisit.self, "visit")
            .filter { $0.date <= prefix + "12-31" && RegionScope.lies($0.region, in: region) }
            .sorted { ($0.date, $0.code) < ($1.date, $1.code) }
        profiles = try all(BusinessProfile.self, "profile")
            .filter { $0.date <= prefix + "12-31" && RegionScope.lies($0.region, in: region) }
            .sorted { ($0.date, $0.nik) < ($1.date, $1.nik) }
        groups = try all(SupportedGroup.self, "group")
        let notes = try all(DiaryEntry.self, "diary")
            .filter { $0.date.hasPrefix(prefix) && RegionScope.lies($0.region, in: region) }
        diaries = Dictionary(grouping: notes) { [$0.nik, $0.programme] }.values.compactMap { BusinessDiary($0) }
            .sorted { left, right in
                func order(_ diary: BusinessDiary) -> (Int64, Int, Int) {
                    (-diary.arrears, -diary.missedInARow, -diary.emptyWeeks)
                }
                return order(left) != order(right)
                    ? order(left) < order(right)
                    : (left.programme, left.nik) < (right.programme, right.nik)
            }
    }

    func report() -> TrainingReport {
        let repeats = repeats(), progress = progress()
        return TrainingReport(
            year: year,
            events: events.map { event in
                let own = attendances.filter { $0.event == event.code }
                return TrainingReport.Event(
                    event: event, invited: own.count, present: own.count { $0.present ?? true })
            }, repeats: repeats, progress: progress, programmes: summaries(repeats, progress),
            groups: groups.compactMap { group in
                let own = visits.filter { $0.group == group.code && $0.date.hasPrefix(String(year)) }
                return own.isEmpty
                    ? nil : TrainingReport.GroupVisits(group: group.code, name: group.name, visits: own)
            }, diaries: diaries,
            diarySummaries: Dictionary(grouping: diaries, by: \.programme).sorted { $0.key < $1.key }
                .map { DiarySummary($0, $1) })
    }

    private func repeats() -> [TrainingReport.Repeat] {
        struct Training: Hashable {
            var nik: String
            var programme: String
            var topic: String
        }
        let lookup = Dictionary(events.map { ($0.code, $0) }, uniquingKeysWith: { $1 })
        var attended: [Training: [TrainingEvent]] = [:]
        for attendance in attendances where attendance.present ?? true {
            guard let event = lookup[attendance.event] else { continue }
            // Without a topic the title is what the training is about.
            attended[
                Training(nik: attendance.nik, programme: event.programme, topic: event.topic ?? event.title),
                default: []
            ].append(event)
        }
        return attended.filter { $0.value.count > 1 }.map { training, events in
            TrainingReport.Repeat(
                nik: training.nik, programme: training.programme, topic: training.topic,
                events: events.sorted { ($0.date, $0.code) < ($1.date, $1.code) }.map(\.code))
        }
        .sorted { ($0.programme, $0.topic, $0.nik) < ($1.programme, $1.topic, $1.nik) }
    }

    private func progress() -> [TrainingReport.Progress] {
        let byPerson = Dictionary(grouping: visits.filter { $0.nik != nil }, by: { $0.nik ?? "" })
        return Dictionary(grouping: profiles, by: \.nik).compactMap { nik, series in
            guard series.count > 1, let first = series.first, let last = series.last,
                last.date.hasPrefix(String(year))
            else { return nil }
            let own = (byPerson[nik] ?? []).filter { $0.date >= first.date && $0.date <= last.date }
            func gained(_ field: KeyPath<BusinessProfile, Bool?>) -> Bool {
                last[keyPath: field] == true && first[keyPath: field] == false
            }
            let asked: [KeyPath<BusinessProfile, Bool?>] = [\.bookkeeping, \.taxNumber, \.businessNumber]
            return TrainingReport.Progress(
                nik: nik, region: last.region, from: first.date, to: last.date, turnoverBefore: first.turnover,
                turnoverAfter: last.turnover, gainedRecords: gained(\.bookkeeping),
                gainedTaxNumber: gained(\.taxNumber), gainedBusinessNumber: gained(\.businessNumber),
                firstKnown: asked.count { last[keyPath: $0] == true && first[keyPath: $0] == nil },
                visits: own.count, programmes: Set(own.map(\.programme)).sorted())
        }
        .sorted { ($0.region, $0.nik) < ($1.region, $1.nik) }
    }

    private func summaries(
        _ repeats: [TrainingReport.Repeat], _ progress: [TrainingReport.Progress]
    ) -> [TrainingReport.Summary] {
        let own = visits.filter { $0.date.hasPrefix(String(year)) }
        return Set(events.map(\.programme) + own.map(\.programme)).sorted().map { programme in
            let trainings = Set(events.filter { $0.programme == programme }.map(\.code))
            let measured = progress.filter { $0.programmes.contains(programme) }
            return TrainingReport.Summary(
                programme: programme, events: trainings.count,
                people: Set(
                    attendances.filter { trainings.contains($0.event) && $0.present ?? true }.map(\.nik)
                ).count, repeats: repeats.count { $0.programme == programme },
                visits: own.count { $0.programme == programme }, measured: measured.count,
                turnoverRose: measured.count(where: \.turnoverRose),
                gainedRecords: measured.count(where: \.gainedRecords),
                gainedTaxNumber: measured.count(where: \.gainedTaxNumber),
                gainedBusinessNumber: measured.count(where: \.gainedBusinessNumber),
                firstKnown: measured.count { $0.firstKnown > 0 })
        }
    }
}
