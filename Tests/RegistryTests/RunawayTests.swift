import Foundation
import Indonesia
import Problems
import Registry
import Testing

@Suite("Rules that do not come to an end")
struct RunawayTests {
    @Test("a rule that reaches the limit of steps on one line after the other ends the run, whoever judges")
    func runaway() throws {
        let scratch = try Scratch()
        let today = try #require(CalendarDate("2022-01-31"))
        let many = "[" + (0..<40).map(String.init).joined(separator: ",") + "]"
        let endless =
            "\(many).all(a, \(many).all(b, \(many).all(c, \(many).all(d, \(many).all(e, a + b + c + d + e >= 0)))))"
        let file = try scratch.file(
            "r.yaml",
            """
            programme: BPUM
            version: "1"
            rules:
              - {code: endless, kind: requirement, expression: "\(endless)", statement: {id: a, en: a}}
              - {code: fine, kind: requirement, expression: person.nik != '', statement: {id: a, en: a}}
            """)
        let judge = try RuleJudge([RuleLibrary.named(file.path)], day: #require(CalendarDate("2021-07-14")))
        func list(_ people: Int) throws -> ListReading {
            let rows = (0..<people).map { "35071101018000\(10 + $0);Orang \($0)\n" }.joined()
            return try ListReading(
                ListFile(scratch.file("\(people).csv", "NIK;Nama\n" + rows)), today: today, wantsRecords: true)
        }
        #expect(try judge.run(list(3), explaining: .first(0)) { _ in }.tally.held == 3)
        let ended = #expect(throws: Problem.self) { try judge.run(list(40), explaining: .first(0)) { _ in } }
        #expect(ended?.code == "rules.runaway" && ended?.arguments["rule"] == "endless")
        let registry = try scratch.registry()
        let other = #expect(throws: Problem.self) {
            try registry.judge(list(40), by: judge, explaining: .first(0)) { _ in }
        }
        #expect(other?.code == "rules.runaway")
    }
}
