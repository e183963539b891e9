import Foundation
import Testing

/// Probabilities that people or a truth column correct.
@Suite("gapura link --calibrate")
struct LinkCalibrateTests {
    /// Two lists of the same invented people, of whom several are born on one day; every fifth is spelled otherwise.
    private func folder() throws -> URL {
        let folder = try ProgramRun.folder()
        let first = ["Sri", "Budi", "Agus", "Siti", "Wahyu", "Dewi", "Joko", "Rina", "Hadi", "Tono", "Eko", "Maria"]
        let last = ["Santoso", "Wibowo", "Rahayu", "Utami", "Saputra", "Hidayat", "Kurnia", "Susanto", "Nugroho"]
        var (one, two, labels) = ("id,nama,lahir,siapa\n", "id,nama,lahir,siapa\n", "id_l,id_r,verdict\n")
        func birth(_ person: Int) -> String { "19\(60 + person % 30)-0\(1 + person % 3)-1\(person % 5)" }
        for person in 0..<150 {
            let name = first[person * 7 % 12] + " " + last[person % 9] + " " + last[(person / 9 + 3) % 9]
            let spelled = person % 5 == 0 ? first[(person + 5) % 12] + " " + last[person % 9] : name
            one += "a\(person),\(name),\(birth(person)),\(person)\n"
            two += "b\(person),\(spelled),\(birth(person)),\(person)\n"
            if person < 60 { labels += "1:a\(person),2:b\(person),same\n" }
            if person < 40 { labels += "1:a\(person),2:b\(person + 30),different\n" }
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
                  - {when: same name}
                  - {when: jw name >= 0.8}
              - name: birth
                levels:
                  - {when: missing birth, neutral: true}
                  - {when: same birth}
            """
        for (name, text) in [("a.csv", one), ("b.csv", two), ("m.yaml", model), ("l.csv", labels)] {
            try Data(text.utf8).write(to: folder.appendingPathComponent(name))
        }
        return folder
    }

    private func link(_ model: String, _ more: String..., in folder: URL) throws -> ProgramRun {
        try ProgramRun(["link", "a.csv", "b.csv", "--across", "--model", model] + more, in: folder, language: "en")
    }

    private func rows(_ name: String, _ folder: URL) throws -> [[String]] {
        try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
            .split(whereSeparator: \.isNewline).map {
                $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            }
    }

    @Test func theTruthCalibratesAndTheModelKeepsIt() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let plain = try link("m.yaml", "--truth", "siapa", "--out", "plain", in: folder)
        #expect(plain.status == 0 && plain.output.contains("Probabilities are the model's, not calibrated."))
        let run = try link(
            "m.yaml", "--truth", "siapa", "--calibrate", "--out", "o", "--report", "--format", "json", in: folder)
        #expect(run.status == 0, "\(run.errors)")
        let found = try #require(try run.json()["calibration"] as? [String: Any])
        #expect(found["source"] as? String == "truth" && found["fitted_here"] as? Bool == true)
        let reliability = try #require(found["reliability"] as? [String: Any])
        #expect(Set(reliability.keys).isSuperset(of: ["brier_model", "brier_calibrated", "folds"]))
        let curve = try #require(found["curve"] as? [[String: Any]])
        #expect(curve.reduce(0) { $0 + ($1["pairs"] as? Int ?? 0) } == found["pairs"] as? Int)
        // Pairs, their order and their groups are the same; a column tells what the weight is worth.
        let (before, after) = (try rows("plain/pairs.csv", folder), try rows("o/pairs.csv", folder))
        #expect(after.first == (before.first ?? []) + ["calibrated"] && after.map { Array($0.dropLast()) } == before)
        #expect(try rows("plain/clusters.csv", folder) == rows("o/clusters.csv", folder))
        let ordered = after.dropFirst().compactMap { row in
            Double(row[3]).map { ($0, Double(row[row.count - 1]) ?? -1) }
        }
        .sorted { $0.0 < $1.0 }
        #expect(ordered.count > 100 && zip(ordered, ordered.dropFirst()).allSatisfy { $0.0 == $1.0 || $0.1 <= $1.1 })
        #expect(
            try String(contentsOf: folder.appendingPathComponent("o/report.html"), encoding: .utf8).contains("Brier"))
        // The model that was written brings it along, and it is used where that is asked for alone.
        let again = try link("o/model.json", "--calibrate", "--out", "p", "--format", "json", in: folder)
        #expect((try again.json()["calibration"] as? [String: Any])?["fitted_here"] as? Bool == false)
        #expect(try rows("p/pairs.csv", folder).map { $0.last } == after.map { $0.last })
        #expect(try link("o/model.json", "--out", "q", in: folder).status == 0)
        #expect(try rows("q/pairs.csv", folder).first?.last == "birth")
    }

    @Test func verdictsCalibrateAndTheAnswerSaysOnHowMany() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try link("m.yaml", "--out", "o", in: folder).status == 0)
        let run = try link("o/model.json", "--labels", "l.csv", "--calibrate", in: folder)
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.contains("verdicts of people") && run.output.contains("Brier score"))
        #expect(!run.output.contains("not calibrated") && !run.output.contains("too good"))
        let taught = try link("m.yaml", "--labels", "l.csv", "--calibrate", in: folder)
        #expect(taught.output.contains("too good"))
    }

    @Test func refusals() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let none = try link("m.yaml", "--calibrate", in: folder)
        #expect(none.status == 65 && none.errors.contains("--labels"))
        try Data("id_l,id_r,verdict\n1:a1,2:b1,same\n".utf8).write(to: folder.appendingPathComponent("few.csv"))
        let few = try link("m.yaml", "--calibrate", "--labels", "few.csv", in: folder)
        // What was found stays; the answer says why it is not calibrated.
        #expect(few.status == 0 && few.output.contains("not calibrated") && few.output.contains("20"), "\(few.errors)")
        let answer = try link(
            "m.yaml", "--calibrate", "--labels", "few.csv", "--out", "o", "--format", "json", in: folder
        ).json()
        let reason = try #require(answer["not_calibrated"] as? [String: Any])
        #expect(reason["code"] as? String == "linkage.calibration-few" && answer["calibration"] == nil)
        #expect(try rows("o/pairs.csv", folder).first?.contains("calibrated") == false)
        #expect(try link("m.yaml", "--calibrate", "--engine", "spark", in: folder).status == 64)
    }
}
