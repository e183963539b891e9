import ArgumentParser
import Indonesia
import Problems
import Registry

/// What `rules run` is asked with where not everybody who is eligible can be served.
struct QuotaOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Banyaknya orang, juga WILAYAH=BANYAKNYA / number of people, also AREA=NUMBER; may be repeated.",
            valueName: "number"))
    var quota: [String] = []
    @Option(
        help: ArgumentHelp(
            "Anggaran dalam rupiah, juga WILAYAH=RUPIAH / budget in rupiah, also AREA=RUPIAH; may be repeated.",
            valueName: "rupiah"))
    var budget: [String] = []
    @Option(
        help: ArgumentHelp(
            "Kuota berlaku bagi setiap wilayah: village atau district / the quota is for each area.",
            valueName: "area"), transform: QuotaOptions.area)
    var by: QuotaPlan.Area?
    @Option(
        help: ArgumentHelp(
            "Yang memutuskan bila nilainya sama: kode aturan, atau lottery:BENIH / what decides ties; may be repeated.",
            valueName: "rule"))
    var tie: [String] = []

    /// The plan; nil where none is asked for.
    func plan() throws(Problem) -> QuotaPlan? {
        guard !quota.isEmpty || !budget.isEmpty else {
            guard by == nil, tie.isEmpty else { throw Problem("quota.limit", .refuse) }
            return nil
        }
        guard quota.isEmpty || budget.isEmpty else { throw Problem("quota.both", .refuse) }
        var all: QuotaPlan.Limit?
        var limits: [String: QuotaPlan.Limit] = [:]
        for text in quota + budget {
            let equals = text.lastIndex(of: "=")
            let limit = try limit(String(equals.map { text[text.index(after: $0)...] } ?? text[...]))
            guard let equals else {
                guard all == nil else { throw Problem("quota.twice", .refuse, value: text) }
                all = limit
                continue
            }
            let area = String(text[..<equals])
            guard limits.updateValue(limit, forKey: area) == nil else {
                throw Problem("quota.twice", .refuse, value: text)
            }
        }
        return try QuotaPlan(
            all, by: by, limits: limits, ties: tie.map { text throws(Problem) in try QuotaPlan.TieBreak(text) })
    }

    @Sendable private static func area(_ text: String) throws -> QuotaPlan.Area {
        guard let area = QuotaPlan.Area(rawValue: text) else {
            throw ValidationError("--by: " + QuotaPlan.Area.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return area
    }

    private func limit(_ text: String) throws(Problem) -> QuotaPlan.Limit {
        if budget.isEmpty {
            if let count = Int(text) { return .people(count) }
        } else {
            let rupiah = Rupiah.parse(text)
            if let amount = rupiah.value?.amount, !rupiah.problems.contains(where: { $0.severity > .note }) {
                return .budget(amount)
            }
        }
        throw Problem("quota.limit", .refuse, value: text)
    }
}
