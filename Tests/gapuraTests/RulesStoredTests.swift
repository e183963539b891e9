import Foundation
import Testing

@Suite("gapura rules: stored rulings, appeals, quotas and scores")
struct RulesStoredTests {
    private func gapura(_ arguments: String..., in folder: URL) throws -> ProgramRun {
        try ProgramRun(arguments, in: folder)
    }

    private static let rules = """
        programme: BPUM
        version: "1"
        rules:
          - {code: kur, kind: exclusion, expression: active('KUR'), statement: {id: Tanpa KUR, en: No KUR}}
          - {code: index, kind: priority, expression: 20 - family.house_index, statement: {id: Rumah, en: House}}
        """
    private static let list = """
        NIK;Nama;KUR Aktif;Ukuran Rumah;Kondisi Rumah;Atap;Dinding;Lantai;Listrik;Air
        3507015501900001;Siti Rekaan;ya;Kecil;Rusak;Rumbia;Kayu;Tanah;Tidak ada;Terbuka
        3507015501900002;Tini Rekaan;tidak;Besar;Baik;Asbes;Tembok;Keramik;Sendiri;Pipa
        3507015501900003;Umi Rekaan;tidak;Kecil;;Rumbia;Kayu;Tanah;Tidak ada;Terbuka

        """

    @Test("a ruling is stored, appealed against and printed; the score of a form ranks, and nobody's number is shown")
    func stored() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try Self.rules.write(to: folder.appendingPathComponent("r.yaml"), atomically: true, encoding: .utf8)
        try Self.list.write(to: folder.appendingPathComponent("l.csv"), atomically: true, encoding: .utf8)
        let imported = try gapura(
            "import", "l.csv", "--programme", "BPUM", "--institution", "DINKOP-35.07", "--year", "2021", "--profile",
            "umum", "--commit", "--search-later", in: folder)
        #expect(imported.status == 0, "\(imported.errors)")
        let run = try gapura(
            "rules", "run", "r.yaml", "--db", "gapura.sqlite", "--batch", "1", "--store", "--form", "house-index-mbk",
            "--quota", "2", "--format", "json", in: folder)
        let answer = try run.json()
        #expect(answer["ruling"] as? Int == 1 && answer["eligible"] as? Int == 2)
        let ranking = try #require(answer["ranking"] as? [String: Any])
        #expect(ranking["served"] as? Int == 1 && ranking["unranked"] as? Int == 1)
        #expect(!run.output.contains("3507015501900001"))
        let appeal = try gapura(
            "rules", "appeal", "1", "2", "--with", #"{"active('KUR')": false}"#, "--source", "Surat lunas", "--format",
            "json", in: folder
        ).json()
        #expect(appeal["before"] as? String == "refused" && appeal["after"] as? String == "eligible")
        let stored = try gapura("rules", "stored", "1", "--format", "json", in: folder).json()
        #expect(stored["reopened_rows"] as? [Int] == [2] && (stored["files"] as? [[String: Any]])?.count == 2)
        let letters = try gapura(
            "rules", "letters", "--db", "gapura.sqlite", "--ruling", "1", "--out", "s.html", in: folder)
        // The only one who was refused was judged again; of the eligible one has no rank.
        #expect(letters.status == 0 && letters.output.contains("1"))
        let page = try String(contentsOf: folder.appendingPathComponent("s.html"), encoding: .utf8)
        #expect(page.contains("Umi Rekaan") && !page.contains("Siti Rekaan") && page.contains("Indeks rumah: Kondisi"))
        let again = try gapura(
            "rules", "letters", "--db", "gapura.sqlite", "--ruling", "1", "--row", "2", "--out", "t.html", in: folder)
        #expect(again.status == 65 && again.errors.contains("putusan 2"))
        let one = try gapura("rules", "stored", "1", "--row", "2", in: folder)
        #expect(one.output.contains("dinilai lagi oleh putusan 2: memenuhi syarat"))
        #expect(one.output.contains("Dari 2 yang memenuhi syarat, 1 dilayani"))
        let plan = try #require(stored["plan"] as? [String: Any])
        #expect((plan["areas"] as? [[String: Any]])?.first?["served"] as? Int == 1)
        let named = try gapura("rules", "stored", "--purpose", "3507015501900001", in: folder)
        #expect(named.status == 65 && !named.errors.contains("3507015501900001"))
        let person = try gapura("person", "show", "3507015501900001", "--format", "json", in: folder).json()
        let rulings = try #require(person["rulings"] as? [[String: Any]])
        #expect(rulings.map { $0["verdict"] as? String } == ["refused", "eligible"])
        let score = try gapura("rules", "score", "house-index-mbk", "l.csv", "--format", "json", in: folder).json()
        #expect(score["scored"] as? Int == 2 && score["held"] as? Int == 1)
        #expect(try gapura("db", "verify", in: folder).status == 0)
        #expect(try gapura("rules", "run", "r.yaml", "l.csv", "--store", in: folder).status != 0)
    }
}
