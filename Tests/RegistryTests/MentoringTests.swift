import Foundation
import Problems
import Registry
import Store
import Testing

/// Trainings, visits and plans of villages.
@Suite struct MentoringTests {
    @Test func repeatsAreThoseOfTheExample() throws {
        let truth = try NeedTruth.load().repeatedAttendance
        let registry = try Sample.registry()
        let found = try [2020, 2021].flatMap { year in
            try registry.trainings(year: year).repeats.map {
                NeedTruth.Repeat(
                    nik: $0.nik, programme: $0.programme, topic: $0.topic, year: year, times: $0.events.count,
                    events: $0.events)
            }
        }
        #expect(Set(found) == Set(truth))
        #expect(found.count == truth.count)
    }

    @Test func progressIsThatOfTheExample() throws {
        let truth = try NeedTruth.load().profiles.measuredTwice
        let report = try Sample.registry().trainings(year: 2021)
        let found = NeedTruth.Profiles.Twice(
            people: report.progress.count, turnoverRose: report.progress.count(where: \.turnoverRose),
            recordsGained: report.progress.count(where: \.gainedRecords),
            taxNumberGained: report.progress.count(where: \.gainedTaxNumber),
            licenceGained: report.progress.count(where: \.gainedBusinessNumber),
            firstKnown: report.progress.reduce(0) { $0 + $1.firstKnown })
        #expect(found == truth)
    }

