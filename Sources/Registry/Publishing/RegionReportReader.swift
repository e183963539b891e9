import Indonesia
import Problems
import Store

/// Puts the input of a regional report together.
struct RegionReportReader {
    let connection: any Connection
    let view: MonitoringView
    let publication: Publication
    let earlier: Publication?
    let records: [ProgrammeRecord]
    /// Of every year and place.
    let all: [ProgrammeRecord]
    let mapping: MappingReport
    let state: ReportingState
    let institutions: [InstitutionRecord]
    let policy: [PolicyStep]

    private var region: String { view.place.code }

    func input() throws -> RegionReportInput {
        let codes = Set(records.map(\.code))
        let concerned = Set(state.duties.filter { codes.contains($0.duty.programme) }.map(\.duty.institution))
            .union(state.reports.filter { codes.contains($0.programme) }.map(\.institution)).sorted()
        var own = state
        own.duties = state.duties.filter { codes.contains($0.duty.programme) }
        own.reports = state.reports.filter { codes.contains($0.programme) }
        own.findings = state.findings.filter { codes.contains($0.programme) }
        let (parts, places) = try self.parts()
        return RegionReportInput(
            view: view, asOf: publication.computation.asOf, countedAt: publication.computation.computedAt,
            publication: publication, earlier: earlier, programmes: programmes(), names: try names(), parts: parts,
            places: places, enterprises: try enterprises(),
            discipline: concerned.map { code in .init(institution: code, score: own.score { $0 == code }) },
            total: own.score { _ in true },
            findings: own.findings.filter { finding in
                // What is wrong elsewhere is not this region's to tell.
                finding.region.map { RegionScope.lies($0, in: region) || RegionScope.lies(region, in: $0) } ?? true
            }, whiteSpots: mapping.whiteSpots.filter { RegionScope.lies($0.region, in: region) },
            clashes: mapping.clashes.filter { codes.contains($0.a) && codes.contains($0.b) },
            similar: (mapping.duplicates + mapping.nearDuplicates).filter {
                codes.contains($0.a) && codes.contains($0.b)
            }, policy: policy)
    }

    private func programmes() -> [RegionReportInput.Programme] {
        let figures = Dictionary(
            view.programmes.map { ($0.code, $0.figures) }, uniquingKeysWith: { first, _ in first })
        return records.map { record in
            let period = record.periods.first { $0.fiscalYear == view.year }
            let isOpen = publication.isOpen(record.code, in: region)
            let spent = figures[record.code]?["budgetRealised"]
            let hasList = publication.keys.contains { $0.measure == "listed" && $0.programme == record.code }
            return RegionReportInput.Programme(
                code: record.code, name: .init(id: record.name, en: record.nameEn ?? record.name),
                owner: record.owner, kind: record.kind, unit: record.targetUnit, area: record.area,
                isOwn: !record.area.isEmpty && record.area.allSatisfy { RegionScope.lies($0, in: region) },
                target: period?.target, budget: period?.budget, spent: isOpen ? spent : nil,
                isSpentHidden: !isOpen && spent != nil,
                isReported: publication.hasReports(of: record.code, in: region),
                reached: publication[CountKey("distributed", programme: record.code, region: region)],
                listed: publication[CountKey("listed", programme: record.code, region: region)], hasList: hasList)
        }.sorted { ($0.isOwn ? 0 : 1, $0.code) < ($1.isOwn ? 0 : 1, $1.code) }
    }

    private func names() throws -> [String: BilingualText] {
        var names: [String: BilingualText] = [:]
        for institution in institutions {
            names[institution.code] = .init(id: institution.name, en: institution.nameEn ?? institution.name)
        }
        let places = try PlaceNames(connection)
        for code in Set(records.flatMap(\.area) + policy.flatMap(\.regions)) {
            if let place = try places.place(code) { names[code] = .init(id: place.name, en: place.name) }
        }
        for record in all where policy.contains(where: { $0.programmes.contains(record.code) }) {
            names[record.code] = .init(id: record.name, en: record.nameEn ?? record.name)
        }
        for record in records { names[record.code] = .init(id: record.name, en: record.nameEn ?? record.name) }
        return names
    }

    private func parts() throws -> ([RegionReportInput.Part], [String: [RegionReportInput.Part]]) {
        let places = try PlaceNames(connection)
        let children = try places.children(of: region)
        let known = Set(publication.parts.map(\.code))
        let below = publication.parts.filter { place in
            RegionScope.parent(of: place.code).map { parent in children.contains { $0.code == parent } } ?? false
        }
        let codes = children.map(\.code) + below.map(\.code)
        var enterprises: [String: Int64] = [:]
        for start in stride(from: 0, to: codes.count, by: 500) {
            let some = Array(codes[start..<min(start + 500, codes.count)])
            for figure in try FigureQueries(connection).figures(
                programmes: [FigureRecord.allProgrammes], periods: [String(view.year)], regions: some)
            where figure.measure == "microEnterprises" { enterprises[figure.region] = figure.value }
        }
        func part(_ place: MonitoringView.Place) -> RegionReportInput.Part {
            .init(place: place, enterprises: enterprises[place.code])
        }
        let shown = children.filter { known.contains($0.code) || enterprises[$0.code] != nil }
        return (
            shown.map(part),
            Dictionary(grouping: below, by: { RegionScope.parent(of: $0.code) ?? "" }).mapValues { $0.map(part) }
        )
    }

    private func enterprises() throws -> RegionReportInput.Denominator? {
        try LedgerQueries(connection).current(.init("denominator")).compactMap {
            LedgerJSON.value(RegionReportInput.Denominator.self, $0.document)
        }.last { $0.measure == "micro-enterprises" && $0.region == region && $0.year == view.year }
    }
}
