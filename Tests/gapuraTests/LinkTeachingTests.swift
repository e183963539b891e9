import Foundation
import Testing

/// Lists that teach the model too little, and what is then said of figures that do not exist.
@Suite("gapura link where lists teach too little")
struct LinkTeachingTests {
    private static let first = ["Sri", "Budi", "Agus", "Siti", "Wahyu", "Dewi", "Joko", "Rina", "Hadi", "Tono", "Eko"]
    private static let last = ["Santoso", "Wibowo", "Rahayu", "Utami", "Saputra", "Hidayat", "Kurnia", "Susanto"]

    private func row(_ person: Int) -> String {
        func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let (day, month, year) = (1 + person % 28, 1 + person % 12, 1950 + person * 7 % 50)
        let name = Self.first[person % 11] + " " + Self.last[person % 8] + " " + Self.last[(person / 8 + 3) % 8]
        let area = 350711 + person % 6
        return "\(area)\(pad(day))\(pad(month))\(pad(year % 100))000\(1 + person % 3),\(name),"
            + "\(year)-\(pad(month))-\(pad(day)),\(area)20\(pad(person % 20)),\(person % 2 == 0 ? "L" : "P"),p\(person)"
    }

    /// A list of so many people, each once, and some of them twice.
    private func folder(_ people: Int, twice: Int = 0) throws -> URL {
        let folder = try ProgramRun.folder()
        let rows = (0..<people).map(row) + (0..<twice).map(row)
        let text = (["nik,nama,tgl lahir,kode desa,jk,orang"] + rows).joined(separator: "\n") + "\n"
        try Data(text.utf8).write(to: folder.appendingPathComponent("a.csv"))
        return folder
    }

    private func link(_ more: String..., in folder: URL, language: String = "id") throws -> ProgramRun {
        try ProgramRun(["link", "a.csv"] + more, in: folder, language: language)
    }

    /// Three of 150 people twice are too few to learn from, though there are rows enough.
    @Test func fewPairsAreHeldAgainstWhatShipsWithTheProgram() throws {
        let folder = try folder(150, twice: 3)
        defer { try? FileManager.default.removeItem(at: folder) }
        let run = try link("--truth", "orang", "--format", "json", in: folder)
        #expect(run.status == 0 && run.errors.contains("kurang dari 20"), "\(run.errors)")
        let answer = try run.json()
        let basis = try #require(answer["basis"] as? [String: String])
        #expect(basis == ["source": "bundled", "lack": "pairs"])
        let quality = try #require(answer["quality"] as? [String: Any])
        #expect(quality["recall"] as? Double == 1 && quality["precision"] as? Double == 1)
        // Enough of them teach.
        let taught = try self.folder(150, twice: 100)
        defer { try? FileManager.default.removeItem(at: taught) }
        let trained = try link("--format", "json", in: taught)
        #expect(try trained.json()["basis"] as? [String: String] == ["source": "trained"], "\(trained.errors)")
        #expect(!trained.errors.contains("bawaan"))
    }

