import Foundation
import Testing

@Suite("What is written never takes the place of what is read")
struct OutputPlaceTests {
    private static let rules = """
        programme: BPUM
        version: "1"
        rules:
          - {code: kur, kind: exclusion, expression: active('KUR'), statement: {id: Tanpa KUR, en: No KUR}}
        """
    private static let list =
        "NIK;Nama;KUR Aktif\n3507015501900001;Siti Rekaan;ya\n3507015501900002;Tini Rekaan;tidak\n"

    @Test("neither list, rule file, reference, answers nor registry is overwritten, and the status says so")
    func inputs() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        func file(_ name: String) -> URL { folder.appendingPathComponent(name) }
        try Self.rules.write(to: file("r.yaml"), atomically: true, encoding: .utf8)
        for name in ["l.csv", "ref.csv", "findings.csv", "cases.csv"] {
            try Self.list.write(to: file(name), atomically: true, encoding: .utf8)
        }
        let imported = try ProgramRun(
            [
                "import", "l.csv", "--programme", "BPUM", "--institution", "DINKOP-35.07", "--year", "2021",
                "--profile", "umum", "--commit", "--search-later",
            ], in: folder)
        #expect(imported.status == 0, "\(imported.errors)")
        let reading = ["r.yaml", "l.csv", "--profile", "umum", "--against", "SIKP=ref.csv"]
        let stored = ["r.yaml", "--db", "gapura.sqlite", "--batch", "1"]
        let runs: [([String], String)] =
            ["l.csv", "r.yaml", "ref.csv", "gapura.sqlite"].flatMap { target in
                ["run", "letters", "whatif"].map { command in
                    (
                        ["rules", command] + reading + (command == "whatif" ? ["--set", "kur=off"] : [])
                            + ["--out", target], target
                    )
                }
            } + [
                (["rules", "run"] + stored + ["--out", "gapura.sqlite"], "gapura.sqlite"),
                (["rules", "letters"] + stored + ["--out", "./gapura.sqlite"], "gapura.sqlite"),
                (["check", "l.csv", "--errors", "gapura.sqlite"], "gapura.sqlite"),
                (["sheet", "template", "laporan", "--out", "gapura.sqlite"], "gapura.sqlite"),
                (["audit", "--list", "l.csv", "--against", "kur=findings.csv", "--out", "."], "findings.csv"),
                (["overlap", "l.csv", "KUR=cases.csv", "--out", "."], "cases.csv"),
            ]
        /// A registry is written to by those who look into it: of it the beginning has to stay.
        func content(_ name: String) throws -> Data {
            let all = try Data(contentsOf: file(name))
            return name.hasSuffix(".sqlite") ? all.prefix(16) : all
        }
        for (arguments, target) in runs {
            let before = try content(target)
            let done = try ProgramRun(arguments, in: folder)
            #expect(done.status == 73, "\(arguments): \(done.errors)")
            #expect(try content(target) == before, "\(arguments)")
        }
    }
}
