import Evaluation

// The code of the documentation's tutorial. Between its marks it is, letter by letter, what the tutorial's pages show in
// the end: a test holds the two together.

// tutorial: Survey
/// A survey of 40 households, invented for this tutorial: no real place and no real people.
/// Money is in thousand rupiah a month; one household did not tell its expenditure (`nan`).
struct Survey {
    let district = Array(repeating: "Lembah", count: 20) + Array(repeating: "Pesisir", count: 20)
    let village = (1...8).flatMap { Array(repeating: "village \($0)", count: 5) }
    /// Households that each one stands for.
    let weight = Array(repeating: 120.0, count: 20) + Array(repeating: 80.0, count: 20)
    let persons: [Double] = [
        3, 2, 4, 4, 2, 4, 6, 4, 5, 3, 6, 6, 3, 2, 6, 2, 6, 4, 4, 5,
        5, 4, 3, 4, 6, 4, 3, 3, 3, 4, 6, 4, 2, 4, 3, 3, 3, 4, 2, 3,
    ]
    let expenditure: [Double] = [
        2700, 1000, 2450, 2850, 2150, 2100, 5350, 3700, 3500, 2350,
        3400, 7400, 850, 1250, 2400, 3700, 3550, 5850, 2950, 3300,
        2300, 8200, 2500, 2200, 3050, 4800, 2950, 3950, 2100, 2950,
        11900, 3400, 3350, 13900, 1050, 2650, 6050, 3800, 3550, .nan,
    ]
    let pupils: [Double] = [
        0, 0, 2, 2, 0, 0, 3, 0, 0, 1, 2, 0, 1, 0, 2, 0, 3, 0, 1, 2,
        1, 0, 1, 2, 2, 0, 1, 0, 1, 0, 2, 0, 0, 0, 1, 1, 1, 1, 0, 1,
    ]
    let visits: [Double] = [
        0, 2, 0, 0, 0, 0, 0, 0, 2, 3, 1, 0, 1, 2, 0, 2, 1, 0, 3, 1,
        0, 0, 0, 1, 1, 0, 2, 0, 3, 1, 1, 1, 0, 0, 0, 1, 0, 1, 1, 0,
    ]
    /// Cash aid received.
    let aid: [Double] = [
        0, 600, 600, 0, 0, 600, 0, 0, 600, 0, 600, 600, 600, 600, 0, 0, 600, 0, 0, 0,
        600, 0, 0, 0, 600, 600, 0, 0, 0, 0, 0, 0, 600, 0, 600, 0, 600, 0, 0, 0,
    ]
}

extension Survey {
    /// The living standard that persons are ranked by.
    var perPerson: [Double] { zip(expenditure, persons).map { $0 / $1 } }

    /// Persons that each household stands for.
    var personWeight: [Double] { zip(weight, persons).map { $0 * $1 } }

    /// A household's benefit, for each of its persons.
    func perHead(_ benefit: [Double]) -> [Double] { zip(benefit, persons).map { $0 / $1 } }

    /// Villages were drawn within districts, households within villages.
    func design() throws(EvaluationRefusal) -> SurveyDesign {
        try SurveyDesign(
            count: persons.count, weights: personWeight,
            strata: district, clusters: [village])
    }
}

// tutorial: Incidence
extension Survey {
    /// What each household receives from schools and health centres, by what the services cost.
    func services() throws(EvaluationRefusal) -> ServiceSubsidy {
        try ServiceSubsidy(
            [
                .init(name: "school", use: pupils, fees: pupils.map { 25 * $0 }),
                .init(name: "health centre", use: visits),
            ],
            spending: [
                .init(service: "school", region: "Lembah"): .perUnit(250),
                .init(service: "school", region: "Pesisir"): .perUnit(250),
                .init(service: "health centre", region: "Lembah"): .total(172_800),
                .init(service: "health centre", region: "Pesisir"): .total(104_000),
            ],
            regions: district, weights: weight)
    }

    /// The benefit of each fifth of the persons, poorest first.
    func fifths(of benefit: [Double]) throws(EvaluationRefusal) -> IncidenceGroups {
        try IncidenceGroups.exactShares(
            outcome: benefit, rank: perPerson, weights: weight, householdSize: persons)
    }

    /// Below 0 the benefit goes to the poor, above 0 to the better off.
    func concentration(
        of benefit: [Double]
    ) throws(EvaluationRefusal) -> ConcentrationIndex {
        try ConcentrationIndex(outcome: perHead(benefit), rank: perPerson, design: design())
    }

    /// The same against the inequality of expenditure: progressive below 0.
    func kakwani(of benefit: [Double]) throws(EvaluationRefusal) -> Kakwani {
        try Kakwani(benefit: perHead(benefit), rank: perPerson, design: design())
    }

