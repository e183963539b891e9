import Examples
import Foundation
import Linkage
import Problems
import Registry
import Testing

@Suite("Lists read for linking")
struct LinkageFileTests {
    private static let model = LinkageModel(
        name: "people",
        fields: [
            LinkageField("name", .text, cleaning: "person-name", columns: ["nama"]),
            LinkageField("nik", .digits, cleaning: "identity"),
            LinkageField("birth", .date, cleaning: "date", columns: ["tgl lahir"]),
            LinkageField("shop", .text, cleaning: "text", columns: ["usaha"]),
            LinkageField("income", .number, cleaning: "number"),
        ],
        blocking: [BlockingRule([FieldKey("nik")])], comparisons: [])

    private func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    private func write(_ text: String, _ name: String, _ folder: URL) throws -> URL {
        let file = folder.appendingPathComponent(name)
        try Data(text.utf8).write(to: file)
        return file
    }

    /// A number in letters.
    private static func letters(_ number: Int) -> String {
        String(decoding: String(number).utf8.map { $0 + 0x41 }, as: UTF8.self)
    }

    /// A list of so many lines that several threads have batches of it.
    private static func list(_ rows: Int) -> String {
        var text = "id,nama,nik,tgl lahir,usaha,orang\n"
        for row in 0..<rows {
            let shop = row % 50 == 0 ? "\"Warung \"\"Ibu\"\", \(row % 90)\"" : "WARUNG no-\(row % 700)"
            let who = row % 11 == 0 ? "" : row % 7 == 0 ? "P\(row % 300)" : "\(row % 4000)"
            let name = "H. Moh Djoko\(letters(row % 1200))"
            text += "r\(row),\(name),35071112\(10_000_000 + row),1980-03-\(1 + row % 28),\(shop),\(who)\n"
            if row % 997 == 0 { text += ",,,,,\n" }
        }
        return text
    }

    /// The bundled lists call everything otherwise; what `check` knows, linking knows.
    @Test func bundledListsAreReadByTheirHeadings() throws {
        let folder = try #require(Examples.folder("one-gate"))
        let names = ["kur-sikp.txt", "mekaar-nasabah.csv", "pelatihan-kehadiran.csv", "desmigratif-kelompok.csv"]
        let list = try LinkageFile(
            names.map { folder.appendingPathComponent($0) }, model: try LinkageModelFile.named("persons"))
        for name in names {
            let read = list.readings.filter { $0.list == name && $0.column != nil }.map(\.field)
            #expect(Set(read).isSuperset(of: ["name", "nik", "birth_date"]), "\(name): \(read)")
        }
        let lacking = list.oddities.problems.filter { $0.code == "linkage.list-fields" }
        #expect(lacking.contains { $0.place.file == "pelatihan-kehadiran.csv" && $0.value?.contains("kk") == true })
    }

