import Foundation
import Problems
import Registry
import Store
import Testing

/// Overlaps of lists that are read in several parts, against sets counted here.
@Suite struct LargeOverlapTests {
    private struct Row {
        var nik: String
        var card: String
    }

    /// The person of an index: families are three people whose indices follow each other.
    private static func row(_ index: Int) -> Row {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        let day: Int = 1 + index % 28
        let month: Int = 1 + index / 28 % 12
        let year: Int = 60 + index / 336 % 40
        let card = index / 3
        let issued = two(1 + card % 28) + two(1 + card / 28 % 12) + two(5 + card / 336 % 16)
        let serial = String(1_000_001 + card).suffix(4)
        return Row(nik: "350701\(two(day))\(two(month))\(two(year))0001", card: "350701\(issued)\(serial)")
    }

    private func list(
        _ scratch: Scratch, _ registry: Registry, _ programme: String, _ indices: [Int]
    ) throws -> [Row] {
        let rows = indices.map(Self.row)
        let text = rows.map { "\($0.nik);\($0.card);Siti Rekaan;Desa Contoh" }.joined(separator: "\n")
        let file = try scratch.file(programme.lowercased() + ".csv", "NIK;No KK;Nama;Desa\n" + text + "\n")
        let request = ImportRequest(
            file: file, programme: programme, institution: "DINKOP-35.07", profile: "umum", fiscalYear: 2021,
            referenceDate: "2021-09-30", name: programme)
        let batch = try registry.commit(try registry.stage(request).batch.id)
        try #require(batch.counts.new == indices.count)
        return rows
    }

    @Test func manyPeopleAndFamiliesAreCountedAsSetsAre() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        // Of the second list every other person of a stretch is on the first as well; of the stretch behind it, of each
        // family one is on the first and two on the second.
        let one: [Int] = Array(stride(from: 9000, to: 12_000, by: 3))
        let first = try list(scratch, registry, "UMI", Array(0..<9000) + one)
        let every: [Int] = Array(stride(from: 0, to: 9000, by: 2))
        let second = try list(scratch, registry, "KUR", every + (9000..<12_000).filter { $0 % 3 != 0 })
        let result = try registry.overlap()
        let (a, b) = (Set(first.map(\.nik)), Set(second.map(\.nik)))
        let (cardsA, cardsB) = (Set(first.map(\.card)), Set(second.map(\.card)))
        let shared = a.intersection(b)
        try #require(shared.count == 4500)
        #expect(result.people == a.union(b).count)
        #expect(result.peopleOnSeveral == shared.count)
        #expect(result.matrix == [[a.count, shared.count], [shared.count, b.count]])
        var combinations: [[Int]: Int] = [:]
        for found in result.combinations { combinations[found.lists] = found.people }
        let alone = [a.subtracting(b).count, b.subtracting(a).count]
        #expect(combinations == [[0]: alone[0], [1]: alone[1], [0, 1]: shared.count])
        let sharedCards = cardsA.intersection(cardsB)
        let cardsOfShared = Set(first.filter { shared.contains($0.nik) }.map(\.card))
        let only = sharedCards.subtracting(cardsOfShared).sorted()
        try #require(only.count == 1000)
        let pair = try #require(result.pairs.first)
        #expect((pair.a, pair.b, pair.people) == (0, 1, 4500) && result.pairs.count == 1)
        #expect(pair.families == sharedCards.count && pair.familiesOnly == only.count)
        let people = result.findings.filter { $0.unit == .person }
        #expect(people.reduce(0) { $0 + $1.people } == shared.count)
        for finding in people { #expect(finding.cases.compactMap(\.nik) == finding.cases.compactMap(\.nik).sorted()) }
        #expect(Set(people.flatMap { $0.cases.compactMap(\.nik) }) == shared)
        let families = try #require(result.findings.first { $0.unit == .family })
        #expect(families.cases.compactMap(\.familyCard) == only)
        #expect(families.cases.allSatisfy { $0.rowsA.count == 1 && $0.rowsB.count == 2 && $0.nik == nil })
        // Rows are those of the files: the header is the first.
        let places = Dictionary(uniqueKeysWithValues: first.enumerated().map { ($1.nik, $0 + 2) })
        for finding in people {
            for item in finding.cases {
                #expect(item.rowsA == [places[item.nik ?? ""] ?? 0] && item.rowsB.count == 1)
                #expect(item.name == "Siti Rekaan" && item.village == "Desa Contoh")
            }
        }
    }
}
