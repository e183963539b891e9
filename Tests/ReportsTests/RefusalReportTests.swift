import Problems
import Reports
import Testing

@Suite("The report on refusals")
struct RefusalReportTests {
    @Test("founded, unfounded and unstated refusals add up to all of them")
    func standings() throws {
        let value = Samples.refusals()
        #expect(value.refused == 145 && value.applicants - value.refused == value.paid)
        let document = try ParsedDocument.read(Report.refusals(value, in: .id).html)
        let summary = document.section("summary")
        #expect(summary.contains("475 (76,6\u{a0}%) dibayar; seluruhnya Rp570.000.000"))
        #expect(
            summary.contains(
                "145 ditolak: 48 dengan alasan yang ada dasar hukumnya, 79 dengan alasan tanpa dasar hukum, 18 tanpa alasan tertulis"
            ))
        #expect(summary.contains("79 (54,5\u{a0}%)") && summary.contains("Rp94.800.000"))
    }

    @Test("each reason stands in its words with basis, stages, people and rupiah; contradictions are named")
    func reasons() throws {
        let document = try ParsedDocument.read(Report.refusals(Samples.refusals(), in: .id).html)
        let rows = document.rows(ofTableWithCaption: "alasan yang dinyatakan")
        let row = try #require(rows.first { $0.first == "Sudah menerima" })
        #expect(row[1] == "tidak adabertentangan dengan: Ps 4(1)")
        #expect(row[2] == "Desa 40, Bank 39")
        #expect(Array(row[3...]) == ["79", "54,5\u{a0}%", "Rp94.800.000"])
        #expect(rows.last == ["Jumlah", "", "", "145", "100,0\u{a0}%", "Rp174.000.000"])
    }

    @Test("recipients of the year before are set against the others")
    func earlier() throws {
        let document = try ParsedDocument.read(Report.refusals(Samples.refusals(), in: .en).html)
        let rows = document.rows(ofTableWithCaption: "receipt in the year before")
        #expect(rows[1] == ["Received in the year before", "168", "70", "98", "58.3\u{a0}%"])
        #expect(rows[2] == ["Had not received", "452", "405", "47", "10.4\u{a0}%"])
        var unknown = Samples.refusals()
        unknown.earlier = nil
        #expect(try ParsedDocument.read(Report.refusals(unknown, in: .en).html).section("earlier").isEmpty)
    }

    @Test("the funnel's stages are as long as their people, its losses as those refused there")
    func funnel() throws {
        let document = try ParsedDocument.read(Report.refusals(Samples.refusals(), in: .id).html)
        func widths(_ cssClass: String) -> [Double] {
            document.all("rect", cssClass).compactMap { $0.attributes["width"].flatMap(Double.init) }
        }
        let stages = widths("stage")
        let losses = widths("loss")
        #expect(stages.count == 4 && losses.count == 6)
        #expect(abs(stages[3] / stages[0] - 475.0 / 620) < 0.001)
        #expect(abs(losses.reduce(0, +) / stages[0] - 145.0 / 620) < 0.001)
    }
}
