import Foundation
import Testing

/// What was known, what changed, and why, from the command line.
@Suite struct HistoryCommandTests {
    private func gapura(_ arguments: String..., in folder: URL, language: String = "id") throws -> ProgramRun {
        try ProgramRun(arguments, in: folder, language: language)
    }

    /// A list, the same list sent again, and that undone with a reason.
    private func filled() throws -> URL {
        let folder = try ProgramRun.folder()
        for (file, amount) in [("a", "1000000"), ("b", "2000000")] {
            let text = "NIK;Nama;No HP;Nominal\n3507010101600001;Siti Rekaan;081234560011;\(amount)\n"
            try Data(text.utf8).write(to: folder.appendingPathComponent(file + ".csv"))
            let run = try gapura(
                "import", file + ".csv", "--programme", "UMI", "--institution", "DINKOP-35.07", "--profile", "umum",
                "--year", "2021", "--name", "daftar", "--commit", in: folder)
            #expect(run.status == 0, "\(run.errors)")
        }
        let undone = try gapura("imports", "undo", "2", "--reason", "salah berkas", in: folder)
        #expect(undone.status == 0, "\(undone.errors)")
        return folder
    }

    @Test func everyValueIsToldWithItsReason() throws {
        let folder = try filled()
        defer { try? FileManager.default.removeItem(at: folder) }
        let entries = try gapura("history", "person", "3507010101600001", "--format", "json", in: folder).jsonList()
        let amounts = entries.filter { $0["field"] as? String == "amount" }
        #expect(amounts.map { $0["after"] as? String } == ["1000000", "2000000", "1000000"])
        #expect(amounts.map { $0["act"] as? String } == ["commit", "commit", "undo"])
        #expect(amounts.last?["reason"] as? String == "salah berkas")
        let table = try gapura("history", "person", "3507010101600001", in: folder).output
        #expect(table.contains("salah berkas") && table.contains("impor 2") && table.contains("Sebelum"))
        // Nobody learns the person from a history.
        for personal in ["3507010101600001", "Siti Rekaan", "081234560011"] { #expect(!table.contains(personal)) }
        let english = try gapura("history", "list", "1", "--lang", "en", in: folder).output
        #expect(english.contains("undone") && english.contains("enrolments changed or taken out"))
        let csv = try gapura("history", "programme", "umi", "--format", "csv", in: folder).output
        #expect(csv.split(whereSeparator: \.isNewline).count > 3)
        #expect(try gapura("history", "batch", "9", in: folder).status == 64)
    }

    @Test func thePastIsAsked() throws {
        let folder = try filled()
        defer { try? FileManager.default.removeItem(at: folder) }
        let today = Date().addingTimeInterval(7 * 3600).formatted(.iso8601).prefix(10)
        let now = try gapura("as-of", String(today), "--format", "json", in: folder).json()
        let sums = try #require((now["answer"] as? [String: Any])?["all"] as? [String: Any])
        #expect(sums["people"] as? Int == 1 && sums["amount"] as? Int == 1_000_000)
        let before = try gapura("as-of", "2020-01-01", "--format", "json", in: folder).json()
        #expect(before["known_at"] as? String == "2020-01-01T16:59:59Z")
        let none = try #require((before["answer"] as? [String: Any])?["all"] as? [String: Any])
        #expect(none["people"] as? Int == 0)
        for what in ["totals", "lists", "overlap", "findings"] {
            for format in ["text", "json", "csv"] {
                let run = try gapura(
                    "as-of", String(today), what, "--true-on", "2020-12-31", "--format", format, in: folder)
                #expect(run.status == 0 && !run.output.isEmpty, "\(what) \(format): \(run.errors)")
            }
        }
        let person = try gapura("as-of", String(today), "person", "3507010101600001", in: folder).output
        #expect(person.contains("350701******0001") && person.contains("Seperti diketahui"))
        #expect(
            try gapura("as-of", "2020-01-01", "person", "3507010101600001", in: folder).output.contains(
                "tidak tercatat"))
        #expect(try gapura("as-of", String(today), "programme", "UMI", in: folder).status == 0)
    }

    @Test(arguments: [["as-of", "kemarin"], ["as-of", "2999-01-01"], ["as-of", "2021-01-01", "person"]])
    func whatCannotBeAskedIsSaid(arguments: [String]) throws {
        let folder = try filled()
        defer { try? FileManager.default.removeItem(at: folder) }
        let run = try ProgramRun(arguments, in: folder)
        #expect(run.status == 64 && run.output.isEmpty && !run.errors.isEmpty)
    }
}