    /// What nobody had asked before is no gain when it is there later.
    @Test func onlyAKnownLackCanBeMadeGood() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        for (day, records, tax, licence) in [("2021-02-01", "tidak", "", "ya"), ("2021-11-02", "ya", "ya", "ya")] {
            try registry.take(
                "profile",
                [
                    "nik": "3507015501900001", "tanggal": day, "wilayah": "35.07.01.2006", "pembukuan": records,
                    "npwp": tax, "nib": licence,
                ])
        }
        let progress = try #require(try registry.trainings(year: 2021).progress.first)
        #expect(progress.gainedRecords && !progress.gainedTaxNumber && !progress.gainedBusinessNumber)
        #expect(progress.firstKnown == 1)
    }

    @Test func attendanceAndVisitsAreThoseOfTheSheets() throws {
        let folder = try example("coordination")
        let report = try Sample.registry().trainings(year: 2021)
        let attendance = try Sheet(folder.appendingPathComponent("kehadiran.csv")).rows.map(\.cells)
        for event in report.events {
            let own = attendance.filter { $0["kegiatan"] == event.event.code }
            #expect(event.invited == own.count)
            #expect(event.present == own.count { $0["hadir"] != "tidak" })
        }
        #expect(report.events.count == 12)
        let visits = try Sheet(folder.appendingPathComponent("kunjungan.csv")).rows.map(\.cells)
            .filter { $0["tanggal"]?.hasPrefix("2021") == true }
        #expect(report.programmes.reduce(0) { $0 + $1.visits } == visits.count)
        for group in report.groups {
            #expect(
                group.visits.map(\.code).sorted()
                    == visits.filter { $0["kelompok"] == group.group }
                    .compactMap { $0["kode"] }.sorted())
        }
        #expect(report.groups.reduce(0) { $0 + $1.visits.count } == visits.count { $0["kelompok"] != "" })
        let part = try Sample.registry().trainings(year: 2021, region: "33")
        #expect(part.events.map(\.event.code) == ["KG-08", "KG-14"])
    }

    @Test func diariesAreThoseOfTheExample() throws {
        let truth = try NeedTruth.load().diaries
        let report = try Sample.registry().trainings(year: truth.year)
        #expect(report.diaries.count == truth.businesses.count)
        for wanted in truth.businesses {
            let found = try #require(
                report.diaries.first { $0.nik == wanted.nik && $0.programme == wanted.programme })
            #expect(found.notes == wanted.notes && found.emptyWeeks == wanted.emptyWeeks)
            #expect(found.arrears == wanted.arrears && found.missedInARow == wanted.missedInARow)
            #expect(found.region == wanted.region)
            let course = try #require(found.course)
            #expect(course.before == wanted.before && course.after == wanted.after)
        }
        #expect(report.diaries.filter(\.needsVisit).map(\.nik).sorted() == truth.toVisit)
        // Who owes most comes first.
        #expect(report.diaries.first?.arrears == truth.businesses.map(\.arrears).max())
        let loans = try #require(report.diarySummaries.first { $0.programme == "MEKAAR" })
        let own = truth.businesses.filter { $0.programme == "MEKAAR" }
        #expect(loans.businesses == own.count && loans.behind == own.count { $0.arrears > 0 })
        #expect(loans.due - loans.paid == own.reduce(0) { $0 + $1.arrears })
        let elsewhere = try Sample.registry().trainings(year: truth.year, region: "35.07.01")
        #expect(elsewhere.diaries.allSatisfy { $0.region.hasPrefix("35.07.01") })
        #expect(try Sample.registry().trainings(year: 2020).diaries.isEmpty)
    }

    /// What was paid ahead counts for what came due later; a note that tells only one of the two counts for nothing.
    @Test func arrearsAreWhatIsStillOwed() throws {
        let scratch = try Scratch()
        let registry = try scratch.coordination()
        let notes = [
            ("2021-03-01", "50000", "100000", "ya"), ("2021-03-08", "50000", "", "tidak"),
            ("2021-03-15", "50000", "0", "ya"), ("2021-03-29", "50000", "20000", "tidak"),
            ("2021-04-05", "", "30000", "tidak"),
        ]
        for (day, due, paid, present) in notes {
            try registry.take(
                "diary",
                [
                    "nik": "3507015501900001", "program": "C13", "tanggal": day, "wilayah": "35.07.01.2006",
                    "hadir": present, "angsuran_tagihan": due, "angsuran_dibayar": paid,
                ])
        }
        let diary = try #require(
            try registry.trainings(year: 2021).diaries.first { $0.nik == "3507015501900001" })
        #expect(diary.due == 150_000 && diary.paid == 120_000 && diary.arrears == 30_000)
        #expect(diary.weeks == 6 && diary.emptyWeeks == 1 && diary.notes == 5)
        #expect(diary.meetings == 5 && diary.attended == 2 && diary.missedInARow == 2 && diary.needsVisit)
        #expect(diary.course == nil)
    }

    /// An anchor firm and a co-operative are units of support: each has programmes that are for it, and no others.
    @Test func unitsOfSupportHaveTheirOwnProgrammes() throws {
        let registry = try Sample.registry()
        let needs = try registry.supply(year: 2021, region: RegionScope.nation, includeInferred: false).needs
        let units = Dictionary(
            try registry.programmes(of: 2021).map { ($0.code, $0.targetUnit) }, uniquingKeysWith: { $1 })
        let groups = try registry.standing(SheetKinds.bundled.kind("group"))
        let kinds = Dictionary(
            groups.compactMap { row -> (String, String)? in
                if case .text(let kind) = row.values["kind"] { (row.key, kind) } else { nil }
            }, uniquingKeysWith: { $1 })
        let allowed: [String: Set<String>] = [
            "anchor-firm": ["enterprise"], "cooperative": ["group", "cooperative"],
        ]
        var seen: Set<String> = []
        for need in needs {
            guard let group = need.need.group, let kind = kinds[group] else { continue }
            seen.insert(kind)
            for answer in need.answers {
                #expect((allowed[kind] ?? ["group"]).contains(units[answer.programme] ?? ""), "\(group)")
            }
        }
        #expect(seen.isSuperset(of: ["anchor-firm", "cooperative", "business", "migrant-women"]))
        let anchor = needs.filter { $0.need.group == "KLP-09" }
        #expect(anchor.count == 2 && anchor.allSatisfy { $0.type == "T-INDUK" })
    }

    @Test func nobodyIsTheirOwnPartner() throws {
        let scratch = try Scratch()
        let registry = try scratch.coordination()
        let row = [
            "kode": "KM-90", "kelompok": "KLP-01", "mitra": "Koperasi Contoh", "kode_mitra": "KLP-01",
            "jenis_mitra": "koperasi", "keadaan": "berjalan",
        ]
        let receipt = try registry.takeIn(
            Sheet(name: "uji", channel: "program", rows: [row]), as: SheetKinds.bundled.kind("partnership"))
        #expect(!receipt.isStored && receipt.problems.map(\.code) == ["sheet.own-partner"])
    }

    @Test func thePlanOfTheExampleHolds() throws {
        let registry = try Sample.registry()
        let plan = try registry.plan(of: "35.07.11.2008", year: 2021)
        #expect(plan.problems.isEmpty)
        #expect(plan.lines.map(\.entry.programme) == ["C12", "C07", "C20"])
        #expect(plan.lines[0].months.enumerated().filter(\.element).map { $0.offset + 1 } == [2, 3, 4])
        let needs = try registry.supply(year: 2021, region: "35.07.11.2008", includeInferred: true).needs
        for line in plan.lines {
            let open = needs.filter { $0.need.need == line.entry.need && $0.state != .served }
            #expect(line.unserved + line.inferred == open.count)
            #expect(line.inferred == open.count { $0.need.origin == "rule" })
        }
        #expect(plan.lines.contains { $0.inferred > $0.unserved })
        #expect(throws: Problem.self) { try registry.plan(of: "35.07.11.2008", year: 2019) }
    }

    /// Each in a village of its own, which has no other plan.
    @Test func whatDoesNotFitInAPlanIsNamed() throws {
        let scratch = try Scratch()
        let registry = try scratch.coordination()
        let cases: [(village: String, rows: [[String: String]], code: String)] = [
            ("33.02.22.2001", [["program": "C31"]], "plan.not-active"),
            ("35.07.11.2002", [["program": "C15", "kebutuhan": "K3"]], "plan.not-here"),
            ("33.02.22.2003", [["program": "C19", "kebutuhan": "K5"]], "plan.need-unanswered"),
            ("33.02.22.2004", [["program": "C19", "setelah": "C21"]], "plan.after-missing"),
            (
                "33.02.22.2006",
                [["program": "C19", "setelah": "C21"], ["program": "C21", "bulan_mulai": "8"]], "plan.after-later"
            ),
            (
                "33.02.22.2007",
                [["program": "C19", "setelah": "C21", "bulan_mulai": "3"], ["program": "C21", "bulan_selesai": "4"]],
                "plan.after-overlaps"
            ),
        ]
        for item in cases {
            for cells in item.rows {
                var row = ["wilayah": item.village, "tahun": "2021", "bulan_mulai": "1", "bulan_selesai": "12"]
                row.merge(cells) { $1 }
                try registry.take("plan", row)
            }
            #expect(try registry.plan(of: item.village, year: 2021).problems.map(\.code) == [item.code])
        }
    }

    @Test func programmesThatExcludeEachOtherAreNotPlannedTogether() throws {
        let scratch = try Scratch()
        let registry = try scratch.coordination()
        for programme in ["BPUM", "KUR"] {
            try registry.take(
                "plan",
                [
                    "wilayah": "35.07.11.2002", "tahun": "2021", "program": programme, "bulan_mulai": "1",
                    "bulan_selesai": "12",
                ])
        }
        let problems = try registry.plan(of: "35.07.11.2002", year: 2021).problems
        #expect(problems.map(\.code) == ["plan.forbidden"])
        #expect(problems.first?.arguments["basis"]?.contains("Permenkop") == true)
    }
}
