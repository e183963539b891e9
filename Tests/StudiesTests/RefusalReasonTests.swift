import Problems
import Studies
import Testing

@Suite("A refusal says what is missing")
struct RefusalReasonTests {
    private func sentences(_ item: StudyItem) -> [String] {
        (item.estimates.compactMap(\.refusal) + [item.refusal].compactMap { $0 }).flatMap {
            [$0.message.id, $0.message.en]
        }
    }

    @Test("never an empty pair of parentheses")
    func reasons() throws {
        var workshop = StudyWorkshop()
        workshop.csv =
            "y,g,big,a,s,r,u\n-1,p,1e308,n,v1,1,1\n2,q,1e308,n,v1,0,2\n3,q,1e308,n,v2,1,3\n5,q,1e308,n,v2,0,4\n"
        for (keys, words) in [
            ("method: inequality, value: {value: y, per: household}", "values above 0 are needed"),
            ("method: two-sample, outcome: y, group: g, first: p", "at least two in each"),
            (
                "method: marginal-incidence, area: a, subarea: s, recipient: r, groups: 2, rank: {value: u, per: head}",
                "at least two observations"
            ),
        ] {
            let said = sentences(try workshop.item(keys))
            #expect(!said.isEmpty && said.allSatisfy { !$0.contains("()") }, "\(keys) \(said)")
            #expect(words.isEmpty || said.contains { $0.contains(words) }, "\(keys) \(said)")
        }
    }

    @Test("a stratum with one cluster is named, and the key of study files")
    func lonely() throws {
        var workshop = StudyWorkshop()
        workshop.csv = "y,s,c\n1,north,a\n2,north,b\n3,south,c\n4,south,c\n"
        workshop.head += "design: {strata: s, cluster: c}\n"
        let message = try #require(try workshop.item("method: mean, outcome: y").refusal).message.en
        #expect(message.contains("“south”") && !message.contains("“north”") && message.contains("`lonely-psu`"))
    }

    @Test("a study without analyses is refused")
    func noAnalyses() throws {
        let workshop = StudyWorkshop()
        #expect(throws: Problem.self) { try workshop.run("  []\n") }
    }

    @Test("marginal incidence tells the households that no cell could hold")
    func dropped() throws {
        var workshop = StudyWorkshop()
        let rows = (1...48).map { row in
            "\(row % 7 == 0 ? "" : "\(row)"),a\(row % 3),s\(row % 12),\(row % 5 < 2 ? 1 : 0)\n"
        }
        workshop.csv = "y,a,s,r\n" + rows.joined()
        let item = try workshop.item(
            "method: marginal-incidence, area: a, subarea: s, recipient: r, groups: 2, rank: {value: y, per: head}")
        #expect(item.evidence?.dropped == 6 && item.missing == 6 && item.evidence?.used == 42)
    }
}
