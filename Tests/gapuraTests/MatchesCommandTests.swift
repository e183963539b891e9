import Foundation
import Testing

/// Proposed matches from the command line.
@Suite struct MatchesCommandTests {
    private func gapura(_ arguments: String..., in folder: URL, language: String = "id") throws -> ProgramRun {
        try ProgramRun(arguments, in: folder, language: language)
    }

    /// A folder with a registry of two lists, the second without numbers.
    private func filled() throws -> URL {
        let folder = try ProgramRun.folder()
        let header = "NIK;Nama;Tanggal Lahir;No KK;No HP\n"
        let people = [
            ("3507015501900001", "Siti Rahayu Wulandari;15-01-1990;3507011203120001;081234567001"),
            ("3507015202880002", "Sri Handayani Lestari;12-02-1988;3507011203120002;081234567002"),
            ("3507011003850001", "Bambang Sutrisno Hadi;10-03-1985;3507011203120003;081234567003"),
            ("3507016104920001", "Dewi Anggraini Putri;21-04-1992;3507011203120004;081234567004"),
        ]
        for (name, programme, numbers) in [("satu", "BPUM", true), ("dua", "UMI", false)] {
            let text = header + people.map { (numbers ? $0.0 : "") + ";" + $0.1 + "\n" }.joined()
            try Data(text.utf8).write(to: folder.appendingPathComponent(name + ".csv"))
            let run = try gapura(
                "import", name + ".csv", "--programme", programme, "--institution", "DINKOP-35.07", "--profile", "umum",
                "--commit", in: folder)
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.errors.contains("gapura matches find"))
        }
        return folder
    }

    @Test func matchesAreFoundReviewedAndTakenBack() throws {
        let folder = try filled()
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try gapura("matches", "list", in: folder).status == 65)
        let found = try gapura("matches", "find", "--format", "json", in: folder)
        #expect(found.status == 0, "\(found.errors)")
        let answer = try found.json()
        #expect(answer["records"] as? Int == 8)
        #expect((answer["candidates"] as? Int ?? 0) >= 4)
        let pairs = try gapura("matches", "list", "--format", "json", in: folder).jsonList()
        let first = try #require(pairs.first { ($0["pair"] as? String) == "1.2-2.2" })
        // Blind: no weight before the decision.
        #expect(first["sampled"] as? Bool == true && first["probability"] == nil)
        for language in ["id", "en"] {
            let show = try gapura("matches", "show", "1.2-2.2", in: folder, language: language)
            #expect(show.status == 0, "\(show.errors)")
            #expect(show.output.contains(language == "id" ? "= sama" : "= same"))
            #expect(show.output.firstMatch(of: /[0-9]{9,}/) == nil)
            #expect(!show.output.contains("matches.") && !show.output.contains("Rahayu"))
        }
        let made = try gapura(
            "matches", "decide", "1.2-2.2", "--verdict", "same", "--note", "KTP dilihat", "--format", "json", in: folder
        )
        #expect(made.status == 0, "\(made.errors)")
        #expect(try made.jsonList().first?["blind"] as? Bool == true)
        #expect(try gapura("matches", "decide", "1.2-2.2", "--verdict", "different", in: folder).status == 65)
        // Counts by number, confirmed and probable stand side by side.
        let overlap = try gapura("overlap", "--db", "gapura.sqlite", "--format", "json", in: folder).json()
        #expect(overlap["people"] as? Int == 0)
        let identities = try #require(overlap["identities"] as? [String: Any])
        #expect(identities["confirmed"] as? Int == 1 && identities["probable"] as? Int == 3)
        let total = try #require((overlap["totals"] as? [[String: Any]])?.first)
        #expect(
            ["people", "people_confirmed", "people_probable", "families_confirmed"].map { total[$0] as? Int }
                == [0, 1, 3, 1])
        let html = try gapura("overlap", "--db", "gapura.sqlite", "--format", "html", in: folder, language: "en")
        #expect(html.output.contains("Confirmed by a person") && html.output.contains("Probable, not confirmed"))
        #expect(try gapura("overlap", in: folder).status == 64)
        let shown = try gapura("matches", "show", "1.2-2.2", "--format", "json", in: folder).json()
        #expect(shown["probability"] as? Double ?? 0 > 0.9)
        let quality = try gapura("matches", "quality", "--format", "json", in: folder).json()
        #expect(quality["complete"] as? Bool == false)
        #expect(try gapura("matches", "undo", "1", "--note", "keliru", in: folder).status == 0)
        #expect(try gapura("matches", "undo", "1", "--note", "lagi", in: folder).status == 65)
        let history = try gapura("matches", "list", "--history", "--format", "json", in: folder).jsonList()
        #expect(history.compactMap { $0["verdict"] as? String } == ["reversed", "same"])
        #expect(try gapura("db", "verify", in: folder).status == 0)
    }

    @Test func wrongUsageIsTold() throws {
        let folder = try filled()
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try gapura("matches", "decide", "1.2", "--verdict", "same", in: folder).status == 64)
        #expect(try gapura("matches", "decide", "1.2-2.2", "--verdict", "perhaps", in: folder).status == 64)
        #expect(try gapura("matches", "decide", "--verdict", "same", in: folder).status == 64)
        #expect(try gapura("matches", "decide", "1.2-9.9", "--verdict", "same", in: folder).status == 65)
        #expect(try gapura("matches", "undo", "7", "--note", "uji", in: folder).status == 65)
        #expect(try gapura("matches", "undo", "--note", "uji", in: folder).status == 64)
    }
}
