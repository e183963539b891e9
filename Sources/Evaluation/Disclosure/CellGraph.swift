/// Which cells stand in which equations, in flat arrays: a million cells take a few dozen megabytes.
struct CellGraph: Sendable {
    /// Equations as they are collected: the total first, then the parts.
    struct Builder {
        var starts: [Int] = [0]
        var members: [Int] = []

        mutating func add(total: Int, parts: some Sequence<Int>) {
            members.append(total)
            members.append(contentsOf: parts)
            starts.append(members.count)
        }
    }

    private let starts: [Int]
    private let members: [Int32]
    private let memberOf: [Int32]
    private let firstOf: [Int]
    /// The longest way from the total of an equation down to a cell without parts.
    let heights: [Int32]

    var equationCount: Int { starts.count - 1 }

    /// - Throws: `invalid-option`: `cells` for a position that does not exist or stands twice, `equations` for an
    ///   equation without parts.
    init(_ builder: Builder, cells: Int) throws(EvaluationRefusal) {
        guard cells < Int(Int32.max), builder.starts.count < Int(Int32.max / 2) else {
            throw EvaluationRefusal(.invalidOption, "cells")
        }
        var seen = [Int](repeating: -1, count: cells)
        var uses = [Int](repeating: 0, count: cells + 1)
        for equation in 0..<builder.starts.count - 1 {
            let places = builder.starts[equation]..<builder.starts[equation + 1]
            guard places.count > 1 else { throw EvaluationRefusal(.invalidOption, "equations") }
            for place in places {
                let cell = builder.members[place]
                guard seen.indices.contains(cell), seen[cell] != equation else {
                    throw EvaluationRefusal(.invalidOption, "cells", evidence: ["equation": equation])
                }
                seen[cell] = equation
                uses[cell + 1] += 1
            }
        }
        for cell in 0..<cells { uses[cell + 1] += uses[cell] }
        var next = uses
        var memberOf = [Int32](repeating: 0, count: builder.members.count)
        for equation in 0..<builder.starts.count - 1 {
            let first = builder.starts[equation]
            for place in first..<builder.starts[equation + 1] {
                let cell = builder.members[place]
                memberOf[next[cell]] = Int32(2 * equation + (place == first ? 1 : 0))
                next[cell] += 1
            }
        }
        starts = builder.starts
        members = builder.members.map { Int32($0) }
        self.memberOf = memberOf
        firstOf = uses
        heights = Self.heights(starts: starts, members: members, memberOf: memberOf, firstOf: firstOf)
    }

    func total(of equation: Int) -> Int { Int(members[starts[equation]]) }
    /// Places of the parts; ``member(_:)`` names the cell.
    func parts(of equation: Int) -> Range<Int> { starts[equation] + 1..<starts[equation + 1] }
    /// Places of total and parts.
    func places(of equation: Int) -> Range<Int> { starts[equation]..<starts[equation + 1] }
    func member(_ place: Int) -> Int { Int(members[place]) }
    /// Whether the place is the one of the total.
    func isTotal(_ place: Int, of equation: Int) -> Bool { place == starts[equation] }
    /// Places of the equations of a cell; ``use(_:)`` names the equation.
    func uses(of cell: Int) -> Range<Int> { firstOf[cell]..<firstOf[cell + 1] }

    /// The equation, and the sign of the cell in `sum of parts − total`.
    func use(_ place: Int) -> (equation: Int, sign: Int32) {
        let code = memberOf[place]
        return (Int(code >> 1), code & 1 == 1 ? -1 : 1)
    }

    /// Heights from the leaves upwards; equations on a circle, which no hierarchy has, keep the greatest height.
    private static func heights(starts: [Int], members: [Int32], memberOf: [Int32], firstOf: [Int]) -> [Int32] {
        let equations = starts.count - 1
        let cells = firstOf.count - 1
        var waiting = (0..<equations).map { starts[$0 + 1] - starts[$0] - 1 }
        var below = [Int](repeating: 0, count: cells)
        for code in memberOf where code & 1 == 1 { below[Int(members[starts[Int(code >> 1)]])] += 1 }
        var height = [Int32](repeating: 0, count: cells)
        var found = [Int32](repeating: Int32.max, count: equations)
        var ready = (0..<cells).filter { below[$0] == 0 }
        while let cell = ready.popLast() {
            for place in firstOf[cell]..<firstOf[cell + 1] where memberOf[place] & 1 == 0 {
                let equation = Int(memberOf[place] >> 1)
                let total = Int(members[starts[equation]])
                height[total] = max(height[total], height[cell] + 1)
                waiting[equation] -= 1
                guard waiting[equation] == 0 else { continue }
                below[total] -= 1
                if below[total] == 0 { ready.append(total) }
            }
        }
        for equation in 0..<equations where waiting[equation] == 0 {
            found[equation] = height[Int(members[starts[equation]])]
        }
        return found
    }
}
