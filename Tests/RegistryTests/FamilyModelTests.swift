import Foundation
import Linkage
import Problems
import Registry
import Testing

/// The model of families: members under one card, cards given anew, and lines that show none.
@Suite struct FamilyModelTests {
    private static let names = [
        "Siti", "Sri", "Dewi", "Wahyuni", "Bambang", "Joko", "Agus", "Hadi", "Rina", "Lestari", "Budi", "Endang",
    ]

    private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }

    /// A line of a member; families live in villages of one district, members are born on different days.
    private static func line(_ family: Int, _ member: Int, card: String?) -> String {
        let (day, month) = (1 + (family * 7 + member * 5) % 28, 1 + (family + member * 3) % 12)
        let year = 60 + (family * 3 + member * 11) % 40
        let nik = "350701" + two(day) + two(month) + two(year) + String(1001 + 2 * family + member)
        let name = "\(names[(family + member) % 12]) \(names[(family / 12 + member * 5) % 12]) \(family % 97)a"
        let village = "350701" + String(2001 + family % 40)
        return "\(nik),\(card ?? ""),\(name),19\(two(year))-\(two(month))-\(two(day)),\(village),\(family)"
    }

    /// Each family has two members on two lists: one line of each shows the card, one shows none; a tenth has a new card.
    private static func list(_ families: Int) -> String {
        var lines = ["nik,kk,nama,tanggal lahir,kode desa,keluarga"]
        for family in 0..<families {
            let old = "3507011203" + String(100_000 + family)
            let new = "350701010520" + String(1000 + family)
            lines.append(line(family, 0, card: old))
            lines.append(line(family, 0, card: family % 10 == 0 ? new : nil))
            lines.append(line(family, 1, card: family % 10 == 0 ? new : old))
            lines.append(line(family, 1, card: nil))
        }
        return lines.joined(separator: "\n") + "\n"
    }

    @Test func membersAreJoinedThroughCardsAndThroughEachOther() throws {
        let scratch = try Scratch()
        let file = try scratch.file("anggota.csv", Self.list(600))
        let model = try LinkageModelFile.named("families")
        let list = try LinkageFile([file], model: model, truth: "keluarga")
        let result = try Linker(model).link(list.records, truth: list.truth)
        let quality = try #require(result.quality)
        #expect(quality.clusters.recall > 0.95 && quality.clusters.precision > 0.99, "\(quality)")
        // Two lines that have neither card nor person in common are one family through the others.
        let (first, last) = (result.clusters[1], result.clusters[3])
        #expect(first == last)
    }
}
