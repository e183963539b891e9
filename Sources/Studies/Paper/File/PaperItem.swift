import Problems

/// One table or list of a paper: reads itself from the file and is held to what its figures allow.
protocol PaperItem: Sendable {
    var head: PaperHead { get }

    /// Reads the table.
    ///
    /// - Throws: a ``Problem`` that names the line and key.
    init(_ node: StudyNode, _ head: PaperHead) throws(Problem)

    /// Holds the figures to each other and to n.
    func audit(_ paper: PaperTables, _ ledger: inout PaperLedger)
}

/// The kinds of tables and lists a paper file can hold.
enum PaperKind: String, CaseIterable, Sendable {
    case categories, means, tests
    case signedRanks = "signed-ranks"
    case rankSums = "rank-sums"
    case correlations, intervals, regression, classes, index, arithmetic, loans, formulas
    case claims, conclusions

    /// Nil for the kinds that stand outside `tables`.
    var type: (any PaperItem.Type)? {
        switch self {
        case .categories: CategoryTable.self
        case .means: MeanTable.self
        case .tests: TestTable.self
        case .signedRanks: SignedRankTable.self
        case .rankSums: RankSumTable.self
        case .correlations: CorrelationTable.self
        case .intervals: IntervalTable.self
        case .regression: RegressionTable.self
        case .classes: PrintedClasses.self
        case .index: IndexTable.self
        case .arithmetic: ArithmeticTable.self
        case .loans: LoanTable.self
        case .formulas: FormulaTable.self
        case .claims, .conclusions: nil
        }
    }
}

/// The tables of a paper, for what refers from one to another.
struct PaperTables: Sendable {
    let header: PaperHeader
    let items: [any PaperItem]

    func categories(_ name: String) -> CategoryTable? {
        items.lazy.compactMap { $0 as? CategoryTable }.first { $0.head.name == name }
    }

    func classes(_ name: String) -> PrintedClasses? {
        items.lazy.compactMap { $0 as? PrintedClasses }.first { $0.head.name == name }
    }
}
