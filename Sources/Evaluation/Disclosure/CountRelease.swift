/// One count that is to be published.
///
/// A count that stands in several tables, such as the total of a district, is **one** cell: that is what makes the
/// comparison of those tables harmless.
public struct PublishedCell: Sendable, Hashable {
    /// What was done with the cell in an earlier release of the same counts.
    public enum Earlier: String, Sendable {
        /// The cell is new.
        case none
        /// Its value is known already: hiding it now would protect nothing.
        case published
        /// It was hidden, and must stay so.
        case hidden
    }

    /// The number of units (people, enterprises) counted; 0…10¹².
    public var count: Int
    /// The block of tables it belongs to, such as a breakdown; a block can be withheld as a whole.
    public var block: Int
    /// What an earlier release of the same counts did with the cell.
    public var earlier: Earlier

    /// A cell; a new one of block 0 where nothing else is said.
    public init(count: Int, block: Int = 0, earlier: Earlier = .none) {
        self.count = count
        self.block = block
        self.earlier = earlier
    }
}

/// What a reader of the tables knows about their cells: the total is the sum of its parts.
public struct CellEquation: Sendable, Hashable {
    /// Position of the total.
    public var total: Int
    /// Positions of the parts; a category *not known* is a part as well.
    public var parts: [Int]

    /// The parts at these positions add up to the total.
    public init(total: Int, parts: [Int]) {
        self.total = total
        self.parts = parts
    }
}

/// Counts that are published together, and how they add up.
///
/// Everything between two of which a reader may take a difference belongs into one release: the tables of a district
/// and of its villages, last month's tables (see ``PublishedCell/Earlier``), the totals in the running text.
///
/// ```swift
/// let cells = [9, 2, 7].map { PublishedCell(count: $0) }
/// let release = try CountRelease(cells: cells, equations: [CellEquation(total: 0, parts: [1, 2])])
/// let pattern = try release.protect(DisclosureRule(threshold: 5))
/// pattern.fates                                       // published, primary, secondary
/// ```
public struct CountRelease: Sendable {
    /// The counts, in the order given.
    public let cells: [PublishedCell]
    let graph: CellGraph

    /// The number of equations.
    public var equationCount: Int { graph.equationCount }

    /// Takes the cells and checks that they add up.
    ///
    /// - Throws: `invalid-option`, with the subject `counts` for a count outside 0…10¹², `cells` for a position that does
    ///   not exist or stands twice in an equation, `equations` for one without parts, and `sums` for one that does not
    ///   hold.
    public init(cells: [PublishedCell], equations: [CellEquation]) throws(EvaluationRefusal) {
        var members = CellGraph.Builder()
        for equation in equations { members.add(total: equation.total, parts: equation.parts) }
        try self.init(cells: cells, members: members)
    }

    init(cells: [PublishedCell], members: CellGraph.Builder) throws(EvaluationRefusal) {
        guard cells.allSatisfy({ (0...1_000_000_000_000).contains($0.count) }) else {
            throw EvaluationRefusal(.invalidOption, "counts")
        }
        self.cells = cells
        graph = try CellGraph(members, cells: cells.count)
        for equation in 0..<graph.equationCount {
            var sum = 0
            for place in graph.parts(of: equation) {
                let (next, overflow) = sum.addingReportingOverflow(cells[graph.member(place)].count)
                guard !overflow else { throw EvaluationRefusal(.invalidOption, "counts") }
                sum = next
            }
            guard sum == cells[graph.total(of: equation)].count else {
                throw EvaluationRefusal(.invalidOption, "sums", evidence: ["equation": equation])
            }
        }
    }

    /// An equation as it was given.
    public func equation(_ position: Int) -> CellEquation {
        CellEquation(
            total: graph.total(of: position), parts: graph.parts(of: position).map { graph.member($0) })
    }
}
