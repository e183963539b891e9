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

    @Test("with five reasons each has its issuer, basis, mark and remedy, and those without a legal basis come first")
    func many() throws {
        let judge = try ReasonSample.judge()
        var ruled = try #require(ReasonSample.cases().first)
        let own = try #require(ruled.refusing.first { $0.rule.legalBasis != nil })
        let local = try #require(ruled.refusing.first { $0.rule.legalBasis == nil })
        func made(_ number: Int, _ finding: RuleFinding, _ change: (inout ProgrammeRule) -> Void = { _ in })
            -> RuleFinding
        {
            var finding = finding
            finding.rule.code += "-\(number)"
            finding.rule.statement.id = "Syarat ke-\(number)"
            finding.rule.correction?.id = "Langkah ke-\(number)"
            change(&finding.rule)
            return finding
        }
        let practice = made(4, own) { rule in
            rule.basis?.kind = .practice
            rule.basis?.regulation = "Kebiasaan unit"
            rule.basis?.article = nil
            (rule.issuer.level, rule.issuer.name) = (.operator, "PNM")
        }
        ruled.findings = [made(1, own), made(2, own), made(3, own), practice, made(5, local)]
        let report = try Report.reasonLetters(
            [ruled], by: judge, list: "pelamar.csv", in: .id, edition: Edition(date: "2022-01-05", publisher: "DINAS"))
        let letter = try #require(ParsedDocument.read(report.html).all("div", "letter").first?.text)
        for number in 1...5 {
            #expect(letter.contains("Syarat ke-\(number)") && letter.contains("Langkah ke-\(number)"), "\(number)")
        }
        func place(_ text: String) throws -> String.Index { try #require(letter.firstRange(of: text)).lowerBound }
        #expect(try place("Syarat ke-4") < place("Syarat ke-1") && place("Syarat ke-5") < place("Syarat ke-1"))
        #expect(letter.contains("bersandar pada kebiasaan PNM (Kebiasaan unit), bukan pada peraturan"))
        // Each of those at the end has what it rests on.
        let rest = letter[try place("Selain itu")...]
        #expect(rest.ranges(of: "Permenkop UKM 2/2021").count == 2)
        #expect(rest.ranges(of: "Kementerian Koperasi dan UKM").count == 2)
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
