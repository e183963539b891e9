import Evaluation

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
}
