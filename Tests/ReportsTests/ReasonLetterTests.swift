import Problems
import Registry
import Reports
import Testing

@Suite("The letter that tells a person why")
struct ReasonLetterTests {
    private func letters(_ language: Language) throws -> [String] {
        let report = try Report.reasonLetters(
            ReasonSample.cases(), by: ReasonSample.judge(), list: "pelamar.csv", in: language,
            edition: Edition(date: "2022-01-05", publisher: "DINAS\nJalan 1"))
        let document = try ParsedDocument.read(report.html)
        return document.all("div", "letter").map(\.text)
    }

    @Test("is one page for each person and holds that person's data alone", arguments: Language.allCases)
    func alone(language: Language) throws {
        let letters = try letters(language)
        #expect(letters.count == 2)
        #expect(letters[0].contains("Siti Rekaan") && !letters[0].contains("Budi"))
        #expect(letters[1].contains("Budi Rekaan") && !letters[1].contains("Siti"))
        #expect(letters[0].contains("350711******0011") && !letters[0].contains("0022"))
        #expect(letters.allSatisfy { $0.firstMatch(of: /[0-9]{16}/) == nil && !$0.contains("{") })
    }

    @Test("says on what value, whose rule, what article, what to do; and where there is no basis, that too")
    func reasons() throws {
        let letters = try letters(.id)
        #expect(letters[0].contains("Pekerjaan: PNS (pelamar.csv, kolom “Pekerjaan”)"))
        #expect(letters[0].contains("Permenkop UKM 2/2021") && letters[0].contains("Kementerian Koperasi dan UKM"))
        #expect(letters[0].contains("tidak ada dasar hukum") && letters[0].contains("Tidak ada peraturan yang memuat"))
        #expect(letters[0].contains("Peraturan mengatakan sebaliknya") && letters[0].contains("Ps 4(1)"))
        #expect(letters[0].contains("Ps 18B") && !letters[0].contains("Yang mendukung Anda"))
        #expect(letters[1].contains("Anda tidak ditolak") && letters[1].contains("Pekerjaan: belum ada datanya"))
        #expect(!letters[1].contains("Tidak ada peraturan"))
    }

    @Test("a decision on appeal says that it is one, against which, and on what evidence")
    func appeal() throws {
        let report = try Report.reasonLetters(
            ReasonSample.cases(), by: ReasonSample.judge(), list: "pelamar.csv", ruling: 4,
            appeal: LetterAppeal(against: 3, source: "Surat lunas BRI", asOf: "2021-11-30"), in: .id)
        let text = try ParsedDocument.read(report.html).all("div", "letter").map(\.text).joined()
        #expect(text.contains("meninjau kembali putusan nomor 3") && text.contains("Surat lunas BRI, 30 November 2021"))
    }

    @Test("who is eligible and not served is told room, rank and the points of the last who is")
    func standing() throws {
        var judge = try ReasonSample.judge()
        let files = try RuleChange.applying(
            [RuleChange("bpum.not-state-employee=off"), RuleChange("bpum.local.not-previous-year=off")], to: judge.files
        )
        judge = try judge.with(files)
        let cases = try judge.judge(ReasonSample.facts()).filter { $0.verdict == .eligible }
        let standings = RulingStandings(try QuotaRanking(cases, by: judge, QuotaPlan(.people(0))))
        #expect(!cases.isEmpty && cases.allSatisfy { standings.leavesOut($0) })
        let report = try Report.reasonLetters(
            cases, by: judge, list: "pelamar.csv", standings: standings, in: .id)
        let text = try ParsedDocument.read(report.html).all("div", "letter").map(\.text).joined()
        #expect(text.contains("Anda memenuhi syarat BPUM") && text.contains("dapat dilayani: 0 orang"))
        #expect(text.contains("belum ada yang dapat dilayani") && !text.contains("{"))
    }

    @Test("questions have names of their own in both languages", arguments: Language.allCases)
    func labels(language: Language) throws {
        let sentences = try RuleSentences(language)
        for name in [
            "received('BPUM', 2020)", "received('BPUM')", "active('KUR')", "in_list('SIKP')",
            "member_of_family_receiving('MEKAAR', 2022)",
        ] {
            #expect(!sentences.label(name).contains("('"), "\(name)")
        }
    }
}
