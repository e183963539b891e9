import Kernels
import Testing

@Suite("Pairs that share a key")
struct PairSearchTests {
    /// Records of one word: three fields of 8 bits, 0 being missing.
    private func records(_ count: Int, values: UInt64) -> PackedRecords {
        let records = PackedRecords(count: count, stride: 1)
        for shift in [0, 8, 16] {
            records.set((0..<count).map { _ in UInt64.random(in: 0...values) }, word: 0, shift: shift)
        }
        return records
    }

    private func all(_ pairs: OrderedPairs) -> [PairSearch.Found] { (0..<pairs.rangeCount).flatMap { pairs.range($0) } }

    private func part(_ field: Int) -> PackedPart { PackedPart(word: 0, mask: 0xFF << UInt64(8 * field)) }

    private func value(_ records: PackedRecords, _ row: Int, _ field: Int) -> UInt64 {
        records.word(row, 0) >> UInt64(8 * field) & 0xFF
    }

    private func rule(_ records: PackedRecords, _ fields: [Int], limit: Int, then further: [Int]) -> PairRule {
        var parts = fields.map(part)
        var sorted = SortedKeys(records.keys(parts, threads: 2), threads: 2)
        var steps: [PairRule.Step] = []
        var rest = further[...]
        while true {
            let large = sorted.groups(largerThan: limit)
            steps.append(
                .init(
                    parts: parts, groups: KeyGroups(sorted, limit: limit),
                    hot: HotKeys(large.map { sorted.keys[$0.lowerBound] })))
            guard let next = rest.popFirst() else { return PairRule(steps: steps) }
            let rows = large.flatMap { sorted.rows[$0] }.sorted()
            parts.append(part(next))
            sorted = SortedKeys(records.keys(parts, rows: rows, threads: 1), rows: rows, threads: 1)
        }
    }

