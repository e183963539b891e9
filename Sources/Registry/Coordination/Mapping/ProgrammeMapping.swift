import Store

/// Works the mapping of a year out from its records.
struct ProgrammeMapping {
    private let year: Int
    private let records: [ProgrammeRecord]
    private let regencies: [String]
    private let kinds = SheetKinds.bundled

    /// - Parameters:
    ///   - records: one for each programme, in any order.
    ///   - regencies: codes of those that white spots are looked for in.
    init(year: Int, records: [ProgrammeRecord], regencies: [String]) {
        self.year = year
        self.records = records.sorted { $0.code < $1.code }
        self.regencies = regencies
    }

    func report(threshold: Double, years: [ProgrammeDistribution.Year]) -> MappingReport {
        let complete = records.map(Completeness.init)
        let filled = complete.reduce(0) { $0 + $1.filled }
        let (duplicates, near) = similar(threshold)
        return MappingReport(
            year: year, programmes: records.count, active: running.count,
            completeness: complete.isEmpty ? nil : Double(filled) / Double(complete.count * Completeness.fieldCount),
            records: complete.sorted { ($0.filled, $0.code) < ($1.filled, $1.code) },
            institutions: InstitutionCompleteness.all(complete),
            withoutClearCriteria: records.compactMap { record in
                CriteriaGap(record).map { UnclearProgramme(code: record.code, owner: record.owner, gap: $0) }
            },
            distribution: distribution(years), whiteSpots: whiteSpots, clashes: clashes, duplicates: duplicates,
            nearDuplicates: near, threshold: threshold)
    }

    private var running: [ProgrammeRecord] { records.filter { $0.isActive(in: year) } }

    // MARK: - Spread

    private func distribution(_ years: [ProgrammeDistribution.Year]) -> ProgrammeDistribution {
        ProgrammeDistribution(
            pillars: counts { [$0.pillar ?? "-"] }, mainKinds: counts { [$0.kind] }, kinds: counts(\.kinds),
            units: counts { [$0.targetUnit] }, targets: counts(Self.targets),
            statuses: counts { [$0.status.map { kinds.code("status", $0) ?? $0 } ?? "-"] }, areas: areas, years: years)
    }

    private func counts(_ values: (ProgrammeRecord) -> [String]) -> [ProgrammeDistribution.Count] {
        Dictionary(records.flatMap { Set(values($0)) }.map { ($0, 1) }, uniquingKeysWith: +)
            .map { .init(value: $0, programmes: $1) }.sorted { $0.value < $1.value }
    }

    private static func targets(_ record: ProgrammeRecord) -> [String] {
        record.specialTargets.isEmpty ? [WhiteSpot.anybody] : record.specialTargets
    }

    private var areas: [ProgrammeDistribution.Area] {
        let named = records.map { Set(($0.area.isEmpty ? [RegionScope.nation] : $0.area).map(Self.regency)) }
        let regions = named.reduce(into: Set(regencies + [RegionScope.nation])) { $0.formUnion($1) }
        return regions.map { region in
            .init(
                region: region, level: Self.level(region), own: named.count { $0.contains(region) },
                reaching: records.count { RegionScope.touches($0.area, region) })
        }.sorted { (Self.depth($0.region), $0.region) < (Self.depth($1.region), $1.region) }
    }

    /// The regency that a smaller region lies in; regencies, provinces and the nation themselves.
    private static func regency(_ region: String) -> String {
        region.split(separator: ".").prefix(2).joined(separator: ".")
    }

    private static func depth(_ region: String) -> Int {
        region == RegionScope.nation ? 0 : region.split(separator: ".").count
    }

    private static func level(_ region: String) -> String {
        switch depth(region) {
        case 0: "nation"
        case 1: "province"
        default: "regency"
        }
    }

    // MARK: - White spots and clashes

    /// A programme counts in every regency that its area touches, under each of its kinds, for each target it names.
    private var whiteSpots: [WhiteSpot] {
        struct Need: Hashable {
            var kind: String
            var target: String
        }
        var answers: [Need: [ProgrammeRecord]] = [:]
        for record in running {
            for kind in Set(record.kinds) {
                for target in Set(Self.targets(record)) {
                    answers[Need(kind: kind, target: target), default: []].append(record)
                }
            }
        }
        let targets = kinds.codes("special") + [WhiteSpot.anybody]
        return regencies.flatMap { regency in
            kinds.codes("kind").flatMap { kind in
                targets.compactMap { target in
                    let found = answers[Need(kind: kind, target: target)] ?? []
                    guard !found.contains(where: { RegionScope.touches($0.area, regency) }) else { return nil }
                    return WhiteSpot(region: regency, kind: kind, target: target, elsewhere: found.map(\.code))
                }
            }
        }
    }

    private struct ClashKey: Hashable {
        var kind: String
        var unit: String
        var targets: Set<String>

        init(_ record: ProgrammeRecord) {
            kind = record.kind
            unit = record.targetUnit
            targets = Set(record.specialTargets)
        }
    }

    private var clashes: [ProgrammeClash] {
        var found: [ProgrammeClash] = []
        for group in Dictionary(grouping: running, by: ClashKey.init).values {
            for (index, a) in group.enumerated() {
                for b in group.dropFirst(index + 1)
                where a.owner != b.owner && ProgrammeLikeness.overlap(a.area, b.area)
                    && !a.complementary.contains(b.code) && !b.complementary.contains(a.code)
                {
                    let aims = Set(a.aims).intersection(b.aims)
                    guard !aims.isEmpty else { continue }
                    found.append(
                        ProgrammeClash(
                            a: a.code, b: b.code, kind: a.kind, aims: aims.sorted(), targetUnit: a.targetUnit,
                            specialTargets: Set(a.specialTargets).sorted()))
                }
            }
        }
        return found.sorted { ($0.a, $0.b) < ($1.a, $1.b) }
    }

    // MARK: - Doubles

    private func similar(_ threshold: Double) -> (same: [SimilarProgrammes], near: [SimilarProgrammes]) {
        let subjects = records.map(ProgrammeLikeness.Subject.init)
        let likeness = ProgrammeLikeness(subjects)
        var same: [SimilarProgrammes] = [], near: [SimilarProgrammes] = []
        for (index, a) in subjects.enumerated() {
            for b in subjects.dropFirst(index + 1) {
                if a.plainName == b.plainName {
                    if let pair = likeness.likeness(a, b, threshold: 0) { same.append(pair) }
                } else if let pair = likeness.likeness(a, b, threshold: threshold) {
                    near.append(pair)
                }
            }
        }
        return (same, near.sorted { (-$0.score, $0.a, $0.b) < (-$1.score, $1.a, $1.b) })
    }
}
