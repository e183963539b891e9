import Kernels
import Testing

@Suite("Order of a column")
struct RankSortTests {
    private func expected(_ values: [Double]) -> [Int32] {
        values.indices.sorted { values[$0] == values[$1] ? $0 < $1 : values[$0] < values[$1] }.map { Int32($0) }
    }

    private func columns(_ count: Int) -> [[Double]] {
        [
            (0..<count).map { _ in Double.random(in: -1e6...1e6) },
            (0..<count).map { _ in Double(Int.random(in: 0...20)) },
            (0..<count).map { Double($0 % 7) * -0.1 },
            (0..<count).map { _ in Double.random(in: 0...1) * (Bool.random() ? 1e-300 : 1e300) },
            (0..<count).map { _ in [0.0, -0.0, 1, -1].randomElement() ?? 0 },
            (0..<count).map { _ in 42 },
            (0..<count).map { $0 == 0 ? 1e308 : Double.random(in: 1...2) },
            (0..<count).map { _ in Double(bitPattern: UInt64.random(in: 0..<0x7FF0_0000_0000_0000)) },
        ]
    }

    /// The order is that of a stable sort, whatever the spread of the values.
    @Test(arguments: [0, 1, 2, 3, 39, 40, 41, 300, 5000, 70_001])
    func agreesWithAStableSort(count: Int) {
        for values in columns(count) {
            let sorted = RankSort.sort(values)
            #expect(sorted.rows == expected(values))
            #expect(sorted.values == sorted.rows.map { values[Int($0)] })
            #expect(Gather.values(values, at: sorted.rows) == sorted.values)
        }
    }

    @Test(arguments: [1, 500, 600_000])
    func scans(count: Int) {
        let plain = ColumnScan((0..<count).map { Double($0 + 1) })
        #expect(!plain.hasNonFinite && !plain.hasZero && !plain.hasNegative)
        let place = Int.random(in: 0..<count)
        func with(_ value: Double) -> ColumnScan { ColumnScan((0..<count).map { $0 == place ? value : 1 }) }
        #expect(with(.nan).hasNonFinite && with(-.infinity).hasNonFinite && with(-.infinity).hasNegative)
        #expect(with(-0.0).hasZero && with(-1e-300).hasNegative && !with(-1e-300).hasZero)
    }

    @Test func piecesCover() {
        for count in [0, 1, 5, 1000, 123_457] {
            let pieces = Parallel.pieces(of: count, atLeast: 100)
            #expect(pieces.flatMap { Array($0) } == Array(0..<count))
        }
    }
}
