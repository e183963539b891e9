import Foundation
public import Problems

/// How many can be served, and by what order where that is fewer than all who are eligible.
public struct QuotaPlan: Sendable, Hashable {
    /// What runs short.
    public enum Limit: Sendable, Hashable {
        case people(Int)
        /// Rupiah.
        case budget(Int64)
    }

    /// The area that each limit is for.
    public enum Area: String, Sendable, Hashable, CaseIterable {
        case village, district
    }

    /// What decides among those who have the same points at the cut.
    public enum TieBreak: Sendable, Hashable {
        /// The number of a priority rule, the higher first. It does not count among the points.
        case rule(String)
        /// By lot: the order of SHA-256 of seed and identity number, which anybody can work out again.
        case lottery(String)

        /// As it is written.
        public var text: String {
            switch self {
            case .rule(let code): code
            case .lottery(let seed): "lottery:" + seed
            }
        }

        /// Reads `lottery:SEED`, or the code of a rule.
        ///
        /// - Throws: `quota.seed` for a lottery without seed.
        public init(_ text: String) throws(Problem) {
            guard text.hasPrefix("lottery") else {
                self = .rule(text)
                return
            }
            let seed = text.dropFirst("lottery:".count)
            guard text.hasPrefix("lottery:"), !seed.isEmpty else { throw Problem("quota.seed", .refuse, value: text) }
            self = .lottery(String(seed))
        }
    }

    /// For each area that ``limits`` does not name, or for the whole list; nil where only those named have any.
    public var limit: Limit?
    public var area: Area?
    /// By area.
    public var limits: [String: Limit]
    /// In the order in which they are asked.
    public var ties: [TieBreak]

    /// - Throws: `quota.area` for limits of areas where none is asked for; `quota.limit` for none, or one below zero.
    public init(
        _ limit: Limit?, by area: Area? = nil, limits: [String: Limit] = [:], ties: [TieBreak] = []
    ) throws(Problem) {
        guard area != nil || limits.isEmpty else { throw Problem("quota.area", .refuse) }
        guard limit != nil || !limits.isEmpty else { throw Problem("quota.limit", .refuse) }
        for limit in limits.values + [limit].compactMap(\.self) where limit.amount < 0 {
            throw Problem("quota.limit", .refuse, value: String(limit.amount))
        }
        (self.limit, self.area, self.ties) = (limit, area, ties)
        self.limits = Dictionary(limits.map { (Self.key($0.key), $0.value) }, uniquingKeysWith: { $1 })
    }

    /// The limit of an area; none is a limit of nobody.
    func limit(of area: String?) -> Limit {
        let all = limits.values.first ?? limit ?? .people(0)
        let nobody: Limit = if case .budget = all { .budget(0) } else { .people(0) }
        guard self.area == nil || area != nil else { return nobody }
        return area.flatMap { limits[Self.key($0)] } ?? limit ?? nobody
    }

    /// Names of areas, however they are written.
    static func key(_ area: String) -> String {
        area.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
    }
}

extension QuotaPlan.Limit {
    /// People or rupiah.
    public var amount: Int64 {
        switch self {
        case .people(let count): Int64(count)
        case .budget(let rupiah): rupiah
        }
    }
}
