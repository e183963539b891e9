import Hummingbird
import Indonesia
import Problems
import Registry
import Reports

/// The letter that reminds an institution of what it owes.
enum ReminderDocument {
    /// - Throws: 404 for an institution that is not known.
    static func make(_ desk: Desk, _ institution: String) throws -> Report {
        guard try Names(desk.registry, desk.words).knows(institution: institution) else { throw HTTPError(.notFound) }
        let choice = try ReportingChoice(desk)
        try desk.registry.tellExport("letter")
        return try Report.reminder(
            try desk.registry.reminder(of: institution, asOf: choice.asOf, year: choice.year),
            in: desk.words.language,
            edition: Edition(date: desk.registry.today.description, synthetic: desk.site.isSynthetic))
    }
}

/// The annual report on a region's programmes, small counts hidden: the form in which figures leave the office.
enum RegionDocument {
    static let path = "/pantau/laporan"

    /// - Throws: 404 for a region that is not known, or before the first count.
    static func make(_ desk: Desk) throws -> Report {
        let choice = try MonitoringChoice(desk.query)
        guard let view = try choice.view(desk.registry, try Names(desk.registry, desk.words)) else {
            throw HTTPError(.notFound)
        }
        try desk.registry.tellExport("region-report")
        let input = try desk.registry.regionReport(region: view.place.code, year: view.year)
        return try Report.region(
            input, in: desk.words.language,
            edition: Edition(date: desk.registry.today.description, synthetic: desk.site.isSynthetic))
    }
}
