import Examples
import Foundation
import HTTPTypes
import Portal
import Problems
import Registry
import Store
import Testing

@Suite("Pages of the portal")
struct PageTests {
    @Test(
        "every page that links lead to opens in both languages, with one heading and a way on",
        arguments: Language.allCases)
    func crawl(language: Language) async throws {
        let fixture = try Fixture.shared()
        let pages = try await Browser.visit(fixture.portal) { browser in
            var browser = browser
            browser.headers[.cookie] = "bahasa=\(language.rawValue)"
            return try await browser.crawl()
        }
        // The gate, seven sections and about, and below them lists, pairs, cases, programmes, reports.
        #expect(pages.count > 40)
        for (address, page) in pages {
            #expect(page.status == 200, "\(address)")
            guard !address.hasPrefix("/reports/"), page.isPage else { continue }
            #expect(page.language == language.rawValue, "\(address)")
            #expect(page.texts("h1").count == 1, "\(address)")
            #expect(page.texts("title").first.map { $0.count > 9 } == true, "\(address)")
            #expect(page.html.contains("<main"), "\(address)")
            #expect(!page.html.contains("{{") && !page.html.contains("[["), "\(address): template not filled")
            #expect(!page.html.contains("Optional("), "\(address)")
            #expect(!page.html.contains("<script") && !page.html.contains(" style="), "\(address)")
        }
        let kinds = ["/daftar/7", "/tumpang-tindih/1/2/dilarang", "/program/BPUM", "/laporan/evaluasi", "/tentang"]
        for address in kinds { #expect(pages[address] != nil, "no link leads to \(address)") }
    }

    @Test("no page shows a whole identity, family or telephone number, or a whole name, of the lists")
    func masks() async throws {
        let fixture = try Fixture.shared()
        let numbers = Set(
            try Fixture.listTexts().flatMap { text in text.matches(of: /\d{10,}/).map { String($0.output) } })
        #expect(numbers.count > 5000)
        var names: Set<String> = []
        for batch in try fixture.registry.batches() {
            for (line, _) in try fixture.registry.lines(of: batch.id, limit: 2000) {
                if let name = line.name, name.contains(" ") { names.insert(name) }
            }
        }
        #expect(names.count > 2000)
        let known = numbers.filter { $0.count == 16 }.sorted().prefix(40)
        let pages = try await Browser.visit(fixture.portal) { browser -> [Sight] in
            var pages = Array(try await browser.crawl(perKind: 12).values)
            for batch in 1...7 {
                for page in 1...3 {
                    pages.append(try await browser.get("/daftar/\(batch)?bobot=semua&halaman=\(page)"))
                }
            }
            for number in known { pages.append(try await browser.post("/cari", "nik=\(number)")) }
            return pages
        }
        for page in pages {
            let shown = page.tokens.filter { $0.count >= 10 && $0.allSatisfy(\.isNumber) }
            #expect(shown.filter { $0.count == 16 || numbers.contains($0) }.isEmpty)
        }
        let all = pages.map(\.html).joined(separator: "\n")
        let words = Set(all.split { "<>".contains($0) })
        #expect(names.filter { words.contains(Substring($0)) }.isEmpty)
    }

    @Test("the gate's totals are the registry's")
    func totals() async throws {
        let fixture = try Fixture.shared()
        let overview = try fixture.registry.overview()
        let gate = try await Browser.visit(fixture.portal) { try await $0.get("/") }
        for name in ["people", "families", "enterprises", "groups"] {
            #expect(gate.html.contains(">\(Language.id.integer(overview.total(name)))<"), "\(name)")
        }
        for row in overview.programmes where row.people > 0 {
            #expect(gate.html.contains(">\(Language.id.integer(row.people))<"), "\(row.programme.code)")
            if row.amount > 0 { #expect(gate.html.contains(Language.id.rupiah(row.amount)), "\(row.programme.code)") }
        }
    }

    @Test("a list's page shows its file, and a sum that holds")
    func batch() async throws {
        let fixture = try Fixture.shared()
        try await Browser.visit(fixture.portal) { browser in
            for batch in try fixture.registry.batches() {
                let page = try await browser.get("/daftar/\(batch.id)")
                #expect(page.html.contains(batch.sha256))
                #expect(page.html.contains(batch.fileName))
                let sum = try #require(page.html.firstMatch(of: /(?s)<p class="equation">(.*?)<\/p>/)).1
                let figures = sum.matches(of: /class="figure">([\d.]+)</).compactMap {
                    Int($0.1.replacing(".", with: ""))
                }
                #expect(figures.count == 5)
                #expect(figures.first == batch.counts.read)
                #expect(figures.first == figures.dropFirst().reduce(0, +))
            }
        }
    }

    @Test("rows are found by kind of problem, all of them, a page at a time")
    func filter() async throws {
        let fixture = try Fixture.shared()
        let problems = try fixture.registry.problems(of: 1)
        try await Browser.visit(fixture.portal) { browser in
            for code in Set(problems.map(\.code)) {
                let wanted = Set(problems.filter { $0.code == code }.map(\.row))
                var found: Set<Int> = []
                var address: String? = "/daftar/1?kode=\(code)"
                while let here = address {
                    let page = try await browser.get(here)
                    found.formUnion(page.html.matches(of: /<strong>Baris (\d+)<\/strong>/).compactMap { Int($0.1) })
                    address = page.html.firstMatch(of: /rel="next" href="([^"]*)"/)
                        .map { String($0.1).replacing("&amp;", with: "&") }
                }
                #expect(found == wanted, "\(code)")
            }
        }
    }

    @Test("the pages of a pair show what the registry found, verdict by verdict")
    func overlap() async throws {
        let fixture = try Fixture.shared()
        let result = try fixture.registry.overlap()
        let slugs: [Verdict: String] = [
            .forbidden: "dilarang", .review: "tinjau", .wasteful: "boros", .unregulated: "tanpa-aturan",
            .allowed: "boleh", .encouraged: "dianjurkan", .conditional: "bersyarat", .normal: "wajar",
        ]
        try await Browser.visit(fixture.portal) { browser in
            let matrix = try await browser.get("/tumpang-tindih")
            for pair in result.pairs where pair.people > 0 && pair.a != pair.b {
                let address = "/tumpang-tindih/\(pair.a + 1)/\(pair.b + 1)"
                #expect(matrix.links.contains(address))
                let page = try await browser.get(address)
                for finding in result.findings where (finding.a, finding.b) == (pair.a, pair.b) {
                    #expect(
                        page.html.contains(
                            Language.id.integer(finding.unit == .person ? finding.people : finding.families)))
                    if finding.amountA > 0 { #expect(page.html.contains(Language.id.rupiah(finding.amountA))) }
                    let slug = try #require(slugs[finding.verdict])
                    let cases = try await browser.get("\(address)/\(slug)")
                    #expect(cases.status == 200)
                    let count = result.findings
                        .filter { ($0.a, $0.b, $0.verdict) == (pair.a, pair.b, finding.verdict) }
                        .reduce(0) { $0 + $1.cases.count }
                    #expect(cases.html.contains("dari \(Language.id.integer(count))<"), "\(address)/\(slug)")
                }
            }
        }
    }

    @Test("refusals are split by legal basis as the registry splits them")
    func refusals() async throws {
        let fixture = try Fixture.shared()
        let report = try #require(try fixture.registry.refusals(of: fixture.proposals))
        let page = try await Browser.visit(fixture.portal) { try await $0.get("/penolakan") }
        for count in [
            report.applicants, report.cashed, report.refused, report.refusedWithoutBasis, report.refusedUnstated,
        ] {
            #expect(page.html.contains(">\(Language.id.integer(count))<"))
        }
    }

    @Test("an empty registry has pages too")
    func empty() async throws {
        let folder = try Fixture.temporaryFolder()
        let portal = try Portal(registry: try Fixture.emptyRegistry(in: folder))
        let pages = try await Browser.visit(portal) { try await $0.crawl() }
        for (address, page) in pages { #expect(page.status == 200, "\(address)") }
        let gate = try #require(pages["/"])
        #expect(!gate.html.contains("Contoh data sintetis"))
        #expect(gate.html.contains("hanya dapat dibuka dari komputer ini"))
    }

    @Test("what a list calls itself stays text, in elements and in attributes")
    func escaping() async throws {
        let folder = try Fixture.temporaryFolder()
        let registry = try Fixture.emptyRegistry(in: folder)
        // A combining accent behind the quotation mark must not hide it from the escaping.
        let name = "Daftar <script>alert(1)</script> \"\u{301} onmouseover=alert(2) x='"
        for (file, programme, institution, date) in Fixture.lists.prefix(2) {
            let staged = try registry.stage(
                ImportRequest(
                    file: try Fixture.example("one-gate", file), programme: programme, institution: institution,
                    referenceDate: date, name: name))
            _ = try registry.commit(staged.batch.id)
        }
        let portal = try Portal(registry: registry)
        let pages = try await Browser.visit(portal) { try await $0.crawl(perKind: 3) }
        var shown = 0
        for (address, page) in pages {
            #expect(!page.html.contains("<script"), "\(address)")
            #expect(!page.html.unicodeScalars.contains("\"\u{301} onmouseover".unicodeScalars), "\(address)")
            if page.html.contains("&lt;script&gt;") { shown += 1 }
        }
        #expect(shown > 3)
    }
}
