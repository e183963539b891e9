import Evaluation

/// A small list decided at an office and a bank, with a criterion that no rule holds.
struct CriteriaSample {
    struct Person {
        var received: Bool
        var sex: String
        var age: Double
    }

    var size: Int
    var seed: UInt64
    /// The share of those who meet ``rule`` that it refuses.
    var compliance: Double
    /// The share that each decider refuses by chance.
    var chance = 0.03
    var rule: (Person) -> Bool = \.received
    var onlyBank = false

    init(size: Int, seed: UInt64, compliance: Double, chance: Double = 0.03) {
        (self.size, self.seed, self.compliance, self.chance) = (size, seed, compliance, chance)
    }

    static var options: UndeclaredCriteria.Options {
        var options = UndeclaredCriteria.Options()
        options.draws = 299
        options.thresholds = 6
        return options
    }

    func lines() throws -> DecidedLines {
        var random = Seeded(seed)
        func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &random) < share }
        var people: [Person] = []
        var (copy, work, areas): ([String?], [String?], [String?]) = ([], [], [])
        var (verdicts, decisions, steps): ([DeclaredVerdict], [LineDecision], [[DecisionStep]]) = ([], [], [])
        for line in 0..<size {
            let person = Person(
                received: chance(0.3), sex: chance(0.6) ? "F" : "M",
                age: Double(Int.random(in: 20...65, using: &random)))
            people.append(person)
            copy.append(person.received != chance(0.05) ? "k" : "l")
            work.append(chance(0.1) ? nil : ["farmer", "trader", "labourer"].randomElement(using: &random))
            areas.append("a\(line % 4)")
            let isBarred = line % 17 == 0
            verdicts.append(isBarred ? .refused(["rule"]) : .eligible)
            let isAgainst = rule(person) && chance(compliance)
            let atOffice = (isAgainst && !onlyBank && chance(0.5)) || chance(self.chance)
            let atBank = isBarred || isAgainst || chance(self.chance)
            steps.append(
                atOffice
                    ? [DecisionStep(stage: "office", actor: "office", isRefusal: true)]
                    : [
                        DecisionStep(stage: "office", actor: "office", isRefusal: false),
                        DecisionStep(stage: "bank", actor: "bank", isRefusal: atBank),
                    ])
            decisions.append(atOffice || atBank ? .refused : .accepted)
        }
        return try DecidedLines(
            attributes: [
                CriterionAttribute("received", .categories(people.map { $0.received ? "yes" : "no" })),
                CriterionAttribute("copy", .categories(copy)),
                CriterionAttribute("sex", .categories(people.map(\.sex))),
                CriterionAttribute("work", .categories(work)), CriterionAttribute("age", .numbers(people.map(\.age))),
            ], verdicts: verdicts, decisions: decisions, steps: steps, areas: areas)
    }
}
