import Examples
import Foundation
import Indonesia
import Problems
import Registry
import SQLiteStore
import Store
import Studies
import Testing

/// The story of Arjowilangun, from the study of BPUM: grant recipients, the former migrant women's group whose
/// partnership stalled, and programmes in the same village that nobody offered it.
@Suite("The story of Arjowilangun")
struct StoryTests {
    private func folder(_ name: String) throws -> URL { try #require(Examples.folder(name)) }

    private func registry(_ scratch: Scratch) throws -> Registry {
        let registry = Registry(
            try SQLiteDatabase(path: scratch.url.appendingPathComponent("gapura.sqlite").path), actor: "test")
        try registry.ensureCatalogue(from: folder("catalogue"))
        try registry.loadCoordination(from: folder("coordination"), withCompanions: true)
        return registry
    }

    private func members(_ file: String) throws -> [String] {
        let rows = try Sheet(folder("coordination").appendingPathComponent(file)).rows.map(\.cells)
        let group = try #require(rows.first { $0["kode"] == "KLP-01" })
        return try #require(group["anggota"]).split(separator: ";").map(String.init)
    }

    /// Turnover of everybody by the sheet, before the group was served.
    private func turnovers() throws -> [String: Int64] {
        var latest: [String: (day: String, value: Int64)] = [:]
        for row in try Sheet(folder("coordination").appendingPathComponent("profil.csv")).rows.map(\.cells) {
            guard let nik = row["nik"], let day = row["tanggal"], let value = row["omzet_bulan"].flatMap(Int64.init)
            else { continue }
            if latest[nik]?.day ?? "" < day { latest[nik] = (day, value) }
        }
        return latest.mapValues(\.value)
    }

    /// What the generator planted of those who are measured on both sides.
    private struct Planted: Decodable {
        struct Story: Decodable {
            var members: Int
            var measured: Int
            var rose: Int
            var fell: Int
            var stayed: Int
        }
        var story: Story
    }

    private func planted() throws -> Planted.Story {
        let file = try folder("coordination").appendingPathComponent("truth.json")
        return try JSONDecoder().decode(Planted.self, from: Data(contentsOf: file)).story
    }

    private func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(text)) }

    @Test("the missing referral is proposed by the program, accepted, served, and its before and after evaluated")
    func theWholeStory() throws {
        let scratch = try Scratch()
        let registry = try registry(scratch)
        let people = try members("kelompok.csv")

        // Some of the women got the grant; the group itself got nothing, and nobody referred it.
        let before = try registry.supply(year: 2021, region: "35.07.11.2008")
        let own = before.needs.filter { $0.need.group == "KLP-01" }
        #expect(own.map(\.need.code) == ["KB-022", "KB-023"])
        #expect(own.allSatisfy { $0.state == .notOffered && $0.attempts.isEmpty })
        #expect(try !registry.referrals().lines.contains { $0.need?.group == "KLP-01" })

        // The program sees it: equipment from C07, for which the group was trained, and a buyer from C20.
        let proposals = try registry.proposedReferrals(year: 2021, region: "35.07.11.2008")
        let ours = proposals.filter { $0.need.group == "KLP-01" }
        #expect(ours.map(\.programme) == ["C07", "C20"])
        let equipment = try #require(ours.first)
        #expect((equipment.from, equipment.to) == ("C-DKM", "C-KTK"))
        #expect(equipment.grounds.contains { $0.servedBy == "C12" && $0.way == "visit" && $0.kind == "record" })
        #expect(equipment.grounds.contains { $0.servedBy == "BPUM" && $0.way == "list" && $0.kind == "rule" })

        // It becomes a referral and is followed to the end.
        let referral = try registry.propose(equipment, on: day("2021-11-02")).code
        let open = try registry.referrals(asOf: day("2021-11-20"))
        let waiting = try #require(open.open.first { $0.code == referral })
        #expect(waiting.isOverdue && waiting.daysLeft == -4)
        try registry.step(referral: referral, .accepted, on: day("2021-11-22"), actor: "C-KTK")
        #expect(
            try registry.supply(year: 2021).needs.first { $0.need.code == "KB-022" }?.state == .inProgress)
        try registry.step(referral: referral, .served, on: day("2021-12-10"), actor: "C-KTK")
        #expect(throws: Problem.self) {
            try registry.exportBeforeAfter(group: "KLP-01", programme: "C07", to: scratch.url)
        }

        // In March an officer asks the members again; one cannot be found.
        let sheet = try Sheet(folder("coordination").appendingPathComponent("cerita/profil-maret-2022.csv"))
        var after: [String: Int64] = [:]
        for row in sheet.rows.map(\.cells) { after[row["nik"] ?? ""] = row["omzet_bulan"].flatMap(Int64.init) }
        #expect(after.count == people.count - 1)
        let receipt = try registry.takeIn(sheet)
        #expect(receipt.isStored, "\(receipt.problems)")
        try registry.step(
            referral: referral, .outcome, on: day("2022-03-10"), actor: "C-DKM", outcome: "Alat dipakai setiap hari")
        let end = try #require(try registry.referrals(asOf: day("2022-03-31")).lines.first { $0.code == referral })
        #expect(end.steps.map(\.step) == [.proposed, .accepted, .served, .outcome])
        #expect(!end.isOpen && end.dueOn == nil)
        #expect(try registry.supply(year: 2021).needs.first { $0.need.code == "KB-022" }?.state == .served)
        #expect(
            try !registry.proposedReferrals(year: 2021).contains { $0.need.code == "KB-022" })

        // What came of it is handed to the evaluation.
        let out = scratch.url.appendingPathComponent("serah")
        let handover = try registry.exportBeforeAfter(
            group: "KLP-01", programme: "C07", to: out, isSynthetic: true)
        let earlier = try turnovers()
        let pairs = people.compactMap { nik in earlier[nik].flatMap { a in after[nik].map { (a, $0) } } }
        #expect((handover.members, handover.measured) == (15, pairs.count))
        #expect(handover.leftOut.count == 15 - pairs.count)
        #expect(handover.leftOut.allSatisfy { $0.nik.contains("*") })
        let result = try Study(contentsOf: handover.study).run()
        #expect(result.n == pairs.count && result.synthetic)
        #expect(result.sample[.id].contains("15"))
        let change = try #require(result.items.first { $0.name == "change" })
        #expect(change.recommended["n"] == .integer(pairs.count))
        #expect(change.recommended["n_positive"] == .integer(pairs.count { $0.1 > $0.0 }))
        #expect(change.recommended["n_negative"] == .integer(pairs.count { $0.1 < $0.0 }))
        // The sheets tell the story that was planted: most earn more than before, a few the same, one less.
        let story = try planted()
        #expect((handover.members, handover.measured) == (story.members, story.measured))
        #expect(change.recommended["n_positive"] == .integer(story.rose))
        #expect(change.recommended["n_negative"] == .integer(story.fell))
        #expect(story.stayed == story.measured - story.rose - story.fell)
        #expect(story.rose > 2 * (story.fell + 1) && story.fell > 0 && story.stayed > 0)
        // So does the study that comes with the folder, of all of them.
        let told = try Sheet(folder("coordination").appendingPathComponent("sebelum-sesudah.csv")).rows.map(\.cells)
        let all = told.compactMap { row in
            row["omzet_sebelum"].flatMap(Int64.init).flatMap { a in
                row["omzet_sesudah"].flatMap(Int64.init).map { (a, $0) }
            }
        }
        #expect(all.count == people.count)
        for (nik, pair) in zip(people, all) {
            if let value = earlier[nik] { #expect(pair.0 == value) }
            if let value = after[nik] { #expect(pair.1 == value) }
        }
        #expect(change.warnings.contains { $0.code == "before-after-without-comparison" })
        for file in [handover.study, handover.data] {
            #expect(try String(contentsOf: file, encoding: .utf8).firstMatch(of: /[0-9]{16}/) == nil)
        }
        #expect(try registry.verify().isEmpty)
    }

    @Test("a name that YAML would misread, and members of whom nothing is known")
    func namesAreQuoted() throws {
        let scratch = try Scratch()
        let registry = try registry(scratch)
        let people = Array(try members("kelompok.csv").prefix(3))
        func take(_ kind: String, _ row: [String: String]) throws {
            let receipt = try registry.takeIn(
                Sheet(name: kind, channel: "form", rows: [row]), as: SheetKinds.bundled.kind(kind))
            try #require(receipt.isStored, "\(receipt.problems)")
        }
        try take(
            "group",
            [
                "kode": "KLP-X", "nama": #"Ibu "Maju": 100% \ tanpa # utang"#, "jenis": "purna_migran",
                "wilayah": "35.07.11.2008", "anggota": people.joined(separator: ";"), "sektor": "kuliner",
            ])
        try take(
            "need",
            [
                "kode": "KB-X", "kelompok": "KLP-X", "wilayah": "35.07.11.2008", "kebutuhan": "K1",
                "jenis_bantuan": "J07", "asal": "musyawarah", "tanggal": "2021-10-08",
            ])
        let code = try registry.propose(need: "KB-X", programme: "C07", from: "C-DKM", on: day("2021-11-02")).code
        try registry.step(referral: code, .accepted, on: day("2021-11-03"))
        try registry.step(referral: code, .served, on: day("2021-11-04"))
        for (index, nik) in people.prefix(2).enumerated() {
            for (date, turnover) in [("2021-11-01", 1_000_000), ("2022-01-05", 1_500_000 + index * 100_000)] {
                try take(
                    "profile",
                    [
                        "nik": nik, "tanggal": date, "wilayah": "35.07.11.2008", "asal": "petugas",
                        "omzet_bulan": String(turnover),
                    ])
            }
        }
        let handover = try registry.exportBeforeAfter(
            group: "KLP-X", programme: "C07", to: scratch.url.appendingPathComponent("x"))
        #expect(handover.measured == 2 && handover.leftOut.count == 1)
        let result = try Study(contentsOf: handover.study).run()
        #expect(result.title[.id].contains(#"Ibu "Maju": 100% \ tanpa # utang"#))
        #expect(!result.synthetic && result.n == 2)
    }
}
