import Indonesia
import Problems
import Registry
import Reports
import Testing

@Suite("The letter that reminds an institution of its reports")
struct ReminderLetterTests {
    @Test(
        "names what is missing with its due day, what contradicts, and by when to answer", arguments: Language.allCases)
    func missing(language: Language) throws {
        let input = try Coordination.reminder("C-KTK")
        #expect(input.missing.count == 2 && input.contradictions.count == 2)
        let document = try ParsedDocument.read(
            Report.reminder(input, in: language, edition: Edition(date: "2022-04-04", publisher: "DINAS\nJalan 1")).html
        )
        let isIndonesian = language == .id
        let rows = document.rows(ofTableWithCaption: isIndonesian ? "belum diterima" : "not been received").dropFirst()
        #expect(rows.count == 2)
        #expect(
            rows.contains {
                $0[2] == "2021-Q3" && $0[3] == (isIndonesian ? "15 Oktober 2021" : "15 October 2021") && $0[4] == "167"
            })
        let text = document.readable
        #expect(text.contains(isIndonesian ? "paling lambat 14 April 2022" : "by 14 April 2022"))
        #expect(text.contains("DINAS") && document.all("div", "letterhead").first?.text.contains("Jalan 1") == true)
        #expect(text.contains(isIndonesian ? "Nomor" : "Reference"))
        #expect(document.all("div", "signature").first?.text.contains("4 April 2022") == true)
        let points = document.rows(ofTableWithCaption: isIndonesian ? "saling bertentangan" : "Contradictions")
            .dropFirst()
        #expect(points.count == 2)
    }

    @Test("who owes nothing is asked for nothing")
    func nothing() throws {
        let registry = try Coordination.registry.get()
        // Before anything was due.
        let input = try registry.reminder(of: "C-BDI", asOf: CalendarDate("2020-01-02"))
        #expect(!input.isNeeded)
        let document = try ParsedDocument.read(Report.reminder(input, in: .id).html)
        #expect(document.all("table").isEmpty && !document.readable.contains("Kami mohon"))
        #expect(throws: Problem.self) { try registry.reminder(of: "TIDAK-ADA") }
    }

    @Test("says in words what is missing and what contradicts, and names nothing of which there is none")
    func counts() throws {
        func text(_ missing: Int, _ contradictions: Int, _ late: Int, _ language: Language) throws -> String {
            var input = try Coordination.reminder("C-KTK")
            input.missing = Array(repeating: try #require(input.missing.first), count: missing)
            input.contradictions = Array(
                repeating: try #require(input.contradictions.first), count: contradictions)
            let all = try Coordination.registry.get().reporting(asOf: CalendarDate("2022-03-31")).duties
            input.late = Array(all.filter { $0.state == .late }.prefix(late))
            return try ParsedDocument.read(Report.reminder(input, in: language).html).readable
        }
        let points = try text(0, 8, 0, .en)
        #expect(points.contains("By that day we found 8 contradictions in the reports received."))
        #expect(!points.contains("0 reports") && !points.contains("8 points"))
        let one = try text(1, 1, 1, .en)
        #expect(one.contains("one report that was due had not reached us, and we found one contradiction"))
        #expect(one.contains("one report came after it was due"))
        #expect(try text(3, 0, 2, .en).contains("By that day 3 reports that were due had not reached us."))
        let indonesian = try text(3, 0, 0, .id)
        #expect(indonesian.contains("3 laporan yang sudah jatuh tempo belum kami terima."))
        #expect(!indonesian.contains("bertentangan,"))
    }

    @Test("what does not fit on a page goes into an enclosure")
    func enclosure() throws {
        var input = try Coordination.reminder("C-KTK")
        input.contradictions += input.contradictions + input.contradictions
        let document = try ParsedDocument.read(Report.reminder(input, in: .id).html)
        let enclosure = try #require(document.elements.firstIndex { $0.classes.contains("enclosure") })
        #expect(document.elements.filter { $0.name == "table" }.allSatisfy { $0.ancestors.contains(enclosure) })
        #expect(document.all("dl", "facts").first?.text.contains("1 berkas") == true)
    }
}
