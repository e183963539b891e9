import Hummingbird
import Problems
import Registry
import Store

/// Programmes as programs read them.
enum APIProgrammes {
    struct List: Encodable, Sendable {
        /// Nil where the records of all years are merged.
        var year: Int?
        var programmes: [ProgrammeRecord]
    }

    struct One: Encodable, Sendable {
        struct Version: Encodable, Sendable {
            var fiscalYear: Int?
            var version: Int
            var current: Bool
            var receivedOn: String
            var sending: Int64
            var file: String
            var row: Int
            var changes: [ProgrammeHistory.Change]?
        }

        var programme: ProgrammeRecord
        var completeness: Completeness
        var versions: [Version]
    }

    static func list(_ desk: Desk) throws -> List {
        guard let year = try desk.query.year("year") else {
            return List(year: nil, programmes: try desk.registry.programmes())
        }
        return List(year: year, programmes: try desk.registry.programmes(of: year))
    }

    static func one(_ desk: Desk, _ code: String) throws -> One {
        let history = try desk.registry.programmeHistory(code)
        guard let record = try desk.registry.programmes().first(where: { $0.code == code }) else {
            throw HTTPError(.notFound)
        }
        let newest = record.yearly.max { ($0.periods.first?.fiscalYear ?? 0) < ($1.periods.first?.fiscalYear ?? 0) }
        return One(
            programme: record, completeness: Completeness(newest ?? record),
            versions: history.versions.map {
                .init(
                    fiscalYear: $0.fiscalYear, version: $0.number, current: $0.isCurrent,
                    receivedOn: $0.sending.receivedOn, sending: $0.sending.id, file: $0.sending.name, row: $0.row,
                    changes: $0.changes)
            })
    }
}
