import Evaluation

/// A list as a village proposes it: attributes that go together, three rules that refuse, and decisions at a village office
/// and a bank of which some are taken by chance.
struct SimulatedList {
    /// A criterion that no rule holds.
    struct Planted {
        /// The share of lines that meet it and are refused by it.
        var compliance: Double
        /// The share of lines that meet it.
        var share: Double
        /// Whether only the bank applies it.
        var isBankOnly = false
    }

    var lines: Int
    var areas = 10
    /// Refusals by chance, at each of the two deciders, on average; areas differ in it.
    var chance = 0.04
    var planted: Planted?

    static let name = "received"

    func draw(_ random: inout SplitMix) throws -> DecidedLines {
        var received: [String?] = []
        var (sex, work, sector, area): ([String?], [String?], [String?], [String?]) = ([], [], [], [])
        var (age, months, income): ([Double?], [Double?], [Double?]) = ([], [], [])
        var (verdicts, decisions, steps): ([DeclaredVerdict], [LineDecision], [[DecisionStep]]) = ([], [], [])
        let share = planted?.share ?? 0.27
        let rates = (0..<areas).map { _ in chance * (0.4 + 1.2 * random.uniform()) }
        for _ in 0..<lines {
            let place = random.below(areas)
            let years = 20 + 45 * random.uniform()
            let wasServed = random.uniform() < share
            received.append(wasServed ? "yes" : "no")
            sex.append(random.uniform() < (wasServed ? 0.7 : 0.62) ? "F" : "M")
            work.append(
                random.uniform() < 0.03 ? nil : ["trader", "farmer", "labourer", "home", "returned"][random.below(5)])
            // Sectors go with areas, as they do in villages.
            sector.append("s\((random.below(6) + (random.uniform() < 0.5 ? place : 0)) % 9)")
            area.append("a\(place)")
            age.append(years.rounded(.down))
            months.append(random.uniform() < 0.05 ? nil : (6 + 200 * random.uniform() * years / 65).rounded(.down))
            income.append((500 + 3000 * random.uniform() * random.uniform()).rounded())
            let isBarred = random.uniform() < 0.06
            verdicts.append(isBarred ? .refused(["rule"]) : .eligible)
            let (office, bank) = ("office", "bank")
            let isAgainst = wasServed && random.uniform() < (planted?.compliance ?? 0)
            // Whom the office spares, the bank refuses; half of them each.
            let byOffice = isAgainst && planted?.isBankOnly == false && random.uniform() < 0.5
            if byOffice || random.uniform() < rates[place] {
                steps.append([DecisionStep(stage: office, actor: office, isRefusal: true)])
                decisions.append(.refused)
            } else {
                let isRefused = isBarred || isAgainst || random.uniform() < rates[place]
                steps.append([
                    DecisionStep(stage: office, actor: office, isRefusal: false),
                    DecisionStep(stage: bank, actor: bank, isRefusal: isRefused),
                ])
                decisions.append(isRefused ? .refused : .accepted)
            }
        }
        return try DecidedLines(
            attributes: [
                CriterionAttribute(Self.name, .categories(received)), CriterionAttribute("sex", .categories(sex)),
                CriterionAttribute("work", .categories(work)), CriterionAttribute("sector", .categories(sector)),
                CriterionAttribute("age", .numbers(age)), CriterionAttribute("months", .numbers(months)),
                CriterionAttribute("income", .numbers(income)),
            ], verdicts: verdicts, decisions: decisions, steps: steps, areas: area)
    }
}

/// A repeatable source of random numbers (SplitMix64).
struct SplitMix {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func bits() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func uniform() -> Double { Double(bits() >> 11) * 0x1p-53 }

    mutating func below(_ limit: Int) -> Int { Int(bits() % UInt64(limit)) }
}
