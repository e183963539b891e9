import Store

/// Counts referrals by the village of their need and how far they have come, as figures of the year in which they began.
struct ReferralCount {
    static let measure = "referrals"

    static func figures(_ connection: any Connection, year: Int) throws -> [FigureRecord] {
        let ledger = LedgerQueries(connection)
        let places = Dictionary(
            try ledger.current(.init("need")).compactMap { entry in
                LedgerJSON.value(Need.self, entry.document).flatMap { need in need.region.map { (need.code, $0) } }
            }, uniquingKeysWith: { first, _ in first })
        var referrals: [String: (place: String, began: String, step: String)] = [:]
        for item in try ledger.allVersions(kind: measureKind) {
            guard let step = LedgerJSON.value(ReferralStep.self, item.entry.document) else { continue }
            if let need = step.need, referrals[step.code] == nil {
                referrals[step.code] = (places[need] ?? RegionScope.nation, step.date, step.step.rawValue)
            }
            referrals[step.code]?.step = step.step.rawValue
        }
        var counts: [FigureRecord: Int64] = [:]
        for referral in referrals.values where referral.began.hasPrefix(String(year)) {
            for region in RegionScope.path(of: referral.place) {
                var figure = FigureRecord(measure: measure, period: String(year), region: region, value: 0)
                counts[figure, default: 0] += 1
                figure.breakdown = "state"
                figure.category = referral.step
                counts[figure, default: 0] += 1
            }
        }
        return counts.map { figure, count in
            var figure = figure
            figure.value = count
            return figure
        }
    }

    private static let measureKind = "referral"
}
