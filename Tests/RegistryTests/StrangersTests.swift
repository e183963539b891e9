import Foundation
import Linkage
import Problems
import Registry
import Testing

/// People whom something filled in by habit, or a village that all share, makes look alike. All invented.
@Suite("Strangers are not joined")
struct StrangersTests {
    private struct Person {
        var nik = ""
        var card = ""
        var name: String
        var born: String
        var sex: String
        var village = "3507012003"
    }

    private static let first = [
        "Sri", "Budi", "Agus", "Siti", "Wahyu", "Dewi", "Joko", "Rina", "Hadi", "Tono", "Eko", "Nur",
    ]
    private static let last = [
        "Santoso", "Wibowo", "Rahayu", "Utami", "Saputra", "Hidayat", "Halim", "Permana", "Astuti",
    ]

    /// Distinct people of a village, with sound numbers.
    private static func people(_ count: Int, village: String = "3507012003", from start: Int = 0) -> [Person] {
        (start..<start + count).map { number in
            let (day, month, year) = (1 + number * 7 % 28, 1 + number * 5 % 12, 50 + number * 13 % 49)
            let isWoman = number % 2 == 0
            let digits = String(format: "%02d%02d%02d", isWoman ? day + 40 : day, month, year)
            return Person(
                nik: "350701" + digits + String(format: "%04d", 1 + number),
                card: "350701" + String(format: "%010d", 1_000_000 + number * 31),
                name: "\(first[number % 12]) \(last[number / 12 % 9]) \(first[number / 108 % 12])",
                born: String(format: "19%02d-%02d-%02d", year, month, day), sex: isWoman ? "P" : "L", village: village)
        }
    }

    private func linked(_ people: [Person]) throws -> (file: LinkageFile, result: LinkageResult) {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var text = "id,nama,nik,no kk,tanggal lahir,jk,kode desa\n"
        for (row, one) in people.enumerated() {
            text += "r\(row),\(one.name),\(one.nik),\(one.card),\(one.born),\(one.sex),\(one.village)\n"
        }
        let list = folder.appendingPathComponent("daftar.csv")
        try Data(text.utf8).write(to: list)
        let model = try LinkageModelFile.named("persons")
        let file = try LinkageFile([list], model: model)
        let taught = try TaughtLinking(
            model, records: file.records.count, pairs: file.pairs(acrossListsOnly: false)
        ) { model throws(Problem) in try Linker(model).link(file.records) }
        return (file, taught.result)
    }

    private func largestCluster(_ result: LinkageResult, of rows: Range<Int>) -> Int {
        var sizes: [Int: Int] = [:]
        for row in rows { sizes[result.clusters[row], default: 0] += 1 }
        return sizes.values.max() ?? 0
    }

    /// A date that is filled in where none is known, with and without sound numbers, in a large list and in a small one.
    @Test(arguments: [(3000, true), (3000, false), (40, true), (40, false)])
    func oneDateOfBirthByHabit(others: Int, hasNumber: Bool) throws {
        let strangers = Self.people(60, from: 10_000).map { one in
            var one = one
            one.born = "1970-01-01"
            one.card = ""
            if !hasNumber { one.nik = "" }
            return one
        }
        var people = (0..<others).flatMap { number -> [Person] in
            let one = Self.people(1, village: "35070120\(10 + number % 90)", from: number)[0]
            // Every fifth stands there twice, so that there is something to learn.
            return number % 5 == 0 ? [one, one] : [one]
        }
        let start = people.count
        people += strangers
        let result = try linked(people).result
        #expect(largestCluster(result, of: start..<people.count) == 1)
    }

    /// A number that is filled in, on people who have nothing else in common but the village.
    @Test func oneNumberByHabit() throws {
        var people = Self.people(2000).flatMap { $0.nik.hasSuffix("5") ? [$0, $0] : [$0] }
        let start = people.count
        people += Self.people(60, from: 10_000).map { one in
            var one = one
            one.nik = "3573021234567890"
            one.card = ""
            return one
        }
        let result = try linked(people).result
        #expect(largestCluster(result, of: start..<people.count) == 1)
    }

    /// On a list of one village the village says nothing.
    @Test(arguments: [12, 90, 400])
    func oneVillage(count: Int) throws {
        var people = Self.people(count)
        // Two strangers of one day, without numbers.
        people[3].nik = ""
        people[7].nik = ""
        people[7].born = people[3].born
        let result = try linked(people).result
        #expect(result.clusterCount == count)
        #expect(result.pairs.allSatisfy { $0.probability < 0.95 })
    }

    /// The pair that is one person is found there all the same.
    @Test func onePersonTwiceInAVillage() throws {
        var people = Self.people(90)
        people.append(people[20])
        people[90].nik = ""
        people[90].name = people[20].name.uppercased()
        let result = try linked(people).result
        #expect(result.clusters[90] == result.clusters[20])
        #expect(result.clusterCount == 90)
    }
}
