import Evaluation
import Problems

/// What is distributed: an amount, or uses of services times their unit subsidies, less what the users paid.
struct StudyBenefit: Sendable {
    /// One service: how often a row uses it, and what one use is worth.
    private struct Service: Sendable {
        let use: StudyFormula
        let subsidy: StudyFormula?
        let region: StudyFormula?
        let subsidies: [String: Double]
        let fees: StudyFormula?
        let place: Place
    }

    private let amount: StudyFormula?
    private let services: [Service]
    private let fees: StudyFormula?
    let label: LocalText
    let place: Place
    /// Whether fees are subtracted.
    var isNet: Bool { fees != nil || services.contains { $0.fees != nil } }

    /// `outcome: expression`, or `{amount | services, fees, label}`.
    init(_ node: StudyNode) throws(Problem) {
        place = node.place
        if node.isScalar {
            let formula = try StudyFormula(node)
            (amount, services, fees) = (formula, [], nil)
            label = LocalText(formula.source)
            return
        }
        try node.allow(["amount", "services", "fees", "label"])
        amount = try node.child("amount").map { node throws(Problem) in try StudyFormula(node) }
        fees = try node.child("fees").map { node throws(Problem) in try StudyFormula(node) }
        var services: [Service] = []
        for service in try node.child("services")?.list() ?? [] { services.append(try Self.service(service)) }
        self.services = services
        guard (amount == nil) != services.isEmpty else {
            throw node.problem("study.either-or", ["first": "amount", "second": "services"])
        }
        label = try node.child("label")?.localText() ?? LocalText(amount?.source ?? "")
    }

    private static func service(_ node: StudyNode) throws(Problem) -> Service {
        try node.allow(["use", "subsidy", "fees"])
        let subsidy = try node.required("subsidy")
        let fees = try node.child("fees").map { node throws(Problem) in try StudyFormula(node) }
        let use = try StudyFormula(node.required("use"))
        guard !subsidy.isScalar else {
            return Service(
                use: use, subsidy: try StudyFormula(subsidy), region: nil, subsidies: [:], fees: fees,
                place: subsidy.place)
        }
        try subsidy.allow(["column", "values"])
        var values: [String: Double] = [:]
        for (key, value) in try subsidy.required("values").entries() { values[key] = try value.number() }
        return Service(
            use: use, subsidy: nil, region: try StudyFormula(subsidy.required("column")), subsidies: values,
            fees: fees, place: subsidy.place)
    }

    /// The benefit of each row, net of fees where these are declared; `nan` where a part is missing.
    ///
    /// - Throws: `study.no-subsidy-for-region` with the row whose region has no unit subsidy.
    func values(_ context: StudyContext) throws(Problem) -> [Double] {
        var total = Array(repeating: 0.0, count: context.count)
        if let amount { total = try context.values(amount) }
        for service in services {
            let use = try context.values(service.use)
            let worth = try subsidy(service, context)
            let paid = try service.fees.map { fees throws(Problem) in try context.values(fees) }
            for row in total.indices { total[row] += use[row] * worth[row] - (paid?[row] ?? 0) }
        }
        if let fees {
            for (row, fee) in try context.values(fees).enumerated() { total[row] -= fee }
        }
        return total
    }

    private func subsidy(_ service: Service, _ context: StudyContext) throws(Problem) -> [Double] {
        if let subsidy = service.subsidy { return try context.values(subsidy) }
        guard let region = service.region else { return [] }
        var out: [Double] = []
        for (row, cell) in try context.cells(region).enumerated() {
            guard let cell else {
                out.append(.nan)
                continue
            }
            guard let value = service.subsidies[cell] else {
                throw Problem(
                    "study.no-subsidy-for-region", at: context.place(ofRow: row, column: region.source), value: cell,
                    ["known": service.subsidies.keys.sorted().joined(separator: ", ")])
            }
            out.append(value)
        }
        return out
    }
}