    @Test func cellsThatCannotBeReadAreTold() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        var text = "Nama Nasabah,Nomor Induk Kependudukan,\"Tempat, Tanggal Lahir\",Desa\n"
        for row in 0..<40 {
            text += "Sri\(row),35071112\(10_000_000 + row),\"Malang, 15-01-19\(50 + row)\",Desa Tulungrejo\n"
        }
        text += ",,,\n ,,,\n"
        let file = try write(text, "a.csv", folder)
        let list = try LinkageFile([file], model: try LinkageModelFile.named("persons"))
        func reading(_ field: String) -> FieldReading? { list.readings.first { $0.field == field } }
        #expect(reading("birth_date")?.cells.filled == 40 && reading("birth_date")?.cells.unread == 0)
        #expect(reading("village")?.cells.filled == 40 && reading("village")?.cells.unread == 40)
        let told = list.oddities.problems.filter { $0.code == "linkage.unread-cells" }
        #expect(told.map { $0.place.column } == ["Desa"])
    }

    @Test func threadsDoNotMatter() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = try write(Self.list(30_000), "a.csv", folder)
        let one = try LinkageFile([file], model: Self.model, truth: "orang", threads: 1)
        #expect(one.records.count == 30_000)
        #expect(one.records.ids[29_999] == "r29999")
        #expect(one.missing == ["income"])
        for threads in [2, 4] {
            let other = try LinkageFile([file], model: Self.model, truth: "orang", threads: threads)
            #expect(Array(other.records.ids) == Array(one.records.ids))
            #expect(zip(one.truth, other.truth).allSatisfy { ($0 == 0) == ($1 == 0) })
            let pairs: [[UInt32]] = zip(one.truth, other.truth).map { [$0, $1] }
            #expect(Set(pairs).count == Set(one.truth).count)
            for field in Self.model.fields {
                let (mine, theirs) = (one.records.columns[field.name], other.records.columns[field.name])
                #expect(mine?.count == 30_000)
                let unlike = (0..<30_000).count { mine?.text($0) != theirs?.text($0) }
                #expect(unlike == 0, "\(field.name)")
            }
        }
        let columns = one.records.columns
        #expect(columns["name"]?.text(3) == "muhamad jokot")
        #expect(columns["nik"]?.text(3) == "3507111210000003")
        #expect(columns["birth"]?.text(3) == "1980-03-04")
        #expect(columns["shop"]?.text(50) == "warung ibu 50")
        #expect(columns["income"]?.text(3) == nil)
    }

    @Test func severalListsStandOneBehindTheOther() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = [
            try write("nama,usaha\nSri,Toko A\nRina,\n\n-,Toko B\n", "a.csv", folder),
            try write("usaha;nik;id\nTOKO a;3507111203800001;x\n;;y\n", "b.csv", folder),
        ]
        let list = try LinkageFile(files, model: Self.model)
        #expect(Array(list.records.ids) == ["1:2", "1:3", "1:5", "2:x", "2:y"])
        #expect(list.records.lists == [0, 0, 0, 1, 1])
        #expect(list.truth.isEmpty)
        #expect((0..<5).map { list.records.columns["shop"]?.text($0) } == ["toko a", nil, "toko b", "toko a", nil])
        #expect((0..<5).map { list.records.columns["name"]?.text($0) } == ["sri", "rina", nil, nil, nil])
    }

    @Test func problemsNameFileAndColumn() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = try write("nama,nik\nSri,1\n", "a.csv", folder)
        let missing = #expect(throws: Problem.self) { try LinkageFile([file], model: Self.model, truth: "orang") }
        #expect(missing?.code == "linkage.no-truth")
        #expect(missing?.place.file == "a.csv")
        #expect(missing?.place.column == "orang")
        let damaged = try write("nama,nik\nSri,1\nA\u{0}B,2\n", "b.csv", folder)
        let nul = #expect(throws: Problem.self) { try LinkageFile([damaged], model: Self.model) }
        #expect(nul?.code == "file.nul")
        #expect(nul?.place.file == "b.csv")
    }
}

/// What is wrong with a model's file is told by its place, in no language.
@Suite("Faults of models' files")
struct ModelFileFaultTests {
    @Test(arguments: [
        ("name: x\nfields: [\n  {name: a, kind: text}\nblocking: y: z", 4, "YAML"),
        ("name: x\nfields: [{name: a, kind: text}]\nblocking: [{keys: [a]}]\ncomparisons: 7", nil, "comparisons"),
        ("fields: [{name: a, kind: text}]", nil, "name"),
        ("name: x\nfields: [{name: a, kind: text}]\nblocking: [{keys: [a.b]}]", nil, "blocking/0/keys/0: a.b"),
        (
            "name: x\nfields: [{name: a, kind: text}]\nblocking: [{keys: [a]}]\n"
                + "comparisons: [{name: c, levels: [{when: like a}]}]", nil, "comparisons/0/levels/0/when"
        ),
    ])
    func areNamed(text: String, row: Int?, value: String) throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("model-\(UUID().uuidString).yaml")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let problem = #expect(throws: Problem.self) { try LinkageModelFile.given(file.path) }
        #expect(problem?.code == "linkage.model-file")
        #expect(problem?.place.row == row && problem?.value == value, "\(problem?.value ?? "")")
    }

    /// A key that is misspelt would say nothing, and nobody would notice.
    @Test(arguments: [
        ("name: persons\nhoushold: {anchor: family}", "houshold"),
        ("fields:\n  - {name: name, kind: text, comonest: 5}", "fields/0/comonest"),
        ("blocking:\n  - {keys: [nik], refin: [name]}", "blocking/0/refin"),
        ("comparisons:\n  - {name: c, sharde: true, levels: []}", "comparisons/0/sharde"),
        ("comparisons:\n  - {name: c, levels: [{when: same nik, neutrl: true}]}", "comparisons/0/levels/0/neutrl"),
        ("clustering: {contradictons: []}", "clustering/contradictons"),
    ])
    func unknownKeysAreNamed(text: String, path: String) throws {
        let whole = ["name: x", "fields: [{name: nik, kind: digits}]", "blocking: [{keys: [nik]}]", "comparisons: []"]
        let begun = Set(text.split(separator: "\n").compactMap { $0.split(separator: ":").first })
        let lines = whole.filter { line in !begun.contains(line.prefix { $0 != ":" }) } + [text]
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("model-\(UUID().uuidString).yaml")
        try Data(lines.joined(separator: "\n").utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let problem = #expect(throws: Problem.self) { try LinkageModelFile.given(file.path) }
        #expect(problem?.code == "linkage.model-key" && problem?.value == path, "\(problem?.value ?? "")")
        #expect(problem?.place.file == file.lastPathComponent)
    }
}
