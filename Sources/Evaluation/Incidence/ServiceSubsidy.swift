/// What public services are worth to those who use them: the unit subsidy of each service and region times its use, net of
/// what its users pay.
///
/// With E_ik the weighted use of service i in region k and S_ik what is spent there, a unit of use is worth S_ik/E_ik, so
/// that the benefits of all groups add up to the spending: X_j = Σ_i Σ_k (E_ijk/E_ik) S_ik (Demery 2000; van de Walle and
/// Nead 1995). The benefits of the rows are then distributed by ``IncidenceGroups``.
public struct ServiceSubsidy: Sendable {
    /// One service as it is used.
    public struct Service: Sendable {
        /// Its name, such as `primary school`.
        public var name: String
        /// Units used by each row, such as pupils; `nan` counts as 0.
        public var use: [Double]
        /// What each row pays for it in all its uses; `nan` counts as 0. A fee belongs to the users: rows without use pay
        /// nothing, whatever stands here, such as a tariff that is the same for all. Nil where nothing is paid.
        public var fees: [Double]?

        /// A service with its use by row, and what rows pay for it.
        public init(name: String, use: [Double], fees: [Double]? = nil) {
            self.name = name
            self.use = use
            self.fees = fees
        }
    }

    /// How the subsidy of a service in a region is known.
    public enum Spending: Sendable, Hashable {
        /// Money per unit of use.
        case perUnit(Double)
        /// All that is spent; divided by the weighted use of the sample, whose weights must expand to the population.
        case total(Double)
    }

    /// A service in a region.
    public struct Place: Sendable, Hashable {
        /// The name of the service, as in ``Service/name``.
        public var service: String
        /// Empty where there are no regions.
        public var region: String

        /// A service in a region, or everywhere.
        public init(service: String, region: String = "") {
            self.service = service
            self.region = region
        }
    }

    /// Weighted use by service and region, E_ik.
    public let use: [Place: Double]
    /// Money per unit of use, S_ik/E_ik.
    public let unitSubsidy: [Place: Double]
    /// Each row's benefit before fees, for each service in the order given.
    public let grossByService: [[Double]]
    /// What each row that uses it pays, for each service.
    public let feesByService: [[Double]]

    /// Each row's benefit from all services, before fees.
    public var gross: [Double] { Self.sum(grossByService) }
    /// What each row pays in all.
    public var fees: [Double] { Self.sum(feesByService) }
    /// Each row's benefit net of fees; negative where fees exceed it.
    public var net: [Double] { zip(gross, fees).map(-) }

    /// Values the use of services.
    ///
    /// - Parameters:
    ///   - services: what is used, over the same rows.
    ///   - spending: the subsidy of each service, by region where regions are given.
    ///   - regions: region of each row; nil without regions.
    ///   - weights: expansion weights; nil for 1 each.
    /// - Throws: `invalid-option` for no service, columns of another length, negative or infinite use or money, or a
    ///   service that is used where no spending is told; `zero-total` for a total spent where nobody uses the service;
    ///   `negative-weight`, `missing-values` for weights.
    public init(
        _ services: [Service], spending: [Place: Spending], regions: [String]? = nil, weights: [Double]? = nil
    ) throws(EvaluationRefusal) {
        guard let count = services.first?.use.count,
            services.allSatisfy({ $0.use.count == count && $0.fees.map { $0.count == count } ?? true }),
            regions.map({ $0.count == count }) ?? true, weights.map({ $0.count == count }) ?? true
        else { throw EvaluationRefusal(.invalidOption, "length") }
        if let weights {
            guard weights.allSatisfy({ !($0 < 0) }) else { throw EvaluationRefusal(.negativeWeight) }
            guard weights.allSatisfy(\.isFinite) else { throw EvaluationRefusal(.missingValues, "weight") }
        }
        var use: [Place: Double] = [:]
        var gross: [[Double]] = []
        var fees: [[Double]] = []
        var unit: [Place: Double] = [:]
        for service in services {
            let used = try Self.amounts(service.use, "use")
            let paid = try service.fees.map { fees throws(EvaluationRefusal) in try Self.amounts(fees, "fees") }
            fees.append((0..<count).map { used[$0] > 0 ? paid?[$0] ?? 0 : 0 })
            var sums: [Place: CompensatedSum] = [:]
            let places = (0..<count).map { Place(service: service.name, region: regions?[$0] ?? "") }
            for row in 0..<count where used[row] > 0 {
                sums[places[row], default: CompensatedSum()].add((weights?[row] ?? 1) * used[row])
            }
            for (place, sum) in sums where sum.value > 0 { use[place] = sum.value }
            for (place, money) in spending where place.service == service.name {
                unit[place] = try Self.unit(money, use: use[place])
            }
            for place in sums.keys where unit[place] == nil && use[place] != nil {
                throw EvaluationRefusal(.invalidOption, [place.service, place.region].joined(separator: " "))
            }
            gross.append((0..<count).map { used[$0] > 0 ? used[$0] * (unit[places[$0]] ?? 0) : 0 })
        }
        self.use = use
        unitSubsidy = unit
        grossByService = gross
        feesByService = fees
    }

    private static func unit(_ money: Spending, use: Double?) throws(EvaluationRefusal) -> Double {
        switch money {
        case .perUnit(let money):
            guard money.isFinite else { throw EvaluationRefusal(.invalidOption, "spending") }
            return money
        case .total(let money):
            guard money.isFinite else { throw EvaluationRefusal(.invalidOption, "spending") }
            guard let use else {
                if money == 0 { return 0 }
                throw EvaluationRefusal(.zeroTotal, "use")
            }
            return money / use
        }
    }

    private static func amounts(_ values: [Double], _ name: String) throws(EvaluationRefusal) -> [Double] {
        guard values.allSatisfy({ $0.isNaN || ($0 >= 0 && $0.isFinite) }) else {
            throw EvaluationRefusal(.invalidOption, name)
        }
        return values.map { $0.isNaN ? 0 : $0 }
    }

    private static func sum(_ columns: [[Double]]) -> [Double] {
        columns.dropFirst().reduce(columns[0]) { zip($0, $1).map(+) }
    }
}
