public import Problems
import Store

extension Registry {
    /// Names and levels of regions; codes that are not known are left out.
    public func places(_ codes: some Sequence<String>) throws(Problem) -> [String: MonitoringView.Place] {
        let codes = Set(codes)
        guard !codes.isEmpty else { return [:] }
        return try database.read { connection in
            let names = try PlaceNames(connection)
            return try codes.reduce(into: [:]) { $0[$1] = try names.place($1) }
        }
    }
}

/// Names and levels of regions.
struct PlaceNames {
    private let connection: any Connection
    private let catalogue: CatalogueQueries

    init(_ connection: any Connection) throws {
        self.connection = connection
        catalogue = CatalogueQueries(connection)
    }

    /// Nil for a code that is not known.
    func place(_ code: String) throws -> MonitoringView.Place? {
        guard code != RegionScope.nation else { return .init(code: code, name: "Indonesia", level: "nation") }
        return try catalogue.region(code).map { .init(code: code, name: $0.name, level: $0.level) }
    }

    func children(of code: String) throws -> [MonitoringView.Place] {
        try catalogue.regions(in: code == RegionScope.nation ? nil : code).map {
            .init(code: $0.code, name: $0.name, level: $0.level)
        }
    }
}
