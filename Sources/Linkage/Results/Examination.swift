import Kernels
import Problems

/// A pair that somebody asked about.
public struct ExaminedPair: Sendable, Hashable {
    /// The pair with the weight that the model gives it; ``LinkageResult/explanation(_:)`` takes it apart.
    public var pair: LinkedPair
    /// The first blocking rule that brings it together; nil where none does and it was compared for the question alone.
    public var rule: String?
    /// Whether both records are of one list while only pairs across lists count.
    public var isWithinList: Bool
    /// What somebody knows of it.
    public var verdict: KnownPair.Verdict?
    /// Why the pair was not joined though it reaches the threshold; nil for all others.
    public internal(set) var separation: Separation?
}

/// Compares pairs that somebody asked about.
struct Examination {
    private let search: PairSearch
    private let runner: PairRunner
    private let scorer: Scorer
    private let verdicts: [RowPair: KnownPair.Verdict]

    init(
        _ search: PairSearch, _ program: PairProgram, _ frame: RecordFrame, _ scorer: Scorer, _ known: [KnownLink]
    ) {
        self.search = search
        runner = PairRunner(program, frame.records)
        self.scorer = scorer
        verdicts = Dictionary(known.map { (RowPair($0.pair), $0.verdict) }, uniquingKeysWith: { first, _ in first })
    }

    func pairs(_ questions: [RowPair], rules: [BlockingRule]) -> [ExaminedPair] {
        zip(questions, runner.vectors(questions.map(\.left), questions.map(\.right))).map { rows, vector in
            let (left, right) = (Int(rows.left), Int(rows.right))
            return ExaminedPair(
                pair: LinkedPair(
                    left: left, right: right, weight: scorer.weight(Int(vector), left), vector: Int(vector)),
                rule: search.firstRule(left, right).map { rules[$0].text },
                isWithinList: !search.mayCompare(left, right), verdict: verdicts[rows])
        }
    }
}

extension Linker {
    /// - Throws: `linkage.unknown-id`, `linkage.ambiguous-id`, `linkage.same-record` for a record beside itself.
    func questionRows(_ ids: RecordIDs) throws(Problem) -> [RowPair] {
        let wanted = questions.reduce(into: Set<String>()) { $0.formUnion([$1.left, $1.right]) }
        let rows = try LinkageRecords.rows(of: wanted, in: ids)
        return try questions.map { question throws(Problem) in
            guard let left = rows[question.left], let right = rows[question.right], left != right else {
                throw Problem("linkage.same-record", value: question.left)
            }
            return RowPair(left, right)
        }
    }
}
