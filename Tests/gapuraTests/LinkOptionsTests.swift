import Foundation
import Testing

/// What people know or ask beside the lists.
@Suite("gapura link with verdicts, questions and tables")
struct LinkOptionsTests {
    /// Two lists of the same invented people under a small model of their own.
    private func folder() throws -> URL {
        let folder = try ProgramRun.folder()
        let first = ["Sri", "Budi", "Agus", "Siti", "Wahyu", "Dewi", "Joko", "Rina", "Hadi", "Tono", "Eko", "Maria"]
        let last = ["Santoso", "Wibowo", "Rahayu", "Utami", "Saputra", "Hidayat", "Kurnia", "Susanto", "Nugroho"]
        var (one, two) = ("id,nama,lahir\n", "id,nama,lahir\n")
        for person in 0..<120 {
            let name = first[person % 12] + " " + last[person % 9] + " " + last[(person / 9 + 3) % 9]
            let birth = "\(1950 + person * 7 % 50)-0\(1 + person % 9)-1\(person % 10)"
            one += "a\(person),\(name),\(birth)\n"
            two += "b\(person),\(person % 4 == 0 ? name.replacingOccurrences(of: "S", with: "Z") : name),\(birth)\n"
        }
        let model = """
            name: small
            fields:
              - {name: name, kind: text, columns: [nama]}
              - {name: birth, kind: date, columns: [lahir]}
            blocking:
              - {keys: [name]}
              - {keys: [birth]}
            comparisons:
              - name: name
                levels:
                  - {when: missing name, neutral: true}
                  - {when: same name, frequency: name}
                  - {when: jw name >= 0.9}
              - name: birth
                levels:
                  - {when: missing birth, neutral: true}
                  - {when: same birth}
            """
        for (name, text) in [("a.csv", one), ("b.csv", two), ("m.yaml", model)] {
            try Data(text.utf8).write(to: folder.appendingPathComponent(name))
        }
        return folder
    }

    private func write(_ text: String, _ name: String, _ folder: URL) throws {
        try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }

    private func link(_ more: String..., in folder: URL) throws -> ProgramRun {
        try ProgramRun(["link", "a.csv", "b.csv", "--across", "--model", "m.yaml"] + more, in: folder, language: "en")
    }

    private func text(_ name: String, _ folder: URL) throws -> String {
        try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }

    @Test func verdictsHold() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try write("id_l,id_r,verdict\n1:a1,2:b50,same\n1:a3,2:b3,different\n", "l.csv", folder)
        let run = try link("--labels", "l.csv", "--out", "o", "--format", "json", in: folder)
        #expect(run.status == 0, "\(run.errors)")
        let known = try #require(try run.json()["known"] as? [String: Int])
        #expect(known == ["same": 1, "different": 1, "not_compared": 1])
        let pairs = try text("o/pairs.csv", folder).split(whereSeparator: \.isNewline).map(String.init)
        #expect(pairs.first?.hasSuffix(",birth,verdict") == true)
        #expect(pairs.contains { $0.hasPrefix("1:a1,2:b50,0.") && $0.hasSuffix(",same") })
        #expect(pairs.contains { $0.hasPrefix("1:a3,2:b3,") && $0.hasSuffix(",different") })
        let rows = try text("o/clusters.csv", folder).split(whereSeparator: \.isNewline).map {
            $0.split(separator: ",").map(String.init)
        }
        let clusters = Dictionary(rows.map { ($0[1], $0[0]) }, uniquingKeysWith: { first, _ in first })
        #expect(clusters["1:a1"] == clusters["2:b50"])
        #expect(clusters["1:a3"] != clusters["2:b3"])
        // What was kept apart says so, and why; a blank behind the comma does not count.
        let bridges = try text("o/bridges.csv", folder).split(whereSeparator: \.isNewline)
        let ids = try #require(bridges.dropFirst().first).split(separator: ",").prefix(2).map(String.init)
        let why = try link("--labels", "l.csv", "--explain", ids.joined(separator: " , "), in: folder)
        #expect(why.status == 0 && why.output.contains("stands in bridges.csv"), "\(why.errors)\(why.output)")
        #expect(why.output.contains("What contradicts:"))
        let asked = ids.joined(separator: ",")
        let answer = try link("--labels", "l.csv", "--explain", asked, "--format", "json", in: folder).json()
        let bridge = try #require((answer["explain"] as? [[String: Any]])?.first?["bridge"] as? [String: Any])
        #expect(["verdict", "weights"].contains(bridge["reason"] as? String))
        // Without verdicts there is no column for them.
        #expect(try link("--out", "p", in: folder).status == 0)
        #expect(
            try text("p/pairs.csv", folder).split(whereSeparator: \.isNewline).first?.hasSuffix(",name,birth") == true)
    }

    @Test(arguments: [
        ("id_l,id_r,verdict\n1:a1,2:b1,same\n2:b1,1:a1,different\n", 3, "verdict", "1:a1"),
        ("id_l,id_r,verdict\n1:a1,2:b1,same\n1:a2,nobody,same\n", 3, "id_r", "nobody"),
        ("id_l,id_r,verdict\n1:a1,2:b1,perhaps\n", 2, "verdict", "perhaps"),
        ("id_l,id_r,verdict\n1:a1,,same\n", 2, "id_r", "two records"),
        ("id_l,id_r,verdict\n1:a1,1:a1,same\n", 2, "id_r", "1:a1"),
    ])
    func wrongVerdictsAreRefusedAtTheirPlace(file: String, row: Int, column: String, value: String) throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try write(file, "l.csv", folder)
        let run = try link("--labels", "l.csv", "--out", "o", in: folder)
        #expect(run.status == 65)
        #expect(run.errors.contains("l.csv, row \(row), column “\(column)”"), "\(run.errors)")
        #expect(run.errors.contains(value) && run.errors.contains("→") && !run.errors.contains("{"))
        #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("o").path))
    }

    @Test func explains() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let found = try link("--explain", "1:a1,2:b1", in: folder)
        #expect(found.status == 0, "\(found.errors)")
        for word in ["1:a1 – 2:b1", "before comparing", "same name", "Sum ", "Brought together by the rule: name."] {
            #expect(found.output.contains(word), "\(word)")
        }
        let never = try link("--explain", "1:a1,2:b60", "--format", "json", in: folder)
        let explain = try #require((try never.json()["explain"] as? [[String: Any]])?.first)
        #expect(explain["rule"] == nil)
        #expect(explain["same_cluster"] as? Bool == false)
        let pair = try #require(explain["pair"] as? [String: Any])
        let parts = try #require(pair["parts"] as? [[String: Any]])
        let sum =
            parts.reduce(0) { $0 + ($1["weight"] as? Double ?? 0) }
            + ["prior", "frequency", "household"].reduce(0) { $0 + (pair[$1] as? Double ?? 0) }
        #expect(abs(sum - (pair["weight"] as? Double ?? 100)) < 1e-9)
        #expect(try link("--explain", "1:a1,2:b60", in: folder).output.contains("No blocking rule brought this pair"))
        #expect(try link("--explain", "1:a1,1:a2", in: folder).output.contains("Both are of one list"))
        #expect(try link("--explain", "1:a1", in: folder).status == 64)
        #expect(try link("--explain", "1:a1,x", in: folder).status == 65)
        // A chain through people's verdicts.
        try write("id_l,id_r,verdict\n2:b1,1:a70,same\n1:a1,2:b1,same\n", "l.csv", folder)
        let chain = try link("--labels", "l.csv", "--explain", "1:a1,1:a70", in: folder)
        #expect(chain.output.contains("through a chain of 2 pairs"), "\(chain.output)")
    }

    @Test func oneToOne() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let run = try link("--one-to-one", "--out", "o", in: folder)
        #expect(run.status == 0, "\(run.errors)")
        let rows = try text("o/pairs.csv", folder).split(whereSeparator: \.isNewline).dropFirst().map {
            $0.split(separator: ",").prefix(2).map(String.init)
        }
        #expect(rows.count > 60)
        #expect(Set(rows.map { $0[0] }).count == rows.count && Set(rows.map { $0[1] }).count == rows.count)
        let single = try ProgramRun(["link", "a.csv", "--one-to-one"], in: folder, language: "en")
        #expect(single.status == 64 && single.errors.contains("two lists"))
    }

    @Test func frequencies() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try write("value,count\n\"SANTOSO, sri\",5\nsri,1000000\nsantoso,10\nwibowo,2000\n", "f.csv", folder)
        let run = try link("--frequencies", "name=f.csv", "--out", "o", in: folder)
        #expect(run.status == 0, "\(run.errors)")
        #expect(try link("--out", "p", in: folder).status == 0)
        #expect(try text("o/pairs.csv", folder) != text("p/pairs.csv", folder))
        // The model keeps the table by name, and finds it again.
        #expect(try text("o/model.json", folder).contains("f.csv"))
        let again = try ProgramRun(
            ["link", "a.csv", "b.csv", "--across", "--model", "o/model.json", "--out", "q"], in: folder)
        #expect(again.status == 0)
        #expect(try text("q/pairs.csv", folder) == text("o/pairs.csv", folder))
        // A model file names it by a path beside itself.
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("models"), withIntermediateDirectories: true)
        try write(text("m.yaml", folder) + "\nfrequencies: {name: f.csv}\n", "models/n.yaml", folder)
        try write(text("f.csv", folder), "models/f.csv", folder)
        let named = try ProgramRun(
            ["link", "a.csv", "b.csv", "--across", "--model", "models/n.yaml", "--out", "r"], in: folder)
        #expect(named.status == 0, "\(named.errors)")
        #expect(try text("r/pairs.csv", folder) == text("o/pairs.csv", folder))
        for (file, place) in [
            ("value,count\nsri,many\n", "row 2, column “count”"), ("value,count\nsri,-1\n", "row 2, column “count”"),
            ("value,count\nsri,1\n-,2\n", "row 3, column “value”"), ("value,n\nsri,1\n", "column “count”"),
        ] {
            try write(file, "g.csv", folder)
            let wrong = try link("--frequencies", "name=g.csv", in: folder)
            #expect(wrong.status == 65)
            #expect(wrong.errors.contains("g.csv, " + place), "\(wrong.errors)")
        }
        #expect(try link("--frequencies", "birth=f.csv", in: folder).errors.contains("birth"))
        #expect(try link("--frequencies", "name", in: folder).status == 65)
        #expect(try link("--frequencies", "name=none.csv", in: folder).status == 66)
    }

    @Test func settingsOfSplink() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let run = try link("--splink", "s.json", "--format", "json", "--out", "o", in: folder)
        #expect(run.status == 0, "\(run.errors)")
        #expect((try run.json()["not_in_splink"] as? [String])?.contains("clustering: weighs_all_pairs") == true)
        // The settings say of themselves that only pairs across lists count.
        let back = try ProgramRun(
            ["link", "a.csv", "b.csv", "--id", "id", "--model", "s.json", "--out", "p"], in: folder, language: "en")
        #expect(back.status == 0, "\(back.errors)")
        let pairs = try text("p/pairs.csv", folder).split(whereSeparator: \.isNewline).dropFirst()
        #expect(pairs.count > 60)
        #expect(pairs.allSatisfy { $0.hasPrefix("1:") && $0.contains(",2:") })
    }

    @Test func sparkRefusesWhatNeedsAllRecords() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        for option in [
            ["--labels", "l.csv"], ["--frequencies", "name=f.csv"], ["--one-to-one"], ["--explain", "a,b"],
        ] {
            let run = try ProgramRun(
                ["link", "a.csv", "b.csv", "--engine", "spark"] + option, in: folder, language: "en")
            #expect(run.status == 64)
            #expect(run.errors.contains(option[0]), "\(run.errors)")
        }
        #expect(try link("--labels-sample", in: folder).status == 64)
    }

    @Test func recordsThatHoldTooLittle() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try write(text("b.csv", folder) + "b900,,\nb901,,\n", "b.csv", folder)
        let answer = try link("--format", "json", in: folder).json()
        let found = try #require(answer["unlinkable"] as? [String: Any])
        #expect(found["weighed"] as? Int == 242)
        let lacking = try #require(found["lacking"] as? [[String: Any]])
        #expect(lacking.contains { $0["fields"] as? [String] == ["name", "birth"] && $0["records"] as? Int == 2 })
    }

    /// Ctrl-C at whatever moment: all results or none, and no draft of one.
    @Test func interruptionLeavesNothingHalfWritten() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        var rows = try text("a.csv", folder)
        for copy in 0..<150 {
            rows += try text("b.csv", folder).split(separator: "\n").dropFirst().map { "\(copy)-\($0)\n" }.joined()
        }
        try write(rows, "large.csv", folder)
        var ends: Set<Int32> = []
        for wait in [0.02, 0.1, 0.2, 0.3, 0.5, 0.8, 1.2] {
            let name = "o\(wait)"
            let run = try ProgramRun(
                ["link", "large.csv", "--model", "m.yaml", "--out", name], in: folder, language: "en",
                interruptedAfter: wait)
            ends.insert(run.status)
            let found = (try? FileManager.default.contentsOfDirectory(atPath: folder.path + "/" + name)) ?? []
            #expect(found.isEmpty || Set(found) == ["model.json", "pairs.csv", "clusters.csv", "bridges.csv"])
            if run.status == 130 {
                #expect(found.isEmpty)
                #expect(run.errors.contains("stopped before it was done"), "\(run.errors)")
            }
            if run.status == 0 { #expect(found.count == 4) }
        }
        // Before linking begins the signal ends the program by itself.
        #expect(ends.isSubset(of: [0, 2, 130]))
    }
}