    /// An interval of the index from resampled villages, for a sample as small as this one.
    func resampledInterval(
        of benefit: [Double]
    ) throws(EvaluationRefusal) -> Interval {
        let sample = try Resampling(
            outcome: perHead(benefit), companion: perPerson, design: design())
        return try sample.bootstrap([.concentration(.standard)], replicates: 1999)[0].bca()
    }
}

// tutorial: Curves
extension Survey {
    /// The concentration curve against equal shares and the Lorenz curve of expenditure.
    func curves(of benefit: [Double]) throws(EvaluationRefusal) -> CurveDominance {
        try CurveDominance(benefit: perHead(benefit), rank: perPerson, design: design())
    }

    /// Points of the curve with a band that holds all of it in 95 of 100 samples: for the figure.
    func band(
        of benefit: [Double]
    ) throws(EvaluationRefusal) -> [(share: Double, height: Double, band: Interval)] {
        let curve = try curves(of: benefit).concentrationCurve
        let band = curve.simultaneous(alpha: 0.05)
        return curve.shares.indices.map { (curve.shares[$0], curve.heights[$0], band[$0]) }
    }
}

// tutorial: Targeting
extension Survey {
    /// Who should receive the aid: persons at or below 650 thousand rupiah a month.
    var eligible: [Double] { perPerson.map { $0.isNaN ? .nan : $0 <= 650 ? 1 : 0 } }

    /// Who receives it, among those who should and those who should not.
    func targeting() throws(EvaluationRefusal) -> Targeting {
        try Targeting(
            eligible: eligible, recipient: aid.map { $0 > 0 ? 1 : 0 }, amount: perHead(aid),
            design: design(), standardErrors: true)
    }
}

// tutorial: Refusals
extension Survey {
    /// The rows that the office's own list of recipients would hold.
    var recipients: [Int] { aid.indices.filter { aid[$0] > 0 } }

    /// The label that this list alone would be given.
    func labelFromRecipients() throws(EvaluationRefusal) -> Progressivity {
        let (money, rank) = (perHead(aid), perPerson)
        let index = try Kakwani(
            benefit: recipients.map { money[$0] }, rank: recipients.map { rank[$0] })
        return Progressivity.label(
            outcome: recipients.map { money[$0] },
            concentration: index.concentration, gini: index.gini)
    }

    /// The share of those entitled that the aid reaches, as far as the list tells.
    func coverageFromRecipients(
        population: Double?
    ) -> Result<Interval, EvaluationRefusal> {
        do throws(EvaluationRefusal) {
            let bounds = try TargetingBounds(
                eligible: recipients.map { eligible[$0] },
                weights: recipients.map { personWeight[$0] }, population: population)
            return .success(try bounds.coverage())
        } catch {
            return .failure(error)
        }
    }

    /// With villages as strata each holds one unit: no error can be estimated, and none is invented.
    func refusalWithoutDistricts() -> EvaluationRefusal? {
        do throws(EvaluationRefusal) {
            let design = try SurveyDesign(
                count: persons.count, weights: personWeight,
                strata: village, clusters: [village])
            _ = try Gini(perPerson, design: design)
            return nil
        } catch {
            return error
        }
    }
}

// tutorial: Sentences
extension Survey {
    /// What the figures allow to be said of a benefit, and no more.
    func sentences(
        on name: String, _ benefit: [Double]
    ) throws(EvaluationRefusal) -> [String] {
        let fifths = try fifths(of: benefit)
        let poorest = Int((100 * (fifths.benefitShare[0] + fifths.benefitShare[1])).rounded())
        var found: [String] = []
        found.append("The poorest 40 % of persons receive \(poorest) % of \(name).")
        let curves = try curves(of: benefit)
        let label =
            switch curves.classification(alpha: 0.05) {
            case .proPoor: "The poor receive more of it than their share of the population."
            case .progressive:
                "It is spread more equally than expenditure; more for the poor is not shown."
            case .regressive: "It is spread less equally than expenditure."
            case .inconclusive: "The sample does not show who receives more."
            case .withheld: "Nothing stands for the population: no word on the poor."
            }
        found.append(label)
        if Resampling.isAdvised(rows: curves.n) {
            let index = try concentration(of: benefit).value
            let limits = try resampledInterval(of: benefit)
            let figures = [index, limits.lower, limits.upper].map { (100 * $0).rounded() / 100 }
            found.append("Index \(figures[0]), resampled \(figures[1]) to \(figures[2]).")
        }
        let villages = Set(village).count
        found.append("\(curves.n) households in \(villages) villages, \(curves.dropped) left out.")
        found += curves.warnings.map { "Note: \($0.code.rawValue)." }
        return found
    }
}

// tutorial: end