    @Test func figuresThatDoNotExistAreNotZero() throws {
        let folder = try folder(150)
        defer { try? FileManager.default.removeItem(at: folder) }
        let run = try link("--truth", "orang", "--report", "--out", "o", in: folder)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.contains("recall tidak ada") && run.output.contains("Recall tidak ada:"), "\(run.output)")
        #expect(!run.output.contains("0,0000") && !run.output.contains("F1 terbaik"))
        // All records are whole: none of them holds too little to be found.
        #expect(!run.output.contains("terlalu sedikit untuk dapat ditemukan"))
        let report = try String(contentsOf: folder.appendingPathComponent("o/report.html"), encoding: .utf8)
        #expect(report.contains("kelengkapan tidak ada") && report.contains("ukuran bawaan"))
        #expect(!report.contains("F1 tertinggi, pada"))
        let quality = try #require(
            try link("--truth", "orang", "--format", "json", in: folder).json()["quality"] as? [String: Any])
        #expect(quality["true_pairs"] as? Int == 0)
        for figure in ["recall", "f1", "best", "blocking_recall"] { #expect(quality[figure] == nil) }
    }

    /// A model of one's own has nothing that ships for it: that is said, and nothing of records that cannot be found.
    @Test func aModelOfItsOwnIsNotReliedOn() throws {
        let folder = try folder(150)
        defer { try? FileManager.default.removeItem(at: folder) }
        let model = """
            name: small
            fields: [{name: name, kind: text, columns: [nama]}, {name: birth, kind: date, columns: [tgl lahir]}]
            blocking: [{keys: [name]}, {keys: [birth]}]
            comparisons:
              - {name: name, levels: [{when: same name}]}
              - {name: birth, levels: [{when: same birth}]}
            """
        try Data(model.utf8).write(to: folder.appendingPathComponent("m.yaml"))
        let run = try link("--model", "m.yaml", in: folder, language: "en")
        #expect(run.status == 0 && run.errors.contains("not to be relied on"), "\(run.errors)")
        #expect(!run.output.contains("too little to be found"))
    }

    /// National frequencies count in a short list, where its own do not.
    @Test func aShortListTakesNationalFrequencies() throws {
        let folder = try folder(30, twice: 10)
        defer { try? FileManager.default.removeItem(at: folder) }
        let names = Self.first + Self.last
        let table = "value,count\n" + names.map { "\($0),1000\n" }.joined()
        try Data(table.utf8).write(to: folder.appendingPathComponent("n.csv"))
        let run = try link("--frequencies", "name=n.csv", "--format", "json", in: folder)
        #expect(run.status == 0, "\(run.errors)")
        #expect(try run.json()["records"] as? Int == 40)
    }

    @Test func pairsForPeopleToLabelAreWritten() throws {
        // Of the second rows every tenth has neither number nor birth date of the person: these are the unsure ones.
        let folder = try folder(150)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("a.csv")
        let again = (0..<100).map { person -> String in
            var cells = row(person).split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            if person % 4 == 0 || person % 10 == 0 { cells[0] = "" }
            if person % 10 == 0 { cells[2] = "1990-01-01" }
            if person % 10 == 5 { (cells[1], cells[3]) = ("Maria", "") }
            return cells.joined(separator: ",") + "\n"
        }
        try Data((try String(contentsOf: file, encoding: .utf8) + again.joined()).utf8).write(to: file)
        #expect(try link("--out", "o", in: folder).status == 0)
        #expect(try link("--out", "p", "--candidates", "0,000000001", in: folder).status == 0)
        func rows(_ name: String) throws -> [Double] {
            let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
            return text.split(whereSeparator: \.isNewline).dropFirst().compactMap {
                Double($0.split(separator: ",")[2])
            }
        }
        let (few, many) = (try rows("o/pairs.csv"), try rows("p/pairs.csv"))
        #expect(few.count >= 100 && few.allSatisfy { $0 >= 0.5 })
        #expect(many.count > few.count && many.count { $0 >= 0.5 } == few.count)
        let clusters = try ["o", "p"].map {
            try Data(contentsOf: folder.appendingPathComponent($0 + "/clusters.csv"))
        }
        #expect(clusters[0] == clusters[1])
        #expect(try link("--candidates", "2", in: folder).status == 64)
    }

    @Test func aStrayQuoteIsRefusedWhereverListsAreRead() throws {
        let folder = try folder(200)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("a.csv")
        var lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
        for place in [20, 40] { lines[place] = lines[place].replacing(",", with: ",\"", maxReplacements: 1) }
        try Data(lines.joined(separator: "\n").utf8).write(to: file)
        for arguments in [
            ["link", "a.csv"], ["check", "a.csv"], ["overlap", "a.csv", "--lists-in", "jk"],
        ] {
            let run = try ProgramRun(arguments, in: folder, language: "id")
            #expect(run.status == 65, "\(arguments): \(run.output)")
            #expect(
                run.errors.contains("menelan 20 dari 200 baris") && run.errors.contains("baris 21")
                    && run.errors.contains("nama"), "\(arguments): \(run.errors)")
        }
    }

    @Test func optionsAreRefusedByWhatIsWrongWithThem() throws {
        let folder = try folder(120)
        defer { try? FileManager.default.removeItem(at: folder) }
        let memory = try link("--memory", "50", in: folder)
        #expect(memory.status == 64 && memory.errors.contains("50M"), "\(memory.errors)")
        let threads = try link("--threads", "-3", in: folder)
        #expect(threads.status == 64 && threads.errors.contains("1 atau lebih"), "\(threads.errors)")
        let packing = try link("--memory", "1M", in: folder, language: "en")
        #expect(packing.errors.contains("preparing the records alone"), "\(packing.errors)")
        try Data("id_l,id_r,verdict\n".utf8).write(to: folder.appendingPathComponent("l.csv"))
        let labels = try link("--labels", "l.csv", in: folder)
        #expect(labels.status == 0 && labels.errors.contains("tidak berisi satu putusan pun"), "\(labels.errors)")
    }

    @Test func repeatedColumnNamesAreTold() throws {
        let folder = try folder(120)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("a.csv")
        let text = try String(contentsOf: file, encoding: .utf8).replacing("kode desa,jk", with: "nama,jk")
        try Data(text.utf8).write(to: file)
        let run = try link(in: folder)
        #expect(run.status == 0 && run.errors.contains("“nama” dipakai lebih dari sekali"), "\(run.errors)")
    }
}
