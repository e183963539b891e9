import Evaluation
import Testing

@Suite("Subsidies of services")
struct ServiceSubsidyTests {
    private typealias Place = ServiceSubsidy.Place
    private let weights: [Double] = [2, 1, 1, 3]
    private let regions = ["west", "west", "east", "east"]
    private let rank: [Double] = [1, 2, 3, 4]

    private func services() -> [ServiceSubsidy.Service] {
        [
            .init(name: "primary", use: [2, 1, 0, 1], fees: [10, 0, 0, .nan]),
            .init(name: "clinic", use: [0, 4, 1, .nan]),
        ]
    }

    @Test("Benefits of the groups add up to what is spent, service by service and region by region")
    func adding() throws {
        let found = try ServiceSubsidy(
            services(),
            spending: [
                Place(service: "primary", region: "west"): .total(1000),
                Place(service: "primary", region: "east"): .total(300),
                Place(service: "clinic", region: "west"): .perUnit(25),
                Place(service: "clinic", region: "east"): .total(70),
            ], regions: regions, weights: weights)
        #expect(found.use[Place(service: "primary", region: "west")] == 5)
        #expect(found.unitSubsidy[Place(service: "primary", region: "west")] == 200)
        #expect(found.unitSubsidy[Place(service: "primary", region: "east")] == 100)
        #expect(found.grossByService == [[400, 200, 0, 100], [0, 100, 70, 0]])
        #expect(found.net == [390, 300, 70, 100] && found.fees == [10, 0, 0, 0])
        let spent = zip(found.gross, weights).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(spent == 1000 + 300 + 4 * 25 + 70)
        let groups = try IncidenceGroups.external(
            outcome: found.net, rank: rank, weights: weights, householdSize: [1, 2, 1, 1], cuts: [2.5])
        #expect(close(groups.benefitShare, [1080.0 / 1450, 370.0 / 1450]))
        #expect(close(groups.meanBenefit.map { $0 ?? .nan }, [1080 / 4, 370 / 4]))
        #expect(close(groups.meanBenefitPerRow.map { $0 ?? .nan }, [1080 / 3, 370 / 4]))
        let exact = try IncidenceGroups.exactShares(
            outcome: found.net, rank: rank, weights: weights, householdSize: [1, 2, 1, 1], groups: 2)
        #expect(close(exact.meanBenefit.map { $0 ?? .nan }, [1080 / 4, 370 / 4]))
        #expect(close(exact.meanBenefitPerRow.map { $0 ?? .nan }, [1080 / 3, 370 / 4]))
    }

    @Test("With the population's shares at hand recipients are set against it, and no warning says that it is missing")
    func reference() throws {
        let groups = try IncidenceGroups.external(
            outcome: [1, 1, 1, 1], rank: rank, cuts: [2.5], populationShares: [0.4, 0.6])
        #expect(close(groups.relativeShare.map { $0 ?? .nan }, [0.5 / 0.4, 0.5 / 0.6]))
        #expect(groups.participation == [nil, nil])
        #expect(!groups.warnings.contains { $0.code == .noPopulationReference })
        #expect(throws: EvaluationRefusal(.invalidOption, "population_shares")) {
            try IncidenceGroups.external(outcome: [1, 1], rank: [1, 2], cuts: [1.5], populationShares: [0.5, 0.6])
        }
    }

    @Test("A fee is charged to those who use the service and to nobody else")
    func usersPay() throws {
        let found = try ServiceSubsidy(
            [.init(name: "clinic", use: [2, 0, .nan, 1], fees: [10, 10, 10, .nan])],
            spending: [Place(service: "clinic"): .perUnit(50)])
        #expect(found.fees == [10, 0, 0, 0] && found.net == [90, 0, 0, 50])
    }

    @Test("What does not fit is refused")
    func refusals() throws {
        #expect(throws: EvaluationRefusal(.invalidOption, "clinic west")) {
            try ServiceSubsidy(
                services(),
                spending: [
                    Place(service: "primary", region: "west"): .perUnit(1),
                    Place(service: "primary", region: "east"): .perUnit(1),
                    Place(service: "clinic", region: "east"): .perUnit(1),
                ], regions: regions)
        }
        #expect(throws: EvaluationRefusal(.zeroTotal, "use")) {
            try ServiceSubsidy([.init(name: "a", use: [0, 0])], spending: [Place(service: "a"): .total(5)])
        }
        #expect(throws: EvaluationRefusal(.invalidOption, "use")) {
            try ServiceSubsidy([.init(name: "a", use: [-1])], spending: [Place(service: "a"): .perUnit(5)])
        }
        #expect(throws: EvaluationRefusal(.invalidOption, "length")) { try ServiceSubsidy([], spending: [:]) }
    }
}
