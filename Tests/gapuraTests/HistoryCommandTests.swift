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

    /// Whoever is entitled says what for, and reads what changed; everybody else learns that something did.
    @Test func whatChangedIsReadWholeForAPurpose() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let nik = "3507010101600001"
        for (file, name) in [("a", "Siti Rekaan"), ("b", "Sita Rekaen")] {
            try Data("NIK;Nama\n\(nik);\(name)\n".utf8).write(to: folder.appendingPathComponent(file + ".csv"))
            let run = try gapura(
                "import", file + ".csv", "--programme", "UMI", "--institution", "DINKOP-35.07", "--profile", "umum",
                "--year", "2021", "--name", "daftar", "--commit", in: folder)
            #expect(run.status == 0, "\(run.errors)")
        }
        let event =
            "nik,peristiwa,tanggal_peristiwa,sumber,nama_baru\n\(nik),ganti_nama,2021-05-01,Akta 7,Sari Rekain\n"
        try Data(event.utf8).write(to: folder.appendingPathComponent("peristiwa.csv"))
        #expect(try gapura("sheet", "take", "peristiwa.csv", "--kind", "peristiwa", in: folder).status == 0)

        let today = String(Date().addingTimeInterval(7 * 3600).formatted(.iso8601).prefix(10))
        let asked = [
            ["history", "person", nik], ["history", "list", "1"], ["as-of", today, "person", nik],
            ["person", "show", nik],
        ]
        for question in asked {
            let refused = try ProgramRun(question + ["--full"], in: folder)
            #expect(refused.status == 77 && refused.output.isEmpty, "\(question)")
            for format in ["text", "json"] {
                let masked = try ProgramRun(question + ["--format", format], in: folder).output
                for value in [nik, "Siti", "Sita", "Sari"] { #expect(!masked.contains(value), "\(question) \(format)") }
                let full = try ProgramRun(question + ["--full", "--purpose", "audit", "--format", format], in: folder)
                #expect(full.status == 0, "\(full.errors)")
                guard question[1] != "list" else { continue }
                for value in [nik, "Siti Rekaan", "Sita Rekaen", "Sari Rekain"] {
                    #expect(full.output.contains(value), "\(question) \(format)")
                }
            }
        }
        let log = try gapura("log", "list", "--subject", nik, "--format", "json", in: folder).jsonList()
        let full = log.filter { ($0["detail"] as? String)?.contains("\"full\":true") ?? false }
        #expect(full.count == 6 && full.allSatisfy { $0["purpose"] as? String == "audit" })
        // Masked, the two names look the same; that they are two is said.
        let table = try gapura("history", "person", nik, in: folder).output
        #expect(table.contains("(berbeda)"))
        #expect(try gapura("person", "show", nik, in: folder).output.contains("Nama sebelumnya"))
    }

    @Test func anUnknownCodeIsNotOneOfToday() throws {
        let folder = try filled()
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try gapura("region", "resolve", "91.01", in: folder).output.contains("93.01"))
        #expect(try gapura("region", "resolve", "35.07", in: folder).output.contains("yang berlaku sekarang"))
        let unknown = try gapura("region", "resolve", "99.99", in: folder).output
        #expect(unknown.contains("Tidak ada yang diketahui") && !unknown.contains("berlaku sekarang"))
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
