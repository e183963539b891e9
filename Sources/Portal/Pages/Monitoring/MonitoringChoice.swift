import Hummingbird
import Indonesia
import Problems
import Registry
import Store

/// Which figures a reader asks for: region, year, programme. Kept in the address.
struct MonitoringChoice: Sendable {
    static let region = "wilayah"
    static let year = "tahun"
    static let programme = "program"

    var region: String
    /// The newest year with figures where it is nil.
    var year: Int?
    var programme: String?

    init(region: String, year: Int?, programme: String?) {
        self.region = region
        self.year = year
        self.programme = programme
    }

    /// - Throws: `query.year`.
    init(_ query: Query) throws(Problem) {
        region = query[Self.region].flatMap { $0.isEmpty ? nil : String($0.prefix(40)) } ?? RegionScope.nation
        year = try query.year(Self.year)
        programme = query[Self.programme].flatMap { $0.isEmpty ? nil : String($0.prefix(80)) }
    }

    init(_ view: MonitoringView) { self.init(region: view.place.code, year: view.year, programme: view.programme) }

    /// An address with this choice, the nation and all programmes left out.
    func address(_ path: String = "/pantau") -> String {
        Query.address(
            path,
            [
                (Self.region, region == RegionScope.nation ? "" : region), (Self.year, year.map(String.init) ?? ""),
                (Self.programme, programme ?? ""),
            ])
    }

    func with(region: String) -> MonitoringChoice { .init(region: region, year: year, programme: programme) }
    func with(programme: String?) -> MonitoringChoice { .init(region: region, year: year, programme: programme) }

    /// The figures asked for; nil where none were counted yet.
    ///
    /// - Throws: 404 for a region or programme that is not known.
    func view(_ registry: Registry, _ names: Names) throws -> MonitoringView? {
        if let programme, !names.knows(programme: programme) { throw HTTPError(.notFound) }
        do {
            let newest = try registry.monitoring(region: region, year: year, programme: programme)
            guard year == nil, !Self.says(newest) else { return newest }
            // Plans may reach further than anything that was done: the newest year of which something is known.
            for earlier in newest.years.reversed() where earlier < newest.year {
                let view = try registry.monitoring(region: region, year: earlier, programme: programme)
                if Self.says(view) { return view }
            }
            return newest
        } catch {
            switch error.code {
            case "figures.none": return nil
            case "sheet.region": throw HTTPError(.notFound)
            default: throw error
            }
        }
    }

    private static func says(_ view: MonitoringView) -> Bool {
        ["distributed", "listed", "reportsDue"].contains { view.figures[$0] != nil }
    }
}
