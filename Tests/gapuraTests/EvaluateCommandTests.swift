import Foundation
import Testing

@Suite struct EvaluateCommandTests {
    private func gapura(_ arguments: String..., in folder: URL, language: String = "id") throws -> ProgramRun {
        try ProgramRun(arguments, in: folder, language: language)
    }

    private func small(_ folder: URL, _ analysis: String) throws {
        try Data("id,y,g\na,1,p\nb,2,q\nc,4,p\n".utf8).write(to: folder.appendingPathComponent("d.csv"))
        let yaml = "study: uji\ntitle: Uji\nsource: S\nsynthetic: true\ndata: d.csv\nsampling: random\nanalyses:\n"
        try Data((yaml + "  - {name: x, title: X, \(analysis)}\n").utf8)
            .write(to: folder.appendingPathComponent("s.yaml"))
    }

    @Test func aStudyLeavesReportTablesAndFigures() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let study = try ProgramRun.example("survei-manfaat/penerima.yaml")
        let run = try gapura("evaluate", study, "--out", "hasil", "--format", "json", in: folder)
        #expect(run.status == 0)
        let answer = try run.json()
        let results = try #require(answer["results"] as? [[String: Any]])
        let incidence = try #require(results.first { $0["name"] as? String == "incidence" })
        for key in ["as_published", "recommended", "warnings", "estimates", "evidence"] {
            #expect(incidence[key] != nil, "\(key)")
        }
        let refused = try #require(results.first { $0["name"] as? String == "turnover" })
        #expect((refused["refusal"] as? [String: Any])?["code"] as? String == "refused.no-comparison-group")
        #expect((answer["report"] as? String)?.hasSuffix("hasil/report.html") == true)
        for file in [
            "report.html", "tables.xlsx", "tables/figures.csv", "tables/incidence-1.csv", "figures/incidence-1.svg",
        ] {
            let url = folder.appendingPathComponent("hasil/" + file)
            #expect(try !Data(contentsOf: url).isEmpty, "\(file)")
        }
    }

    @Test func figuresAsOneTable() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try small(folder, "method: mean, outcome: y")
        let run = try gapura("evaluate", "s.yaml", "--format", "csv", in: folder, language: "en_US.UTF-8")
        let lines = run.output.split(separator: "\r\n")
        #expect(run.status == 0 && lines.count == 2 && lines[0].hasPrefix("Analysis,Group,Key,Quantity,Value"))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { !$0.hasPrefix(".") }.count == 2)
    }

    @Test("What is there and cannot be used ends with 65, what is not there with 66; both name file and remedy")
    func filesThatCannotBeUsed() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try small(folder, "method: mean, outcome: y")
        let (study, data) = (folder.appendingPathComponent("s.yaml"), folder.appendingPathComponent("d.csv"))
        let good = try Data(contentsOf: study)
        try Data().write(to: data)
        for language in ["id", "en_US.UTF-8"] {
            let empty = try gapura("evaluate", "s.yaml", in: folder, language: language)
            #expect(empty.status == 65 && empty.output.isEmpty)
            #expect(empty.errors.hasPrefix("d.csv") && empty.errors.contains("→"), "\(empty.errors)")
        }
        try FileManager.default.removeItem(at: data)
        #expect(try gapura("evaluate", "s.yaml", in: folder).status == 66)
        let latin = Array(good) + Array("question: caf".utf8) + [0xE9, 0x0A]
        try Data(latin).write(to: study)
        try Data(latin).write(to: folder.appendingPathComponent("paper.yaml"))
        let line = good.count { $0 == 0x0A } + 1
        for arguments in [["evaluate", "s.yaml"], ["audit-paper", "paper.yaml"]] {
            let run = try ProgramRun(arguments, in: folder)
            #expect(run.status == 65 && run.errors.hasPrefix("\(arguments[1]), baris \(line)"), "\(run.errors)")
            #expect(run.errors.contains("UTF-8") && run.errors.contains("→"))
        }
        for name in ["tidak-ada.xlsx", "tidak-ada.sav", "tidak-ada.csv"] {
            try Data(String(decoding: good, as: UTF8.self).replacing("d.csv", with: name).utf8).write(to: study)
            #expect(try gapura("evaluate", "s.yaml", in: folder).status == 66, "\(name)")
        }
    }

    @Test("The help of stat names every method that the program answers, with a line in both languages")
    func helpNamesMethods() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let wrong = try gapura("stat", in: folder)
        let list = try #require(wrong.errors.split(separator: "→").last).split(separator: ":").last ?? ""
        let known = list.split { !($0.isLetter || $0.isNumber || $0 == "_") }
        #expect(wrong.status == 64 && known.count > 40)
        let help = try gapura("stat", "--help", in: folder)
        let lines = help.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        #expect(help.status == 0)
        for name in known { #expect(lines.contains { $0.hasPrefix(name + " ") }, "\(name)") }
        #expect(help.output.contains("  gini  Indeks Gini, berbobot\n      Gini index, weighted\n"))
    }

    @Test(arguments: [
        ("method: mean, outcom: y", "outcome"), ("method: meen, outcome: y", "mean"),
        ("method: mean, outcome: yy", "y"),
        ("method: mean, outcome: g", "p"),
    ])
    func mistakesEndWithStatus65AndAreTold(keys: String, named: String) throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try small(folder, keys)
        for (language, row) in [("id", "baris"), ("en_US.UTF-8", "row")] {
            let run = try gapura("evaluate", "s.yaml", in: folder, language: language)
            #expect(run.status == 65 && run.output.isEmpty)
            #expect(run.errors.contains(row) && run.errors.contains(named) && run.errors.contains("→"), "\(run.errors)")
        }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { !$0.hasPrefix(".") }.count == 2)
    }
}
