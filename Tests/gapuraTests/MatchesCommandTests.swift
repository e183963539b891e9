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
        let given = ["Siti", "Sri", "Dewi", "Wahyuni", "Bambang", "Joko", "Agus", "Hadi", "Rina", "Lestari"]
        let family = ["Rahayu", "Prasetyo", "Wulandari", "Sutrisno", "Handayani", "Utomo"]
        // Training needs some dozens of records: a handful tells nothing of how often values agree by chance.
        let people = (0..<60).map { n -> (String, String) in
            func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
            let (day, month, year) = (1 + n % 28, 1 + n % 12, 60 + n % 40)
            let name = "\(given[n % 10]) \(family[n / 10]) \(given[(n * 7 + 3) % 10])"
            return (
                "350701\(two(day))\(two(month))\(year)000\(1 + n % 3)",
                "\(name);\(two(day))-\(two(month))-19\(year);350701120312\(1000 + n);08123456\(1000 + n)"
            )
        }
        for (name, programme, numbers) in [("satu", "BPUM", true), ("dua", "UMI", false)] {
            let text = header + people.map { (numbers ? $0.0 : "") + ";" + $0.1 + "\n" }.joined()
            try Data(text.utf8).write(to: folder.appendingPathComponent(name + ".csv"))
            let run = try gapura(
                "import", name + ".csv", "--programme", programme, "--institution", "DINKOP-35.07", "--profile", "umum",
                "--commit", in: folder)
            #expect(run.status == 0, "\(run.errors)")
            // What was proposed is told with the list, and by which model: so few records train none.
            let proposed = try gapura(
                "imports", "show", name == "satu" ? "1" : "2", "--format", "json", in: folder
            ).json()
            let matches = try #require(proposed["matches"] as? [String: Any])
            #expect(matches["searched"] as? Bool == true)
            guard name == "dua" else { continue }
            #expect(run.output.contains("perlu dilihat orang") && run.errors.contains("data buatan"))
            #expect(matches["basis"] as? String == "bundled")
            #expect(matches["probable"] as? Int ?? 0 >= 60)
        }
        return folder
    }

    /// The identity number of the first record of a pair, which stands on the first list.
    private func number(of pair: String) -> String {
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
        let row = pair.split(separator: "-").first?.split(separator: ".").last.flatMap { Int($0) } ?? 2
        let n = row - 2
        return "350701\(two(1 + n % 28))\(two(1 + n % 12))\(60 + n % 40)000\(1 + n % 3)"
    }

    @Test func matchesAreFoundReviewedAndTakenBack() throws {
        let folder = try filled()
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try gapura("matches", "list", in: folder).output.contains("Sampel buta"))
        let found = try gapura("matches", "find", "--format", "json", in: folder)
        #expect(found.status == 0, "\(found.errors)")
        let answer = try found.json()
        #expect(answer["records"] as? Int == 120)
        #expect((answer["candidates"] as? Int ?? 0) >= 60)
        // Every list has been searched: as a table that is its header alone, as text a sentence.
        let missed = try gapura("matches", "find", "--missed", "--format", "csv", in: folder)
        #expect(missed.status == 0, "\(missed.errors)")
        #expect(missed.output.split(whereSeparator: \.isNewline) == ["Impor,Catatan,Usulan"])
        #expect(try gapura("matches", "find", "--missed", in: folder).output.contains("Tidak ada daftar"))
        let pairs = try gapura("matches", "list", "--limit", "500", "--format", "json", in: folder).jsonList()
        let open = pairs.filter { $0["sampled"] as? Bool == true && $0["verdict"] == nil }.compactMap {
            $0["pair"] as? String
        }
        // The row behind the same row of the other list.
        let pair = try #require(
            open.first { name in
                let rows = name.split(separator: "-").map { $0.split(separator: ".")[1] }
                return rows[0] == rows[1]
            })
        let first = try #require(pairs.first { ($0["pair"] as? String) == pair })
        // Blind: no weight before the decision.
        #expect(first["sampled"] as? Bool == true && first["probability"] == nil)
        for language in ["id", "en"] {
            let show = try gapura("matches", "show", pair, in: folder, language: language)
            #expect(show.status == 0, "\(show.errors)")
            #expect(show.output.contains(language == "id" ? "= sama" : "= same"))
            #expect(show.output.firstMatch(of: /[0-9]{9,}/) == nil)
            #expect(
                !show.output.contains("matches.")
                    && ["Rahayu", "Prasetyo", "Utomo"].allSatisfy { !show.output.contains($0) })
        }
        let made = try gapura(
            "matches", "decide", pair, "--verdict", "same", "--note", "KTP dilihat", "--format", "json", in: folder
        )
        #expect(made.status == 0, "\(made.errors)")
        #expect(try made.jsonList().first?["blind"] as? Bool == true)
        #expect(try gapura("matches", "decide", pair, "--verdict", "different", in: folder).status == 65)
        // Counts by number, confirmed and probable stand side by side.
        let overlap = try gapura("overlap", "--db", "gapura.sqlite", "--format", "json", in: folder).json()
        #expect(overlap["people"] as? Int == 0)
        let identities = try #require(overlap["identities"] as? [String: Any])
        #expect(identities["confirmed"] as? Int == 1 && identities["probable"] as? Int == 59)
        let total = try #require((overlap["totals"] as? [[String: Any]])?.first)
        #expect(
            ["people", "people_confirmed", "people_probable", "families_confirmed"].map { total[$0] as? Int }
                == [0, 1, 59, 1])
        let html = try gapura("overlap", "--db", "gapura.sqlite", "--format", "html", in: folder, language: "en")
        #expect(html.output.contains("Confirmed by a person") && html.output.contains("Probable, not confirmed"))
        #expect(try gapura("overlap", in: folder).status == 64)
        let shown = try gapura("matches", "show", pair, "--format", "json", in: folder).json()
        #expect(shown["probability"] as? Double ?? 0 > 0.9)
        let person = try gapura("person", "show", number(of: pair), in: folder)
        #expect(person.output.contains("Diputuskan orang yang sama") && person.output.contains("KTP dilihat"))
        #expect(person.output.firstMatch(of: /[0-9]{9,}/) == nil)
        let identity = try #require(
            try gapura("person", "show", number(of: pair), "--format", "json", in: folder).json()["identity"]
                as? [String: Any])
        #expect((identity["confirmed"] as? [[String: Any]])?.count == 1 && identity["not_decided"] as? Int == 0)
        let quality = try gapura("matches", "quality", "--format", "json", in: folder).json()
        #expect(quality["complete"] as? Bool == false)
        #expect(try gapura("matches", "undo", "1", "--note", "keliru", in: folder).status == 0)
        #expect(try gapura("matches", "undo", "1", "--note", "lagi", in: folder).status == 65)
        let undecided = try gapura("person", "show", number(of: pair), in: folder, language: "en")
        #expect(undecided.output.contains("not decided: 1 pairs") && !undecided.output.contains("Decided to be"))
        let history = try gapura("matches", "list", "--history", "--format", "json", in: folder).jsonList()
        #expect(history.compactMap { $0["verdict"] as? String } == ["reversed", "same"])
        #expect(try gapura("db", "verify", in: folder).status == 0)
    }

    /// Who asked for the weight does not decide blind, without having to say so.
    @Test func aWeightThatWasShownIsRemembered() throws {
        let folder = try filled()
        defer { try? FileManager.default.removeItem(at: folder) }
        let open = try gapura("matches", "list", "--limit", "500", "--format", "json", in: folder).jsonList()
        let sampled = open.filter { $0["sampled"] as? Bool == true }.compactMap { $0["pair"] as? String }
        let (seen, unseen) = (try #require(sampled.first), try #require(sampled.dropFirst().first))
        #expect(try gapura("matches", "show", seen, in: folder).output.contains("baru terlihat sesudah keputusan"))
        let shown = try gapura("matches", "show", seen, "--weight", in: folder)
        #expect(shown.output.contains("Bobot ") && shown.errors.contains("tidak lagi dihitung buta"))
        #expect(try gapura("matches", "show", seen, "--format", "json", in: folder).json()["weight"] != nil)
        for (pair, isBlind) in [(seen, false), (unseen, true)] {
            let made = try gapura("matches", "decide", pair, "--verdict", "same", "--format", "json", in: folder)
            #expect(try made.jsonList().first?["blind"] as? Bool == isBlind, "\(made.errors)")
        }
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
