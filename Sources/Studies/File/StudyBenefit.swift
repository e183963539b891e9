import Evaluation
import Problems

/// What is distributed: an amount, or uses of services times their unit subsidies, less what the users paid.
struct StudyBenefit: Sendable {
    /// One service: how often a row uses it, what is spent on it, and what the users pay.
    private struct Service: Sendable {
        let use: StudyFormula
        let fees: StudyFormula?
        /// The column of regions; nil where one figure holds everywhere.
        let region: StudyFormula?
        /// The unit subsidy or all that is spent, by region.
        let spending: [String: ServiceSubsidy.Spending]
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
        try node.allow(["use", "fees", "subsidy", "spent"])
        let (subsidy, spent) = (try node.child("subsidy"), try node.child("spent"))
        guard (subsidy == nil) != (spent == nil), let source = subsidy ?? spent else {
            throw node.problem("study.either-or", ["first": "subsidy", "second": "spent"])
        }
        func spending(_ node: StudyNode) throws(Problem) -> ServiceSubsidy.Spending {
            let value = try node.number(in: 0...1e18)
            return subsidy == nil ? .total(value) : .perUnit(value)
        }
        let fees = try node.child("fees").map { node throws(Problem) in try StudyFormula(node) }
        let use = try StudyFormula(node.required("use"))
        guard !source.isScalar else {
            return Service(use: use, fees: fees, region: nil, spending: ["": try spending(source)])
        }
        try source.allow(["column", "values"])
        var values: [String: ServiceSubsidy.Spending] = [:]
        for (key, value) in try source.required("values").entries() { values[key] = try spending(value) }
        return Service(use: use, fees: fees, region: try StudyFormula(source.required("column")), spending: values)
    }

    /// The benefit of each row, net of fees where these are declared; `nan` where a part is missing.
    ///
    /// Fees belong to those who use a service or receive an amount: nobody else pays them, and where nobody is to pay a
    /// missing fee leaves the row in.
    ///
    /// - Throws: `study.no-subsidy-for-region` with the row whose region has no unit subsidy.
    func values(_ context: StudyContext) throws(Problem) -> [Double] {
        var total = Array(repeating: 0.0, count: context.count)
        var takes = Array(repeating: false, count: context.count)
        if let amount {
            total = try context.values(amount)
            takes = total.map { $0 != 0 }
        }
        for service in services {
            let (worth, uses) = try worth(service, context)
            for row in total.indices {
                total[row] += worth[row]
                takes[row] = takes[row] || uses[row]
            }
        }
        if let fees {
            for (row, fee) in try context.values(fees).enumerated() where takes[row] { total[row] -= fee }
        }
        return total
    }

    /// What a service is worth to each row, net of its fees, and who uses it; `nan` where use, fees or region are missing.
    private func worth(_ service: Service, _ context: StudyContext) throws(Problem) -> (worth: [Double], uses: [Bool]) {
        let use = try context.values(service.use)
        let uses = use.map { $0 > 0 }
        let fees = try service.fees.map { fees throws(Problem) in try context.values(fees) }
        let regions = try regions(service, context)
        let weights = try context.header.design.weights(context)
        let spending = Dictionary(
            service.spending.map { (ServiceSubsidy.Place(service: "service", region: $0.key), $0.value) }
        ) { first, _ in first }
        let known = use.indices.map { row in
            let isPaid = fees.map { !uses[row] || !$0[row].isNaN } ?? true
            return !use[row].isNaN && isPaid && regions.map { $0[row] != nil } ?? true
        }
        let worth = try context.told(service.use) { () throws(EvaluationRefusal) in
            try ServiceSubsidy(
                [.init(name: "service", use: zip(use, known).map { $1 ? $0 : 0 }, fees: fees)], spending: spending,
                regions: regions?.map { $0 ?? service.spending.keys.min() ?? "" },
                weights: weights?.map { $0.isNaN ? 0 : $0 })
        }
        return (zip(worth.net, known).map { $1 ? $0 : .nan }, uses)
    }

    /// - Throws: `study.no-subsidy-for-region` with the row whose region has no figure.
    private func regions(_ service: Service, _ context: StudyContext) throws(Problem) -> [String?]? {
        guard let region = service.region else { return nil }
        let cells = try context.cells(region)
        var keys: [String: String] = [:]
        for (row, cell) in cells.enumerated() {
            guard let cell, keys[cell] == nil else { continue }
            keys[cell] = service.spending.keys.first {
                context.data.codes(named: $0, of: region.source, among: [cell]).contains(cell)
            }
            if service.spending[cell] != nil { keys[cell] = cell }
            guard keys[cell] == nil else { continue }
            throw Problem(
                "study.no-subsidy-for-region", at: context.place(ofRow: row, column: region.source), value: cell,
                ["known": service.spending.keys.sorted().joined(separator: ", ")])
        }
        return cells.map { $0.flatMap { keys[$0] } }
    }
}
