/// One direction of a table: its headings, and which of them is the sum of which others.
///
/// Tables with margins, a tree of regions, several breakdowns of the same total and programmes with a line *all* are
/// products of such axes; see ``CountRelease/init(axes:counts:)``.
public struct TableAxis: Sendable, Hashable {
    /// The number of headings.
    public let size: Int
    /// Sums between headings, by position.
    public let equations: [CellEquation]
    /// The block of each heading; see ``PublishedCell/block``.
    public let blocks: [Int]

    /// An axis with any sums between its headings; see also ``tree(parents:)``, ``breakdowns(_:)`` and ``margin(of:)``.
    ///
    /// - Throws: `invalid-option` for positions that do not exist.
    public init(size: Int, equations: [CellEquation] = [], blocks: [Int]? = nil) throws(EvaluationRefusal) {
        guard size > 0, blocks.map({ $0.count == size }) ?? true else {
            throw EvaluationRefusal(.invalidOption, "axis")
        }
        self.size = size
        self.blocks = blocks ?? Array(repeating: 0, count: size)
        var builder = CellGraph.Builder()
        for equation in equations { builder.add(total: equation.total, parts: equation.parts) }
        let heights = try CellGraph(builder, cells: size).heights
        // Sums of parts before sums of sums, so that rolling up is one pass.
        self.equations = equations.indices.sorted { (heights[$0], $0) < (heights[$1], $1) }.map { equations[$0] }
    }

    /// A tree: each heading with children is their sum.
    ///
    /// - Parameter parents: the position of the parent, nil for a root.
    public static func tree(parents: [Int?]) throws(EvaluationRefusal) -> TableAxis {
        var children: [Int: [Int]] = [:]
        for (child, parent) in parents.enumerated() {
            if let parent { children[parent, default: []].append(child) }
        }
        let equations = children.sorted { $0.key < $1.key }.map { CellEquation(total: $0.key, parts: $0.value) }
        return try TableAxis(size: parents.count, equations: equations)
    }

    /// One total at position 0 and several breakdowns of it, each a block of its own, numbered from 1.
    ///
    /// - Parameter sizes: the number of categories of each breakdown, *not known* included.
    public static func breakdowns(_ sizes: [Int]) throws(EvaluationRefusal) -> TableAxis {
        guard sizes.allSatisfy({ $0 > 0 }) else { throw EvaluationRefusal(.invalidOption, "axis") }
        var equations: [CellEquation] = []
        var blocks = [0]
        for (number, size) in sizes.enumerated() {
            equations.append(CellEquation(total: 0, parts: Array(blocks.count..<blocks.count + size)))
            blocks += Array(repeating: number + 1, count: size)
        }
        return try TableAxis(size: blocks.count, equations: equations, blocks: blocks)
    }

    /// A margin at position 0, the sum of the headings 1…count; for programmes whose units are counted once in each.
    public static func margin(of count: Int) throws(EvaluationRefusal) -> TableAxis {
        guard count > 0 else { throw EvaluationRefusal(.invalidOption, "axis") }
        return try TableAxis(size: count + 1, equations: [CellEquation(total: 0, parts: Array(1...count))])
    }
}

extension CountRelease {
    /// All cells of a product of axes, the last axis running fastest.
    ///
    /// With regions, breakdowns and programmes on the axes, every region has every breakdown of every programme, and every
    /// sum along every axis is known to the reader. Headings without sums between them (years) are an axis as well. Where
    /// people in several programmes are counted once in *all*, no sum holds: give that axis no equation.
    ///
    /// - Parameters:
    ///   - axes: the directions of the table.
    ///   - counts: one count per cell; see ``rolledUp(axes:leaves:)``.
    /// - Throws: `invalid-option`: `counts` when their number is not the product of the sizes, and as for
    ///   ``init(cells:equations:)``.
    public init(axes: [TableAxis], counts: [Int]) throws(EvaluationRefusal) {
        var blocks = [0]
        for axis in axes { blocks = blocks.flatMap { block in axis.blocks.map { max(block, $0) } } }
        guard counts.count == blocks.count else { throw EvaluationRefusal(.invalidOption, "counts") }
        var members = CellGraph.Builder()
        Self.walk(axes) { equation, offset, step in
            members.add(total: offset + equation.total * step, parts: equation.parts.lazy.map { offset + $0 * step })
        }
        try self.init(cells: zip(counts, blocks).map { PublishedCell(count: $0, block: $1) }, members: members)
    }

    /// Fills the totals of a product of axes from the counts of its finest cells.
    ///
    /// - Parameters:
    ///   - axes: the directions of the table.
    ///   - leaves: one count per cell, the last axis running fastest; what stands at a total is ignored. Where a total has
    ///     several breakdowns, the last one given is summed.
    /// - Throws: `invalid-option`: `counts` for a wrong number, or for a sum that is too large.
    public static func rolledUp(axes: [TableAxis], leaves: [Int]) throws(EvaluationRefusal) -> [Int] {
        guard leaves.count == axes.reduce(1, { $0 * $1.size }) else {
            throw EvaluationRefusal(.invalidOption, "counts")
        }
        var counts = leaves
        var sound = true
        walk(axes) { equation, offset, step in
            var sum = 0
            for part in equation.parts {
                let (next, overflow) = sum.addingReportingOverflow(counts[offset + part * step])
                sum = next
                sound = sound && !overflow
            }
            counts[offset + equation.total * step] = sum
        }
        guard sound else { throw EvaluationRefusal(.invalidOption, "counts") }
        return counts
    }

    /// Every equation of every axis at every place of the other axes.
    private static func walk(_ axes: [TableAxis], _ visit: (CellEquation, _ offset: Int, _ step: Int) -> Void) {
        let size = axes.reduce(1) { $0 * $1.size }
        var step = size
        for axis in axes {
            let stride = step
            step /= axis.size
            for equation in axis.equations {
                for outer in 0..<size / stride {
                    for inner in 0..<step { visit(equation, outer * stride + inner, step) }
                }
            }
        }
    }
}