    /// Every pair that shares a rule's fields comes once, whatever the threads and the size of the tasks; a group too
    /// large is split by the further field, and a pair lost so in one rule still comes by another.
    @Test(arguments: [(20, 3), (300, 20), (300, 4), (700, 30)] as [(Int, UInt64)])
    func findsThePairsOfAWalkOverAll(count: Int, values: UInt64) throws {
        let records = records(count, values: values)
        let limit = 40
        let rules = [
            rule(records, [0], limit: limit, then: [1]), rule(records, [1, 2], limit: limit, then: []),
            rule(records, [2], limit: limit, then: []),
        ]
        let comparison = PairComparison(tests: [.same(part(0))], slow: [], levels: 2) { Int($0) }
        let program = try #require(PairProgram([comparison]))
        func isTogether(_ a: Int, _ b: Int, _ fields: [Int]) -> Bool {
            fields.allSatisfy { value(records, a, $0) != 0 && value(records, a, $0) == value(records, b, $0) }
        }
        var sizes: [[Int]: [Int]] = [:]
        for fields in [[0], [0, 1], [1, 2], [2]] {
            sizes[fields] = (0..<count).map { row in (0..<count).count { isTogether(row, $0, fields) } }
        }
        func size(_ row: Int, _ fields: [Int]) -> Int { sizes[fields]?[row] ?? 0 }
        var expected: Set<[UInt32]> = []
        for a in 0..<count {
            for b in (a + 1)..<max(count, a + 1) {
                var isPair = isTogether(a, b, [0]) && size(a, [0]) <= limit
                isPair = isPair || isTogether(a, b, [0, 1]) && size(a, [0]) > limit && size(a, [0, 1]) <= limit
                isPair = isPair || isTogether(a, b, [1, 2]) && size(a, [1, 2]) <= limit
                isPair = isPair || isTogether(a, b, [2]) && size(a, [2]) <= limit
                if isPair { expected.insert([UInt32(a), UInt32(b)]) }
            }
        }
        for (threads, task) in [(1, 1 << 16), (2, 100), (4, 7)] {
            let search = PairSearch(records, rules: rules, program: program, pairsPerTask: task)
            let (parts, isComplete) = search.collect([1, 1], threads: threads)
            let found = parts.flatMap { $0 }
            #expect(isComplete)
            #expect(found.count == expected.count)
            #expect(Set(found.map { [$0.left, $0.right] }) == expected)
            #expect(search.mostPairs >= expected.count)
            let counts = search.count(threads: threads, keepingPairs: true)
            let kept = try #require(counts.pairs)
            let keptAgain = try #require(search.count(threads: threads, keepingPairs: true).pairs)
            let ordered = found.sorted { ($0.left, $0.right) < ($1.left, $1.right) }
            #expect(all(search.ordered(parts, threads: threads)) == ordered)
            #expect(all(search.ordered(search.collect(kept, [1, 1], threads: threads), threads: 1)) == ordered)
            #expect(
                all(search.ordered(search.collect(keptAgain, [0, 1], threads: threads), threads: 2))
                    == ordered.filter { $0.vector == 1 })
            #expect(counts.vectors.reduce(0, +) == UInt64(expected.count))
            #expect(counts.rules.reduce(0) { $0 + $1.new } == expected.count)
            for pair in found {
                #expect(pair.vector == (isTogether(Int(pair.left), Int(pair.right), [0]) ? 1 : 0))
            }
        }
    }

    /// Pairs come in the order of their rows, however many rows there are and however the walk is cut.
    @Test(arguments: [0, 2, 8192, 8193, 20_000, 9_000_000])
    func foundPairsAreOrdered(rows: Int) throws {
        let records = PackedRecords(count: rows, stride: 1)
        let comparison = PairComparison(tests: [.same(part(0))], slow: [], levels: 2) { Int($0) }
        let program = try #require(PairProgram([comparison]))
        // Few rows share keys, some of them with many others; the last row is one of them.
        let some = Set((0..<600).compactMap { rows == 0 ? nil : UInt32($0 == 0 ? rows - 1 : .random(in: 0..<rows)) })
        let chosen = some.sorted()
        let keys = chosen.map { _ in KeyMixer.mixed(UInt64.random(in: 1...20)) }
        let groups = KeyGroups(SortedKeys(keys, rows: chosen, threads: 1))
        let rule = PairRule(steps: [.init(parts: [part(0)], groups: groups)])
        for (threads, task) in [(1, 1 << 16), (3, 50)] {
            let search = PairSearch(records, rules: [rule], program: program, pairsPerTask: task, threads: threads)
            let found = search.collect([1, 1], threads: threads).found
            let expected = found.flatMap { $0 }.map { [$0.left, $0.right] }.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }
            #expect(expected.count == groups.pairs)
            let ordered = search.ordered(found, threads: threads)
            #expect(ordered.count == expected.count)
            #expect(all(ordered).map { [$0.left, $0.right] } == expected)
        }
    }

    /// All records may share one key; they are one group, or one that is too large.
    @Test func oneKeyOfAllRecords() {
        let count = 300_000
        let records = PackedRecords(count: count, stride: 2)
        records.set([UInt64](repeating: 77, count: count), at: 0, word: 1, shift: 3)
        let parts = [PackedPart(word: 1, mask: 0xFF << 3)]
        for threads in [1, 2, 4] {
            let grouper = KeyGrouper(records, threads: threads)
            let whole = grouper.groups(parts)
            #expect(whole.groups.starts == [0, UInt32(count)])
            #expect(whole.groups.rows == Array(0..<UInt32(count)))
            let capped = grouper.groups(parts, limit: count - 1)
            #expect(capped.groups.count == 0 && capped.groups.rows.isEmpty)
            #expect(capped.large == [Array(0..<UInt32(count))])
            #expect(capped.tally == .init(pairs: count * (count - 1) / 2, groups: 1, largest: count))
            #expect(grouper.groups([PackedPart(word: 0, mask: 1)]).present == 0)
        }
    }

    /// Values are counted the same by any number of threads, and sizes of groups by their key.
    @Test func countsDoNotDependOnThreads() throws {
        let records = records(200_000, values: 250)
        var counts = [UInt32](repeating: 0, count: 201)
        for row in 0..<200_000 where value(records, row, 1) <= 200 { counts[Int(value(records, row, 1))] += 1 }
        for threads in [1, 2, 5] { #expect(records.tally(part(1), most: 200, threads: threads) == counts) }
        let groups = KeyGrouper(records, threads: 2).groups([part(1)]).groups
        let sizes = NumberMap(sizesOf: groups, by: part(1), in: records)
        #expect(sizes.count == groups.count)
        for group in 0..<groups.count {
            let rows = groups[group]
            let first = try #require(rows.first)
            #expect(sizes[records.key(part(1), Int(first))] == UInt32(rows.count))
        }
        // A search hands out the groups of a rule that left none out.
        let comparison = PairComparison(tests: [.same(part(0))], slow: [], levels: 2) { Int($0) }
        let program = try #require(PairProgram([comparison]))
        let rules = [
            PairRule(steps: [.init(parts: [part(1)], groups: groups)]),
            PairRule(steps: [.init(parts: [part(2)], groups: KeyGroups(), hot: HotKeys([5]))]),
        ]
        let search = PairSearch(records, rules: rules, program: program)
        #expect(search.groups(sharing: [part(1)])?.rows == groups.rows)
        #expect(search.groups(sharing: [part(1), part(2)]) == nil)
        #expect(search.groups(sharing: [part(2)]) == nil)
    }

    /// As many records as several threads count: every record once, whoever counts it.
    @Test func manyRecordsAreTalliedOnce() {
        let count = 330_001
        let records = PackedRecords(count: count, stride: 1)
        records.set((0..<count).map { UInt64($0 % 7) }, word: 0, shift: 0)
        let counts = (0..<8).map { UInt32($0 == 7 ? 0 : count / 7 + ($0 < count % 7 ? 1 : 0)) }
        for threads in [1, 3, 4, 5, 64] {
            #expect(records.tally(PackedPart(word: 0, mask: 7), most: 7, threads: threads) == counts)
        }
    }

    @Test func sortedKeysGroupEqualKeys() {
        for (count, values) in [(0, 1), (1, 1), (500, 3), (70_000, 1 << 40), (70_000, 900), (50_000, 1)] {
            let plain = (0..<count).map { _ in UInt64.random(in: 0..<UInt64(values)) }
            let keys = plain.map { KeyMixer.mixed($0) }
            let sorted = SortedKeys(keys, threads: 2)
            var groups: [UInt64: [UInt32]] = [:]
            for (row, key) in keys.enumerated() where key != 0 { groups[key, default: []].append(UInt32(row)) }
            let expected = groups.sorted { $0.key < $1.key }
            #expect(sorted.keys == expected.flatMap { group in group.value.map { _ in group.key } })
            #expect(sorted.rows == expected.flatMap(\.value))
            #expect(sorted.tally.pairs == groups.values.reduce(0) { $0 + $1.count * ($1.count - 1) / 2 })
            for (key, rows) in expected.prefix(50) { #expect(Array(sorted.rows[sorted.positions(of: key)]) == rows) }
        }
    }

    /// What a grouper finds is what sorting finds, for one key after the other over the same memory.
    @Test func grouperFindsTheGroupsOfSortedKeys() {
        for (count, values) in [(0, 1), (1, 1), (700, 3), (5000, 200), (70_000, 255)] as [(Int, UInt64)] {
            let records = records(count, values: values)
            let some = (0..<UInt32(count)).filter { $0 % 3 != 1 }
            let grouper = KeyGrouper(records, threads: 2)
            for fields in [[0], [0, 1], [0, 1, 2]] {
                let parts = fields.map(part)
                for (rows, limit) in [(nil, Int.max), (nil, 300), (some, Int.max)] as [([UInt32]?, Int)] {
                    let sorted = SortedKeys(records.keys(parts, rows: rows, threads: 1), rows: rows, threads: 1)
                    let expected = KeyGroups(sorted, limit: limit)
                    let found = grouper.groups(parts, rows: rows, limit: limit)
                    #expect(found.groups.rows == expected.rows)
                    #expect(found.groups.starts == expected.starts)
                    #expect(found.large == sorted.groups(largerThan: limit).map { Array(sorted.rows[$0]) })
                    #expect(found.tally == sorted.tally)
                    #expect(found.present == sorted.count)
                    guard rows == nil, limit == .max else { continue }
                    let counts = KeyCounts(records, parts, threads: 3)
                    #expect(counts?.present == sorted.count)
                    #expect(counts?.pairs == sorted.tally.pairs)
                    #expect(counts?.shared.count == sorted.tally.groups)
                }
            }
        }
    }

    /// A key of too many values is not counted, whatever the threads.
    @Test func keysOfManyValuesAreNotCounted() {
        let count = KeyCounts.mostKeys + 1
        let records = PackedRecords(count: count, stride: 1)
        records.set((0..<count).map { UInt64($0 + 1) }, at: 0, word: 0, shift: 0)
        for threads in [1, 3] {
            #expect(KeyCounts(records, [PackedPart(word: 0, mask: 0xFF_FFFF)], threads: threads) == nil)
            #expect(KeyCounts(records, [PackedPart(word: 0, mask: 0xFF_FFFE)], threads: threads)?.pairs == count / 2)
        }
    }

    /// Tests that cost much are asked last and change nothing: every level is that of all answers.
    @Test func dearTestsAnswerAsIfAskedAtOnce() throws {
        let count = 60
        let records = PackedRecords(count: count, stride: 1)
        func digits(_ number: Int) -> UInt64 { DigitStrings.packed(UInt64(number), count: 3) >> 52 }
        let values = (0..<count).map { _ in (Int.random(in: 0...130), Int.random(in: 0...130)) }
        records.set(values.map { $0.0 > 120 ? 0 : digits($0.0) }, at: 0, word: 0, shift: 0)
        records.set(values.map { $0.1 > 120 ? 0 : digits($0.1) }, at: 0, word: 0, shift: 12)
        let (first, second) = (PackedPart(word: 0, mask: 0xFFF), PackedPart(word: 0, mask: 0xFFF << 12))
        let tests: [PairTest] = [
            .digitEdits(first, shift: 52, limit: 2), .same(second), .digitEdits(second, shift: 40, limit: 1),
            .missing(first),
        ]
        let table = (0..<16).map { _ in Int.random(in: 0..<5) }
        let whole = try #require(
            PairProgram([PairComparison(tests: tests, slow: [], levels: 5) { table[Int($0)] }]))
        let single = try tests.map { test in
            try #require(PairProgram([PairComparison(tests: [test], slow: [], levels: 2) { Int($0) }]))
        }
        let pairs = (0..<UInt32(count)).flatMap { a in (0..<UInt32(count)).map { (a, $0) } }
        let (left, right) = (pairs.map(\.0), pairs.map(\.1))
        let answers = single.map { PairRunner($0, records).vectors(left, right) }
        let levels = PairRunner(whole, records).vectors(left, right)
        for place in pairs.indices {
            let bits = answers.enumerated().reduce(0) { $0 | Int($1.element[place]) << $1.offset }
            #expect(Int(levels[place]) == table[bits])
        }
    }

    /// Keys made to meet in one bucket are sorted all the same, in bounded time.
    @Test func sortedKeysBearHostileKeys() {
        let keys = (0..<60_000).map { UInt64(60_000 - $0) }
        let sorted = SortedKeys(keys, threads: 2)
        #expect(sorted.keys == keys.sorted())
        #expect(sorted.rows == (0..<60_000).reversed().map { UInt32($0) })
    }

    @Test func quickTestsAnswer() throws {
        let records = PackedRecords(count: 4, stride: 2)
        func date(_ text: String) -> UInt64 { DigitStrings.packed(Array(text.utf8).span) >> 32 }
        records.set(["20010304", "20010403", "20010305", ""].map(date), word: 0, shift: 0)
        records.set([10, 12, .nan, 13].map { PairTest.packed($0) }, word: 1, shift: 0)
        let day = PackedPart(word: 0, mask: 0xFFFF_FFFF)
        let number = PackedPart(word: 1, mask: ~0)
        func level(_ test: PairTest, _ a: UInt32, _ b: UInt32) throws -> UInt32 {
            let comparison = PairComparison(tests: [test], slow: [], levels: 2) { Int($0) }
            let program = try #require(PairProgram([comparison]))
            return PairRunner(program, records).vectors([a], [b])[0]
        }
        #expect(try level(.swappedDayMonth(day, shift: 32), 0, 1) == 1)
        #expect(try level(.swappedDayMonth(day, shift: 32), 0, 2) == 0)
        #expect(try level(.swappedDayMonth(day, shift: 32), 0, 3) == 0)
        #expect(try level(.digitEdits(day, shift: 32, limit: 1), 0, 2) == 1)
        #expect(try level(.digitEdits(day, shift: 32, limit: 1), 0, 1) == 0)
        #expect(try level(.digitEdits(day, shift: 32, limit: 3), 0, 3) == 0)
        #expect(try level(.missing(day), 0, 3) == 1)
        #expect(try level(.missing(day), 0, 1) == 0)
        #expect(try level(.numberWithin(number, limit: 2, isShare: false), 0, 1) == 1)
        #expect(try level(.numberWithin(number, limit: 2, isShare: false), 0, 3) == 0)
        #expect(try level(.numberWithin(number, limit: 0.2, isShare: true), 0, 1) == 1)
        #expect(try level(.numberWithin(number, limit: 0.2, isShare: true), 0, 3) == 0)
        #expect(try level(.numberWithin(number, limit: 1e9, isShare: false), 0, 2) == 0)
    }

    /// Many texts at a time come to what one pair of texts at a time does, long ones and those next to a bound included.
    @Test(arguments: [3, 9]) func manyTextsAnswerAsOne(letters: Int) throws {
        var store = TextStore()
        var texts: [[UInt8]] = []
        while texts.count < 220 {
            let text = TextMeasureTests.word(letters, texts.count % 4 == 0 ? 60 : 14)
            let near = TextMeasureTests.edited(text, letters)
            for word in [text, near, Array(near.prefix(33))] where store.find(word.span) == 0 && !word.isEmpty {
                _ = store.code(of: word.span)
                texts.append(word)
            }
        }
        let records = PackedRecords(count: texts.count + 1, stride: 1)
        records.set((0...texts.count).map { UInt64($0) }, at: 0, word: 0, shift: 0)
        let bounds = [0.92, 0.86, 0.8, 0.7]
        let test = SlowTest.text(TextUnits(store), PackedPart(word: 0, mask: 0xFFFF), .jaroWinkler, bounds: bounds)
        let comparison = PairComparison(tests: [], slow: [test], levels: 16) { Int($0) }
        let runner = PairRunner(try #require(PairProgram([comparison])), records)
        let pairs = (0...UInt32(texts.count)).flatMap { a in (0...UInt32(texts.count)).map { (a, $0) } }
        let levels = runner.vectors(pairs.map(\.0), pairs.map(\.1))
        let measures = TextMeasures()
        for (pair, level) in zip(pairs, levels) {
            var expected: UInt32 = 0
            if pair.0 > 0, pair.1 > 0 {
                let value = measures.jaroWinkler(texts[Int(pair.0) - 1], texts[Int(pair.1) - 1])
                for (place, bound) in bounds.enumerated() where value >= bound { expected |= 1 << UInt32(place) }
            }
            #expect(level == expected, "\(pair)")
        }
    }
}
