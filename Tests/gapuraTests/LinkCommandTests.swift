import Foundation
import Testing

@Suite struct LinkCommandTests {
    /// Two lists of the same invented people: on the second the number is missing or wrong, or the name is written in
    /// another way.
    private func lists(_ folder: URL, people: Int = 240) throws {
        let first = ["Sri", "Budi", "Agus", "Siti", "Wahyu", "Dewi", "Joko", "Rina", "Hadi", "Tono", "Eko", "Maria"]
        let last = ["Santoso", "Wibowo", "Rahayu", "Utami", "Saputra", "Hidayat", "Kurnia", "Susanto", "Nugroho"]
        var one = "nik,nama,tgl lahir,kode desa,jk,orang\n"
        var two = one
        for person in 0..<people {
            let name = first[person % 12] + " " + last[person % 9] + " " + last[(person / 9 + 3) % 9]
            let (day, month, year) = (1 + person % 28, 1 + person % 12, 1950 + person * 7 % 50)
            let area = 350711 + person % 6
            func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
            let nik = "\(area)\(pad(day))\(pad(month))\(pad(year % 100))000\(1 + person % 3)"
            let village = "\(area)20\(pad(person % 20))"
            let birth = "\(year)-\(pad(month))-\(pad(day))"
            one += "\(nik),\(name),\(birth),\(village),\(person % 2 == 0 ? "L" : "P"),p\(person)\n"
            let other = person % 4 == 0 ? "" : person % 5 == 0 ? String(nik.prefix(7)) + "9" + nik.suffix(8) : nik
            let written = person % 3 == 0 ? name.uppercased() : name.replacingOccurrences(of: "Sri", with: "Sry")
            two += "\(other),\(written),\(birth),\(village),\(person % 2 == 0 ? "L" : "P"),p\(person)\n"
        }
        try Data(one.utf8).write(to: folder.appendingPathComponent("a.csv"))
        try Data(two.utf8).write(to: folder.appendingPathComponent("b.csv"))
    }

    @Test func findsPeopleOnBothLists() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try lists(folder)
        let run = try ProgramRun(
            ["link", "a.csv", "b.csv", "--truth", "orang", "--out", "hasil", "--format", "json"], in: folder,
            language: "id")
        #expect(run.status == 0)
        let answer = try run.json()
        #expect(answer["records"] as? Int == 480)
        let quality = try #require(answer["quality"] as? [String: Any])
        #expect(try #require(quality["precision"] as? Double) > 0.95)
        #expect(try #require(quality["recall"] as? Double) > 0.9)
        #expect(quality["true_pairs"] as? Int == 240)
        // What blocking lost and what each rule brought together.
        let lost = try #require(quality["lost_by_blocking"] as? [String: Any])
        let blockingRecall = try #require(quality["blocking_recall"] as? Double)
        #expect(lost["pairs"] as? Int == Int((240 * (1 - blockingRecall)).rounded()))
        let rules = try #require(answer["blocking"] as? [[String: Any]])
        for rule in rules {
            let (all, new) = (rule["true_pairs"] as? Int ?? -1, rule["new_true_pairs"] as? Int ?? 1000)
            #expect(all >= new && new >= 0)
        }
        let curve = try #require(quality["curve"] as? [[String: Double]])
        #expect(curve.count > 1 && curve.compactMap { $0["recall"] } == curve.compactMap { $0["recall"] }.sorted(by: >))
        let phases = try #require(answer["phases"] as? [String: Double])
        for phase in ["load", "block", "compare", "train", "score", "cluster"] { #expect(phases[phase] != nil) }
        #expect(try #require(answer["peak_rss_bytes"] as? Int) > 1_000_000)
        let clusters = try String(contentsOf: folder.appendingPathComponent("hasil/clusters.csv"), encoding: .utf8)
        #expect(clusters.split(whereSeparator: \.isNewline).count == 481)
        let pairs = try String(contentsOf: folder.appendingPathComponent("hasil/pairs.csv"), encoding: .utf8)
        #expect(pairs.hasPrefix("id_l,id_r,probability,weight,name,identity"))
        // A trained model is used as it stands: the same clusters again.
        let again = try ProgramRun(
            ["link", "a.csv", "b.csv", "--model", "hasil/model.json", "--out", "lagi", "--quiet"], in: folder,
            language: "en")
        #expect(again.status == 0)
        let other = try String(contentsOf: folder.appendingPathComponent("lagi/clusters.csv"), encoding: .utf8)
        #expect(other == clusters)
    }

