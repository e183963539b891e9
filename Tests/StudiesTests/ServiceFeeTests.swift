import Studies
import Testing

@Suite("Fees belong to those who use the service")
struct ServiceFeeTests {
    private func workshop(_ benefit: String) -> StudyWorkshop {
        var workshop = StudyWorkshop()
        workshop.csv = "spend,visits,school,aid,fee\n1,2,0,50,5\n2,0,1,0,5\n3,1,0,0,\n4,0,0,20,5\n"
        workshop.head = "sampling: random\nbenefit: \(benefit)\n"
        return workshop
    }

    /// The shares of the two halves times the total they sum to.
    private func halves(_ benefit: String) throws -> [Double] {
        let item = try workshop(benefit).item("method: incidence, rank: spend, groups: 2")
        let shares = try #require(item.recommended["benefit_share"]?.elements)
        return shares.compactMap(\.double)
    }

    @Test("A tariff is paid by the users of its service alone")
    func service() throws {
        // Visits 2 and 1 at 100 less 10 each of the users: 190 and 90.
        let shares = try halves("{services: [{use: visits, subsidy: 100, fees: 10}]}")
        #expect(abs(shares[0] - 190.0 / 280) < 1e-12)
    }

    @Test("A fee that is missing where nobody uses the service leaves the row in")
    func missing() throws {
        let item = try workshop("{services: [{use: school, subsidy: 100, fees: fee}]}")
            .item("method: incidence, rank: spend, groups: 2")
        #expect(item.recommended["n"] == .integer(4))
    }

    @Test("Fees beside an amount are paid by recipients, those beside services by users of any")
    func whole() throws {
        // 50 - 5 against 20 - 5; the rows without aid pay nothing.
        #expect(abs(try halves("{amount: aid, fees: fee}")[0] - 45.0 / 60) < 1e-12)
        // Rows 1, 2 and 3 use something: 200, 100 and 100 less 4 each.
        let both = "{services: [{use: visits, subsidy: 100}, {use: school, subsidy: 100}], fees: 4}"
        #expect(abs(try halves(both)[0] - 292.0 / 388) < 1e-12)
    }
}
