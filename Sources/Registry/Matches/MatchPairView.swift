import Indonesia
import Linkage
public import Problems
public import Store

/// Two records side by side, field by field.
public struct MatchPairView: Sendable {
    /// What two values say of each other.
    public enum Agreement: String, Sendable, Hashable, Codable { case same, similar, different, missing }

    /// A field of both records. Values are whole here: whoever shows them masks them.
    public struct Field: Sendable, Hashable {
        /// `name`, `nik`, `birth-date`, `sex`, `family-card`, `phone`, `village`, `address`, `business`.
        public var name: String
        public var a: String?
        public var b: String?
        public var agreement: Agreement
        /// Places, from 1 on, where two numbers of one length differ.
        public var places: [Int] = []
        /// Whether day and month of two dates changed places.
        public var isSwapped = false
    }

    /// Where a record comes from.
    public struct Side: Sendable {
        public var subject: SubjectRecord
        public var batch: BatchRecord
        /// The programmes on whose lists the person stands.
        public var programmes: [String]
        /// Codes of what the line was refused for.
        public var refusals: [String]
    }

    /// What the weight holds beside the comparisons, in thousandths of a bit: the start, before anything is compared; what is
    /// taken off since two people of one household may be as alike; what the rarity of the agreeing values changes.
    public struct Rest: Sendable, Hashable {
        public var start: Int
        public var household: Int
        public var rarity: Int
    }

    public var pair: SubjectPair
    public var sides: [Side]
    public var fields: [Field]
    public var candidate: CandidateRecord?
    /// nil where the model of the search cannot be read any more.
    public var rest: Rest?
    public var decision: MatchDecisionRecord?
    /// What other decisions say of the pair already.
    public var implied: MatchDecisionRecord.Verdict?
    /// All rows about the pair, the newest first.
    public var history: [MatchDecisionRecord]
    /// Whether the pair belongs to the blind sample.
    public var isSampled: Bool
    /// Whether the weight was shown to who asks.
    public var isRevealed: Bool

    /// Whether weight and probability are still hidden: the pair is drawn for the sample, nobody has decided it yet, and
    /// who asks has not seen them.
    public var isBlind: Bool { isSampled && !isRevealed && !MatchBlindness.isLost(history) }
}

/// What makes a decision blind.
enum MatchBlindness {
    /// Whether the weight was shown already: a decision was made about the pair, though it may have been taken back.
    static func isLost(_ history: some Sequence<MatchDecisionRecord>) -> Bool {
        history.contains { $0.verdict == .same || $0.verdict == .different }
    }
}

extension Registry {
    /// Two records side by side.
    ///
    /// - Throws: `match.unknown` where one of them is not in the registry.
    public func matchPair(_ pair: SubjectPair) throws(Problem) -> MatchPairView {
        let actor = self.actor
        let today = self.today
        try look(.readPair, at: [pair.a, pair.b])
        return try database.read { try Self.view(of: pair, for: actor, today, $0) }
    }

    static func view(
        of pair: SubjectPair, for actor: String, _ today: CalendarDate, _ connection: any Connection
    ) throws -> MatchPairView {
        let subjects = try SubjectRecordQueries(connection).subjects([pair.a, pair.b]).sorted { $0.id < $1.id }
        guard subjects.count == 2 else {
            throw Problem("match.unknown", .refuse, ["pair": pair.text])
        }
        let batches = BatchQueries(connection)
        let sides = try subjects.map { subject -> MatchPairView.Side in
            guard let batch = try batches.find(subject.batch) else {
                throw Problem("match.unknown", .refuse, ["pair": pair.text])
            }
            let enrolments = try subject.nik.map { try EnrolmentQueries(connection).enrolments(nik: $0) } ?? []
            let problems =
                try subject.isPerson
                ? []
                : LineQueries(connection).problems(
                    of: subject.batch, rows: subject.row...subject.row)
            return MatchPairView.Side(
                subject: subject, batch: batch,
                programmes: subject.isPerson ? Array(Set(enrolments.map(\.programme))).sorted() : [batch.programme],
                refusals: problems.filter { $0.severity == Severity.refuse.rawValue }.map(\.code))
        }
        let columns = try batches.places(of: Field.nik.rawValue)
        let standing = try MatchDecisionQueries(connection).standing()
        let graph = IdentityGraph(standing)
        let decision = standing.last { $0.pair == pair }
        let queries = CandidateQueries(connection)
        let candidate = try queries.candidate(pair)
        let isOpen = decision == nil || decision?.verdict == .unsure
        return MatchPairView(
            pair: pair, sides: sides,
            fields: MatchComparison.fields(subjects[0], subjects[1], numberColumns: columns, today: today),
            candidate: candidate, rest: try candidate.flatMap { try rest(of: $0, connection) }, decision: decision,
            implied: !isOpen ? nil : graph.areSame(pair) ? .same : graph.areApart(pair) ? .different : nil,
            history: try MatchDecisionQueries(connection).history(of: pair),
            isSampled: try candidate.map {
                try queries.drawn(before: $0, atMost: MatchStratum.sample) < MatchStratum.sample
            } ?? false, isRevealed: try MatchRevealQueries(connection).isShown(pair, to: actor))
    }

    /// The parts of a candidate's weight that no comparison holds; they follow from the model of its search.
    private static func rest(
        of candidate: CandidateRecord, _ connection: any Connection
    ) throws -> MatchPairView.Rest? {
        guard let run = try MatchQueries(connection).run(candidate.run), let model = MatchModel.stored(run.document)
        else { return nil }
        let levels = candidate.pattern.split(separator: "|").compactMap { part in
            part.split(separator: "=").last.flatMap { Int($0) }
        }
        let parts = model.explanation(levels: levels, weight: Double(candidate.weight) / 1000)
        guard let parts else { return nil }
        // What the comparisons say is stored in whole thousandths: the sum has to stay.
        let told = candidate.comparisons.reduce(0) { $0 + $1.weight }
        let (start, household) = (Int((parts.prior * 1000).rounded()), Int((parts.household * 1000).rounded()))
        return MatchPairView.Rest(
            start: start, household: household, rarity: candidate.weight - told - start - household)
    }
}
