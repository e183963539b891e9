import Kernels
import Testing

@Suite("Numbers in sets")
struct NumberSetsTests {
    /// What several collectors found, under names of their own for the sets, is what sets of Swift give.
    @Test(arguments: [1, 2, 7, 60])
    func countsAreThoseOfSets(sets: Int) {
        let pool = (0..<4000).map { _ in UInt64.random(in: 0..<NumberSets.numberLimit) }
        var truth = [Set<UInt64>](repeating: [], count: sets)
        let collectors = (0..<3).map { _ -> (numbers: NumberSets, sets: [Int]) in
            var numbers = NumberSets()
            let order = Array(0..<sets).shuffled()
            for _ in 0..<6000 {
                guard let number = pool.randomElement() else { continue }
                let own = Int.random(in: 0..<sets)
                numbers.add(number, to: own)
                truth[order[own]].insert(number)
            }
            return (numbers, order)
        }
        let one = NumberSets.counts(collectors, sets: sets, threads: 1)
        let all = truth.reduce(into: Set<UInt64>()) { $0.formUnion($1) }
        #expect(one.numbers == all.count)
        let several = all.filter { number in truth.filter { $0.contains(number) }.count > 1 }
        #expect(one.inSeveral == several.count)
        var wrong = 0
        for (a, first) in truth.enumerated() where !first.isEmpty {
            for (b, second) in truth.enumerated() where one.matrix[a][b] != first.intersection(second).count {
                wrong += 1
            }
        }
        #expect(wrong == 0)
        #expect(NumberSets.counts(collectors, sets: sets, threads: 4) == one)
        #expect(NumberSets.counts(collectors.reversed(), sets: sets, threads: 2) == one)
    }

    @Test func asManySetsAsThereCanBe() {
        var numbers = NumberSets()
        for number in 0..<UInt64(5000) { numbers.add(number, to: Int(number % 1024)) }
        for set in [0, 1023] { numbers.add(NumberSets.numberLimit - 1, to: set) }
        let counts = NumberSets.counts([(numbers, Array(0..<1024))], sets: 1024, threads: 3)
        #expect(counts.numbers == 5001)
        #expect(counts.inSeveral == 1)
        #expect(counts.matrix[0][1023] == 1)
        #expect(counts.matrix[1023][0] == 1)
        #expect(counts.matrix[5][6] == 0)
        #expect(counts.matrix[5][5] == 5)
    }

    @Test func oneNumberManyTimes() {
        var numbers = NumberSets()
        for row in 0..<5000 { numbers.add(3_507_111_203_800_001, to: row % 2) }
        let counts = NumberSets.counts([(numbers, [1, 0])], sets: 3, threads: 2)
        #expect(counts.numbers == 1)
        #expect(counts.inSeveral == 1)
        #expect(counts.matrix == [[1, 1, 0], [1, 1, 0], [0, 0, 0]])
    }
}
