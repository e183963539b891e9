import Charts
import Problems
import Registry
import Store

/// What of the map fits on a page: regencies one by one where there are few, else the provinces they lie in.
struct MappedAreas {
    /// A matrix of more regencies is not read any more.
    private static let most = 30

    let region: String
    let areas: [ProgrammeDistribution.Area]
    let regencies: [String]
    /// Provinces to choose from; empty where regencies are shown.
    let provinces: [String]

    init(_ report: MappingReport, in region: String) {
        self.region = region
        let inside = report.distribution.areas.filter { RegionScope.lies($0.region, in: region) }
        let regencies = inside.filter { $0.level == "regency" }.map(\.region)
        let isMany = regencies.count > Self.most
        self.regencies = isMany ? [] : regencies
        provinces = isMany ? Set(regencies.map { String($0.prefix(2)) }).sorted() : []
        areas = isMany ? inside.filter { $0.level != "regency" } : inside
    }
}

/// Where no programme is: a matrix of regencies and kinds for each target.
struct MappingSpots {
    let report: MappingReport
    let shown: MappedAreas
    let year: Int
    let words: Words
    let places: [String: MonitoringView.Place]

    func part() -> Board.Part {
        var part = Board.Part("bercak-putih", words("mapping.white-spots"))
        part.paragraphs = [words("mapping.white-spots.text")]
        if shown.region != RegionScope.nation {
            part.links = [.init(words("mapping.white-spots.nation"), address(""))]
        }
        if !shown.provinces.isEmpty {
            part.grids = [provinces()]
        } else if !shown.regencies.isEmpty {
            part.drawings = matrices()
        }
        if part.drawings.isEmpty, part.grids.isEmpty { part.paragraphs.append(words("mapping.white-spots.none")) }
        return part
    }

    private func address(_ region: String) -> String {
        Query.address(
            MappingPage.path, [(MonitoringChoice.year, String(year)), (MonitoringChoice.region, region)])
            + "#bercak-putih"
    }

    private func provinces() -> Grid {
        var counts: [String: (spots: Int, regencies: Set<String>)] = [:]
        for spot in report.whiteSpots {
            counts[String(spot.region.prefix(2)), default: (0, [])].spots += 1
            counts[String(spot.region.prefix(2))]?.regencies.insert(spot.region)
        }
        return Grid(
            words("mapping.white-spots"),
            [
                .text(words("column.region")), .figure(words("mapping.white-spots.regencies")),
                .figure(words("mapping.card.white-spots")),
            ],
            shown.provinces.map { code in
                Grid.Line([
                    .init(places[code]?.name ?? code, href: address(code)),
                    .init(words.count(counts[code]?.regencies.count ?? 0)),
                    .init(words.count(counts[code]?.spots ?? 0)),
                ])
            }, none: words("mapping.white-spots.none"), fold: words.fold)
    }

    /// A cell counts programmes elsewhere that could be widened.
    private func matrices() -> [Drawing] {
        let here = Set(shown.regencies)
        let spots = report.whiteSpots.filter { here.contains($0.region) }
        let empty = Set(spots.map(\.region))
        let regencies = shown.regencies.filter(empty.contains)
        let targets =
            [WhiteSpot.anybody] + Set(spots.map(\.target)).subtracting([WhiteSpot.anybody]).sorted()
        let kinds = SheetKinds.bundled.codes("kind")
        return targets.compactMap { target in
            let own = Dictionary(
                spots.filter { $0.target == target }.map { ([$0.region, $0.kind], $0) },
                uniquingKeysWith: { first, _ in first })
            guard !own.isEmpty else { return nil }
            let name = target == WhiteSpot.anybody ? words("mapping.anybody") : words.name("special", target)
            return Drawing(
                MatrixFigure(
                    caption: Caption(
                        id: "white-" + target, title: words("mapping.white-spots.for", ["target": name]),
                        summary: words("mapping.white-spots.summary")),
                    rows: kinds.map { words.name("kind", $0) }, columns: regencies.map { places[$0]?.name ?? $0 },
                    cells: kinds.map { kind in regencies.map { cell(own[[$0, kind]]) } }, corner: words("column.kind")))
        }
    }

    private func cell(_ spot: WhiteSpot?) -> MatrixFigure.Cell {
        guard let spot else { return .init(value: 0, text: words("mapping.there")) }
        return spot.elsewhere.isEmpty
            ? .init(value: 2, text: words("mapping.nowhere"))
            : .init(value: 1, text: words("mapping.elsewhere", ["n": words.count(spot.elsewhere.count)]))
    }
}
