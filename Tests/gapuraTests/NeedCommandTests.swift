import Foundation
import Testing

/// Needs, referrals, plans and trainings from the command line.
@Suite struct NeedCommandTests {
    private func gapura(_ arguments: String..., in folder: URL, language: String = "id") throws -> ProgramRun {
        try ProgramRun(arguments, in: folder, language: language)
    }

    private func example(_ path: String) throws -> String { try ProgramRun.example("coordination/" + path) }

    /// A folder with a registry that holds the example without its lists and reports.
    private func filled() throws -> URL {
        let folder = try ProgramRun.folder()
        #expect(try gapura("institution", "import", example("institutions.json"), in: folder).status == 0)
        #expect(try gapura("programme", "import", example("program.csv"), in: folder).status == 0)
        let sheets = try ["profil", "kelompok", "kemitraan"].map { try example($0 + ".csv") }
        #expect(try ProgramRun(["sheet", "take"] + sheets, in: folder).status == 0)
        let needs = try gapura("need", "import", example("kebutuhan.csv"), "--format", "json", in: folder)
        #expect(needs.status == 0)
        #expect(try needs.json()["new"] as? Int == 162)
        let rest = try ["rujukan", "kegiatan", "kehadiran", "kunjungan", "catatan", "penyebut", "rencana"]
            .map { try example($0 + ".csv") }
        #expect(try ProgramRun(["sheet", "take"] + rest, in: folder).status == 0)
        return folder
    }

    @Test func needsAreReportedListedAndMasked() throws {
        let folder = try filled()
        defer { try? FileManager.default.removeItem(at: folder) }
        let report = try gapura("need", "report", "--year", "2021", "--format", "json", in: folder).json()
        let counts = try #require(report["counts"] as? [String: Int])
        #expect(counts["total"] == 162)
        #expect(counts.filter { $0.key != "total" }.values.reduce(0, +) == 162)
        let absent = try gapura(
            "need", "list", "--year", "2021", "--state", "absent", "--format", "json", in: folder
        ).jsonList()
        #expect(absent.count == counts["absent"])
        let inferred = try gapura("need", "list", "--year", "2021", "--inferred", "--format", "csv", in: folder)
        #expect(inferred.output.contains("ATR-NPWP"))
        for language in ["id", "en"] {
            let text = try gapura("need", "report", "--year", "2021", "--inferred", in: folder, language: language)
            #expect(text.status == 0)
            #expect(text.output.contains(language == "id" ? "bukan pernyataan orangnya" : "stated by nobody"))
            #expect(!text.output.contains("need.") && !text.output.contains("{"))
            #expect(text.output.firstMatch(of: /[0-9]{16}/) == nil)
        }
        #expect(inferred.output.firstMatch(of: /[0-9]{16}/) == nil)
        #expect(try gapura("need", "list", "--state", "nanti", in: folder).status == 64)
    }

    @Test func aProposalBecomesAReferralAndIsHandedOver() throws {
        let folder = try filled()
        defer { try? FileManager.default.removeItem(at: folder) }
        let proposals = try gapura("need", "propose", "--year", "2021", "--format", "json", in: folder).jsonList()
        let own = try #require(proposals.first { $0["subject"] as? String == "KLP-01" })
        #expect(own["programme"] as? String == "C07")
        #expect((own["grounds"] as? [[String: Any]])?.isEmpty == false)
        let need = try #require(own["need"] as? String), from = try #require(own["from"] as? String)
        // The need was stated on 8 October: in April nobody could have referred it.
        let early = try gapura(
            "referral", "propose", "--need", need, "--programme", "C07", "--from", from, "--date", "2021-04-01",
            in: folder)
        #expect(early.status == 65)
        #expect(early.errors.contains("2021-10-08"))
        let made = try gapura(
            "referral", "propose", "--need", need, "--programme", "C07", "--from", from, "--date", "2021-10-11",
            "--format", "json", in: folder)
        #expect(made.status == 0, "\(made.errors)")
        let code = try #require(try made.json()["code"] as? String)
        for (step, date) in [("accepted", "2021-10-15"), ("served", "2021-10-20")] {
            let run = try gapura(
                "referral", "step", code, "--step", step, "--date", date, "--actor", "C-KTK", in: folder)
            #expect(run.status == 0, "\(run.errors)")
        }
        #expect(try gapura("referral", "step", code, "--step", "accepted", in: folder).status == 65)
        #expect(try gapura("referral", "step", code, "--step", "selesai", in: folder).status == 64)
        let handed = try gapura(
            "group", "handover", "KLP-01", "--programme", "C07", "--out", "serah", "--synthetic", "--format", "json",
            in: folder)
        #expect(handed.status == 0, "\(handed.errors)")
        let answer = try handed.json()
        let measured = try #require(answer["measured"] as? Int)
        #expect(measured + ((answer["left_out"] as? [[String: Any]])?.count ?? 0) == 15)
        let study = try gapura("evaluate", "serah/study.yaml", "--format", "json", in: folder)
        #expect(study.status == 0, "\(study.errors)")
        #expect(try study.json()["study"] as? String == "kelompok-klp-01")
    }

    @Test func openReferralsAreCountedByInstitution() throws {
        let folder = try filled()
        defer { try? FileManager.default.removeItem(at: folder) }
        let answer = try gapura("referral", "list", "--as-of", "2021-12-31", "--format", "json", in: folder).json()
        let referrals = try #require(answer["referrals"] as? [[String: Any]])
        #expect(
            referrals.filter { $0["overdue"] as? Bool == true }.compactMap { $0["code"] as? String }.sorted()
                == ["RJ-01", "RJ-04", "RJ-05", "RJ-08", "RJ-13"])
        #expect((answer["institutions"] as? [[String: Any]])?.isEmpty == false)
        #expect(try gapura("referral", "list", "--as-of", "kemarin", in: folder).status == 64)
    }

    @Test func plansAndTrainingsAnswer() throws {
        let folder = try filled()
        defer { try? FileManager.default.removeItem(at: folder) }
        let plan = try gapura("plan", "check", "35.07.11.2008", "--year", "2021", "--strict", in: folder)
        #expect(plan.status == 0)
        #expect(plan.output.contains("Rencana ini dapat dijalankan"))
        #expect(try gapura("plan", "check", "35.07.11.2002", "--year", "2021", in: folder).status == 65)
        let training = try gapura("training", "report", "--year", "2021", "--format", "json", in: folder).json()
        #expect((training["repeats"] as? [[String: Any]])?.count == 6)
        #expect((training["progress"] as? [[String: Any]])?.count == 24)
        let text = try gapura("training", "report", "--year", "2021", in: folder)
        #expect(text.output.firstMatch(of: /[0-9]{16}/) == nil)
    }
}
