public import Problems
import Store

extension Registry {
    /// Names and levels of regions; codes that are not known are left out.
    public func places(_ codes: some Sequence<String>) throws(Problem) -> [String: MonitoringView.Place] {
        let codes = Set(codes)
        guard !codes.isEmpty else { return [:] }
        return try database.read { connection in
            let names = try PlaceNames(connection)
            return codes.reduce(into: [:]) { $0[$1] = names.place($1) }
        }
    }
}