    /// Forty rows teach nothing; what ships with the program finds the people on both lists, and says what it rests on.
    @Test func aShortListIsHeldAgainstWhatShipsWithTheProgram() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try lists(folder, people: 20)
        let run = try ProgramRun(
            ["link", "a.csv", "b.csv", "--truth", "orang", "--out", "hasil", "--format", "json"], in: folder,
            language: "id")
        #expect(run.status == 0 && run.errors.contains("data sintetis") && run.errors.contains("40 baris"))
        let quality = try #require(try run.json()["quality"] as? [String: Any])
        #expect(quality["true_pairs"] as? Int == 20)
        #expect(quality["precision"] as? Double == 1)
        #expect(try #require(quality["recall"] as? Double) > 0.8)
        // The model may be given back, and is what was used.
        let again = try ProgramRun(
            ["link", "a.csv", "b.csv", "--model", "hasil/model.json", "--out", "lagi"], in: folder, language: "id")
        #expect(again.status == 0 && !again.errors.contains("data sintetis"))
        for table in ["pairs.csv", "clusters.csv"] {
            #expect(
                try Data(contentsOf: folder.appendingPathComponent("hasil/" + table))
                    == Data(contentsOf: folder.appendingPathComponent("lagi/" + table)))
        }
    }

    @Test func refusals() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try lists(folder)
        func status(_ arguments: String...) throws -> Int32 {
            try ProgramRun(arguments, in: folder, language: "id").status
        }
        #expect(try status("link", "a.csv", "--threshold", "2") == 64)
        #expect(try status("link", "a.csv", "--truth", "tidak-ada") == 65)
        #expect(try status("link", "nowhere.csv") == 66)
        try Data("x,y\n1,2\n3,4\n".utf8).write(to: folder.appendingPathComponent("c.csv"))
        #expect(try status("link", "c.csv") == 65)
        try Data("name: [".utf8).write(to: folder.appendingPathComponent("m.yaml"))
        #expect(try status("link", "a.csv", "--model", "m.yaml") == 65)
        // A model that is not there is named, with no blank of the sentence left open.
        let unknown = try ProgramRun(["link", "a.csv", "--model", "orang"], in: folder, language: "id")
        #expect(unknown.status == 66 && unknown.errors.contains("orang") && !unknown.errors.contains("{"))
    }

    /// Each person many times, so that there are pairs to divide.
    private func manyLists(_ folder: URL) throws {
        try lists(folder)
        for name in ["a", "b"] {
            let text = try String(contentsOf: folder.appendingPathComponent(name + ".csv"), encoding: .utf8)
            let lines = text.split(separator: "\n")
            let more = (0..<24).flatMap { copy in lines.dropFirst().map { $0 + (copy == 0 ? "" : "-\(copy)") } }
            try Data(([lines[0]] + more).joined(separator: "\n").utf8).write(
                to: folder.appendingPathComponent(name + ".csv"))
        }
    }

    @Test func linksWithinALimitOfMemory() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try manyLists(folder)
        let work = folder.appendingPathComponent("kerja")
        try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
        func link(_ out: String, _ more: String...) throws -> ProgramRun {
            try ProgramRun(
                ["link", "a.csv", "b.csv", "--truth", "orang", "--out", out, "--format", "json"] + more, in: folder,
                language: "en")
        }
        let whole = try link("whole")
        #expect(try whole.json()["memory_limit"] == nil)
        // Refused with the least that will do, which then does; the records are packed before all of it is known.
        var least = "1M"
        var bounded = try link("bounded", "--memory", least, "--work", "kerja")
        #expect(bounded.status == 65)
        for _ in 0..<2 where bounded.status == 65 {
            least = String(try #require(bounded.errors.firstMatch(of: /at least (\d+M)/)?.1))
            bounded = try link("bounded", "--memory", least, "--work", "kerja")
        }
        #expect(bounded.status == 0, "\(bounded.errors)")
        let answer = try bounded.json()
        #expect(try #require(answer["partitions"] as? Int) > 1)
        #expect(try #require(answer["scratch_bytes"] as? Int) > 0)
        #expect(try #require(answer["memory_limit"] as? Int) >= #require(answer["memory_least"] as? Int))
        let ample = try link("ample", "--memory", "64G")
        #expect(try ample.json()["partitions"] as? Int == 0)
        for name in ["pairs.csv", "clusters.csv", "bridges.csv", "model.json"] {
            let expected = try Data(contentsOf: folder.appendingPathComponent("whole/" + name))
            for out in ["bounded", "ample"] {
                #expect(try Data(contentsOf: folder.appendingPathComponent(out + "/" + name)) == expected, "\(name)")
            }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: work.path).isEmpty)
    }

    @Test(arguments: ["0", "M", "viele", "-2G", "2T", "1e3M", ""])
    func refusesWhatIsNoLimit(text: String) throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try lists(folder)
        let run = try ProgramRun(["link", "a.csv", "--memory=" + text], in: folder, language: "id")
        #expect(run.status == 64)
        #expect(run.errors.contains("800M"))
    }

    @Test func refusesOptionsOfMemoryWithoutMeaning() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try lists(folder)
        func status(_ arguments: String...) throws -> Int32 {
            try ProgramRun(["link", "a.csv"] + arguments, in: folder, language: "id").status
        }
        #expect(try status("--work", ".") == 64)
        #expect(try status("--memory", "2G", "--engine", "spark") == 64)
        #expect(try status("--memory", "2G", "--work", "tidak-ada") == 73)
    }
}
