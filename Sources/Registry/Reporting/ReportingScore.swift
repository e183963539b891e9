import Problems

extension ReportingState {
    /// What an institution, a region or all of them come to.
    public struct Score: Sendable, Hashable {
        public var due = 0
        public var onTime = 0
        /// Of those, reports that were taken in here after they were due, with an earlier day of receipt written in them.
        public var onTimeByWord = 0
        public var late = 0
        public var missing = 0
        /// Of the duties met on time, those whose report or list contradicts nothing.
        public var inOrder = 0
        /// Reports received, and those of them with something that contradicts.
        public var reports = 0
        public var contradictory = 0

        /// The share of what was due that came in time and in order, 0 to 1; nil where nothing was due.
        public var share: Double? { due == 0 ? nil : Double(inOrder) / Double(due) }
    }

    /// The score of the institutions for which a condition holds.
    public func score(where isMeant: (String) -> Bool) -> Score {
        var score = Score()
        let flaws = Flaws(self)
        for state in duties where isMeant(state.duty.institution) {
            switch state.state {
            case .awaited: continue
            case .onTime:
                score.onTime += 1
                if state.isOnTimeByWord { score.onTimeByWord += 1 }
                if !flaws.concern(state.duty) { score.inOrder += 1 }
            case .late: score.late += 1
            case .missing: score.missing += 1
            }
            score.due += 1
        }
        score.reports = reports.count { isMeant($0.institution) }
        score.contradictory = flaws.reports.count { isMeant($0[0]) }
        return score
    }

    /// What contradicts in reports and lists.
    private struct Flaws {
        /// Institution, programme and period of reports that contradict something.
        let reports: Set<[String]>
        /// Programme and year of lists that are not what was reported.
        let lists: Set<[String]>

        init(_ state: ReportingState) {
            let grave = state.contradictions
            reports = Set(grave.map { [$0.institution, $0.programme, $0.period] })
            lists = Set(grave.filter { $0.code == "report.list-differs" }.map { [$0.programme, $0.period] })
        }

        func concern(_ duty: Duty) -> Bool {
            duty.content == .list
                ? lists.contains([duty.programme, String(duty.period.prefix(4))])
                : reports.contains([duty.institution, duty.programme, duty.period])
        }
    }
}
