import Problems
import Studies
import Testing

@Suite("The unit of amounts")
struct StudyUnitTests {
    private let hours = StudyWorkshop(csv: "h,k\n" + (1...12).map { "\($0),\($0 + 1 + $0 % 2)\n" }.joined())

    private func texts(_ item: StudyItem) -> [String] {
        item.tables.flatMap(\.rows).flatMap(\.cells).map { $0.text(in: .en) }
    }

    @Test("a shift of an hour and a half is no two rupiah", arguments: ["signed-rank", "paired-t"])
    func hoursStayHours(method: String) throws {
        let texts = texts(try hours.item("method: \(method), before: h, after: k, unit: number"))
        #expect(texts.contains("1.50") && !texts.contains { $0.contains("Rp") })
        #expect(self.texts(try hours.item("method: \(method), before: h, after: k, unit: rupiah")).contains("Rp2"))
    }

    @Test("a poverty line is rupiah unless the study says otherwise")
    func line() throws {
        let keys = "method: poverty, value: h, line: 2.5"
        #expect(texts(try hours.item(keys)).contains("Rp3"))
        let texts = texts(try hours.item(keys + ", unit: number"))
        #expect(texts.contains("2.50") && !texts.contains { $0.contains("Rp") })
    }
}

@Suite("What is said only where it holds")
struct StudySayingTests {
    private let keys =
        "method: effectiveness, indicators: [{label: L, condition: 'score >= 3'}, {label: M, condition: 'score >= 4'}, {label: N, condition: 'fee > 0'}]"

    @Test("rounding twice and a publication's way need a publication")
    func plainEffectiveness() throws {
        var workshop = StudyWorkshop()
        let plain = try workshop.item(keys)
        #expect(!plain.codes.contains("double-rounding") && plain.asPublished.isEmpty)
        #expect(!plain.tables.flatMap(\.rows).flatMap(\.cells).contains { $0.text(in: .en).contains("publication") })
        workshop.head += "publication: P\n"
        let review = try workshop.item(keys)
        #expect(!review.asPublished.isEmpty)
        #expect(review.tables.flatMap(\.rows).flatMap(\.cells).contains { $0.text(in: .en).contains("publication") })
    }

    @Test("logarithms are named in the table; a comparison group is not said to be there for all")
    func logs() throws {
        let workshop = StudyWorkshop()
        let did = "method: difference-in-differences, before: before, after: after, treated: aid > 0"
        let item = try workshop.item(did + ", transform: log")
        #expect(item.estimates.filter { $0.key == "did" }.allSatisfy { $0.label.en.contains("logarithms") })
        #expect(item.recommended["transform"] == .string("log"))
        #expect(try workshop.item(did).estimates.allSatisfy { !$0.label.en.contains("logarithms") })
        let mixed = try workshop.run(
            "  - {name: x, title: X, \(did)}\n  - {name: y, title: Y, method: paired-t, before: before, after: after}\n"
        )
        #expect(mixed.bearing.contains { $0.en.contains("The other comparisons of before and after have none") })
        #expect(!mixed.bearing.contains { $0.en.hasPrefix("There is a comparison group") })
    }
}
