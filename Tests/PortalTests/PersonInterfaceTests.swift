import Foundation
import HTTPTypes
import Portal
import Problems
import Registry
import Store
import Testing

@Suite("A person, as programs ask")
struct PersonInterfaceTests {
    private static let path = "/api/v1/person"

    private func ask(_ browser: Browser, _ body: String) async throws -> Sight {
        try await browser.send(Self.path, body, type: "application/json")
    }

    private func object(_ sight: Sight) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(sight.html.utf8)) as? [String: Any])
    }

    /// The number and the row of somebody on a list that the registry knows.
    private func known(_ fixture: Fixture) throws -> LineRecord {
        try #require(try fixture.registry.lines(of: 1, outcomes: [.new], limit: 1).first?.line)
    }

    @Test("who is on a list is told with list, row and decision, masked, and the look is told before")
    func known() async throws {
        let fixture = try Fixture.shared()
        let line = try known(fixture)
        let nik = try #require(line.nik)
        let page = try await Browser.visit(fixture.portal) {
            try await ask($0, #"{"nik": "\#(nik)", "purpose": "pencairan 7 dari \#(nik)"}"#)
        }
        #expect(page.status == 200 && !page.html.contains(nik))
        let answer = try object(page)
        #expect(answer["known"] as? Bool == true)
        #expect(answer["nik"] as? String == nik.prefix(6) + "******" + nik.suffix(4))
        let enrolments = try #require(answer["enrolments"] as? [[String: Any]])
        let own = try #require(enrolments.first { $0["batch"] as? Int == 1 })
        #expect(own["row"] as? Int == line.row && own["programme"] as? String == "BPUM")
        #expect(own["institution"] as? String == "DINKOP-35.07")
        let looks = try fixture.registry.log(.access, LogFilter(action: "read-person"), limit: 500)
        let told = try #require(looks.first { $0.entry.purpose?.hasPrefix("pencairan 7 dari ") == true }).entry
        #expect(told.subject != nil && told.purpose?.contains(nik) == false)
    }

    @Test("what a decision said is told")
    func decided() async throws {
        let fixture = try Fixture.shared()
        let rows = try String(contentsOf: Fixture.example("bpum-arjowilangun", "tahapan.csv"), encoding: .utf8)
            .split(whereSeparator: \.isNewline).map { $0.split(separator: ";", omittingEmptySubsequences: false) }
        let refused = try #require(rows.first { $0.count == 8 && $0[5] == "ditolak" })
        let page = try await Browser.visit(fixture.portal) { try await ask($0, #"{"nik": "\#(refused[1])"}"#) }
        let enrolments = try #require(try object(page)["enrolments"] as? [[String: Any]])
        #expect(enrolments.contains { $0["decision"] as? String == "refused" && $0["decidedAt"] is String })
    }

    @Test("a past day is answered for, and not today instead")
    func past() async throws {
        let fixture = try Fixture.shared()
        let nik = try #require(try known(fixture).nik)
        try await Browser.visit(fixture.portal) { browser in
            func enrolled(_ more: String) async throws -> Int {
                let page = try await ask(browser, #"{"nik": "\#(nik)"\#(more)}"#)
                #expect(page.status == 200)
                return try #require(try object(page)["enrolments"] as? [Any]).count
            }
            let now = try await enrolled("")
            #expect(now > 0)
            #expect(try await enrolled(#", "asOf": "2001-01-01""#) == 0)
            #expect(try await enrolled(#", "trueOn": "2001-01-01""#) == 0)
            #expect(try await enrolled(#", "asOf": "\#(fixture.registry.today)""#) == now)
        }
    }

    @Test("whom no list names is told so, and the look is told too")
    func unknown() async throws {
        let fixture = try Fixture.shared()
        let before = try fixture.registry.logCount(.access)
        let page = try await Browser.visit(fixture.portal) { try await ask($0, #"{"nik": "3171014107890009"}"#) }
        let answer = try object(page)
        #expect(page.status == 200 && answer["known"] as? Bool == false)
        #expect((answer["enrolments"] as? [Any])?.isEmpty == true)
        #expect(try fixture.registry.logCount(.access) > before)
    }

    @Test(
        "what is asked wrongly is refused in both languages",
        arguments: [
            ("{}", 400, "person.json"), ("", 400, "person.json"), (#"{"nik": 3171014107890009}"#, 400, "person.json"),
            (#"{"nik": "3171014107890009", "foo": 1}"#, 400, "query.field"), (#"{"foo": 1}"#, 400, "query.field"),
            (#"{"nik": "3171014107890009", "asOf": "kemarin"}"#, 400, "asof.date"),
            (#"{"nik": "123"}"#, 422, "nik.length"), (#"{"nik": ""}"#, 422, "nik.missing"),
        ])
    func wrong(body: String, status: Int, code: String) async throws {
        let fixture = try Fixture.shared()
        try await Browser.visit(fixture.portal) { browser in
            let page = try await ask(browser, body)
            #expect(page.status == status)
            #expect(page.headers[.contentType]?.hasPrefix("application/problem+json") == true)
            let document = try object(page)
            #expect(document["code"] as? String == code)
            var english = browser
            english.headers[.acceptLanguage] = "en"
            #expect(try object(try await ask(english, body))["detail"] as? String != document["detail"] as? String)
        }
    }

    @Test("the number never stands in the address, and only asking is allowed")
    func methods() async throws {
        let fixture = try Fixture.shared()
        try await Browser.visit(fixture.portal) { browser in
            let get = try await browser.get(Self.path)
            #expect(get.status == 405 && get.headers[.allow] == "POST")
            let address = Self.path + "?nik=3171014107890009"
            #expect(try await browser.send(address, "{}", type: "application/json").status == 400)
            var foreign = browser
            foreign.headers[.origin] = "https://other.example"
            #expect(try await ask(foreign, #"{"nik": "3171014107890009"}"#).status == 403)
        }
    }

    @Test("whoever asks at the same time as many others is told of, each once, in a chain that is whole")
    func together() async throws {
        let folder = try Fixture.temporaryFolder()
        let registry = try Fixture.emptyRegistry(in: folder)
        let file = folder.appendingPathComponent("daftar.csv")
        let numbers = (1...40).map { "35070155019000\($0 < 10 ? "0" : "")\($0)" }
        try Data(("NIK;Nama\n" + numbers.map { "\($0);Siti Rekaan\n" }.joined()).utf8).write(to: file)
        let request = ImportRequest(file: file, programme: "UMI", institution: "DINKOP-35.07")
        _ = try registry.commit(try registry.stage(request).batch.id)
        let portal = try Portal(registry: registry)
        try await Browser.visit(portal) { browser in
            try await withThrowingTaskGroup(of: Sight.self) { group in
                for nik in numbers + numbers { group.addTask { try await ask(browser, #"{"nik": "\#(nik)"}"#) } }
                for try await page in group { #expect(page.status == 200 && page.html.contains(#""known":true"#)) }
            }
        }
        let looks = try registry.log(.access, LogFilter(action: "read-person"), limit: 500)
        #expect(looks.count == 80)
        #expect(Dictionary(grouping: looks) { $0.entry.subject }.values.map(\.count) == Array(repeating: 2, count: 40))
        #expect(try registry.verifyLog().isWhole)
    }
}
