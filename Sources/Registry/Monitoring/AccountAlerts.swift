import Indonesia
import Store

/// Searches the accounts on committed lists: one telephone for many people, one officer with far more than the others.
struct AccountAlerts {
    private let queries: AlertQueries
    private let limits: MonitoringLimits
    private var finder: RegionFinder

    init(_ queries: AlertQueries, _ limits: MonitoringLimits, _ finder: RegionFinder) {
        self.queries = queries
        self.limits = limits
        self.finder = finder
    }

    mutating func alerts() throws -> [Alert] { try phones() + officers() }

    private mutating func phones() throws -> [Alert] {
        var alerts: [Alert] = []
        for found in try queries.sharedPhones(limits.phonePeople) {
            let lists = try queries.lists(withPhone: found.phone)
            let programmes = Set(lists.map(\.programme)).sorted()
            let years = Set(lists.map(\.year))
            alerts.append(
                Alert(
                    code: "alert.shared-phone", programme: programmes.count == 1 ? programmes.first : nil,
                    year: years.count == 1 ? years.first : nil,
                    region: common(try queries.spots(ofPhone: found.phone)),
                    arguments: [
                        "phone": PhoneNumber.masked(raw: found.phone), "people": String(found.people),
                        "programmes": programmes.joined(separator: ", "),
                    ]))
        }
        return alerts
    }

    private struct Key: Hashable {
        var programme: String
        var year: Int
    }

    private mutating func officers() throws -> [Alert] {
        let groups = Dictionary(grouping: try queries.officers()) { Key(programme: $0.programme, year: $0.fiscalYear) }
        var alerts: [Alert] = []
        for (key, own) in groups.sorted(by: { ($0.key.programme, $0.key.year) < ($1.key.programme, $1.key.year) }) {
            guard own.count >= limits.officers else { continue }
            let counts = own.map(\.people).sorted()
            // Twice the median, which may lie between two whole numbers.
            let middle = counts[(counts.count - 1) / 2] + counts[counts.count / 2]
            for found in own
            where found.people > limits.officerPeople && 2 * found.people > limits.officerTimes * middle {
                let spots = try queries.spots(ofOfficer: found.shared, programme: key.programme, year: key.year)
                alerts.append(
                    Alert(
                        code: "alert.officer-load", programme: key.programme, year: key.year, region: common(spots),
                        arguments: [
                            "programme": key.programme, "officer": Self.shown(found.shared),
                            "people": String(found.people), "officers": String(own.count),
                            "median": String(counts[(counts.count - 1) / 2]),
                        ]))
            }
        }
        return alerts
    }

    /// A code of an officer may be an identity number or a telephone: long runs of digits are not shown.
    private static func shown(_ officer: String) -> String {
        officer.utf8.count { (0x30...0x39).contains($0) } >= 9 ? NIK.masked(raw: officer) : officer
    }

    private mutating func common(_ spots: [AlertQueries.Spot]) -> String? {
        var place = CommonRegion()
        for spot in spots { place.add(finder.region(of: spot)) }
        return place.region
    }
}
