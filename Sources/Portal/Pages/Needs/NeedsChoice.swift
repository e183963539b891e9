import Hummingbird
import Indonesia
import Problems
import Registry
import Store

/// Which needs a reader asks about: region, year, and whether those that rules infer count.
struct NeedsChoice: Sendable {
    static let inferred = "simpulan"

    let region: String
    let year: Int
    let years: [Int]
    let isInferred: Bool

    /// - Throws: 404 for a region that is not known.
    init(_ desk: Desk, region: String?, year: Int?, isInferred: Bool) throws {
        let region = region.flatMap { $0.isEmpty ? nil : $0 } ?? RegionScope.nation
        guard try desk.registry.places([region])[region] != nil else { throw HTTPError(.notFound) }
        self.region = region
        self.isInferred = isInferred
        let told = try desk.registry.standing(SheetKinds.bundled.kind("need")).compactMap { row -> Int? in
            if case .text(let date) = row.values["date"] { Int(date.prefix(4)) } else { nil }
        }
        let years = Set(try desk.registry.programmeYears() + told).sorted(by: >)
        self.years = years
        self.year = year ?? told.max() ?? years.first ?? desk.registry.today.year
    }

    init(_ desk: Desk) throws {
        try self.init(
            desk, region: desk.query[MonitoringChoice.region], year: try desk.query.year(MonitoringChoice.year),
            isInferred: try desk.query.flag(Self.inferred, yes: "ya", no: "tidak"))
    }

    func address(_ path: String, region: String? = nil) -> String {
        let place = region ?? self.region
        return Query.address(
            path,
            [
                (MonitoringChoice.region, place == RegionScope.nation ? "" : place),
                (MonitoringChoice.year, String(year)), (Self.inferred, isInferred ? "ya" : ""),
            ])
    }

    func chooser(_ words: Words, _ path: String, asksInferred: Bool = true) -> Form {
        let years = self.years.contains(year) ? self.years : [year] + self.years
        var fields: [Form.Field] = [
            .hidden(MonitoringChoice.region, region == RegionScope.nation ? "" : region),
            .init(
                .choice, MonitoringChoice.year, words("column.year"),
                options: years.map {
                    .init(optionValue: String($0), optionLabel: String($0), isChosen: $0 == year)
                }),
        ]
        if asksInferred {
            fields.append(
                .init(
                    .choice, Self.inferred, words("needs.inferred"),
                    options: [
                        .init(optionValue: "", optionLabel: words("needs.inferred.no"), isChosen: !isInferred),
                        .init(optionValue: "ya", optionLabel: words("needs.inferred.yes"), isChosen: isInferred),
                    ]))
        }
        return .choosing(path, fields, button: words("choose.show"))
    }
}
