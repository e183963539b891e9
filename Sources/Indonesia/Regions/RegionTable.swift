public import Problems

/// The regions that somebody loaded, of one or both systems and of several editions.
///
/// Names repeat (119 villages are called Sukamaju), so they are looked up under a parent.
public struct RegionTable: Sendable {
    private struct Key: Hashable {
        var system: CodeSystem
        var code: RegionCode
    }

    private struct Under: Hashable {
        var system: CodeSystem
        var parent: RegionCode?
        var level: RegionLevel
        var name: String
    }

    private struct Parent: Hashable {
        var system: CodeSystem
        var code: RegionCode?
        var level: RegionLevel
    }

    private var regions: [Region] = []
    /// What has children in the table, so that a missing sibling can be told from a region nobody loaded.
    private var parents: Set<Parent> = []
    /// The systems of which there are regions.
    public private(set) var systems: Set<CodeSystem> = []
    private var byCode: [Key: Int] = [:]
    private var byName: [Under: [Int]] = [:]
    /// One bit for each of the million possible district numbers of the Ministry of Home Affairs.
    private var districts = BitSet(count: 1_000_000)
    private var regencies = BitSet(count: 10_000)
    private var regencyCount = 0

    /// A table of the given regions. Of two regions with one code the one that is not historic counts.
    public init(_ regions: some Sequence<Region>) {
        for region in regions { add(region) }
    }

    private mutating func add(_ region: Region) {
        let key = Key(system: region.system, code: region.code)
        if let known = byCode[key], !self.regions[known].isHistoric || region.isHistoric { return }
        let index = self.regions.count
        regions.append(region)
        byCode[key] = index
        let parent = region.code.parent(in: region.system)
        let under = Under(
            system: region.system, parent: parent, level: region.level, name: RegionName(region.name).folded)
        byName[under, default: []].append(index)
        parents.insert(Parent(system: region.system, code: parent, level: region.level))
        systems.insert(region.system)
        guard region.system == .kemendagri, region.code.length == 6 else { return }
        districts.insert(Int(region.code.number))
        if regencies.insert(Int(region.code.number / 100)) { regencyCount += 1 }
    }

    /// How many regions there are.
    public var count: Int { byCode.count }
    public var isEmpty: Bool { byCode.isEmpty }

    /// The region of a code in a system.
    public func region(_ code: RegionCode, in system: CodeSystem) -> Region? {
        byCode[Key(system: system, code: code)].map { regions[$0] }
    }

    /// The regions of a name directly under a parent; several where a regency and a city share the name.
    ///
    /// - Parameters:
    ///   - name: with or without `Kabupaten`, `Kota`, `Kec.`, `Desa`, in any case.
    ///   - parent: the region around it; `nil` for provinces.
    public func regions(
        named name: String, level: RegionLevel, under parent: RegionCode?, in system: CodeSystem
    ) -> [Region] {
        let wanted = RegionName(name)
        let under = Under(system: system, parent: parent, level: level, name: wanted.folded)
        return (byName[under] ?? []).map { regions[$0] }.filter { RegionName($0.name).agrees(with: wanted) }
    }

    /// Whether the table can judge districts of a regency or city (four digits): it has some of them, or it has
    /// most of the country.
    public func coversDistricts(ofRegency regency: UInt32) -> Bool {
        regencies.contains(Int(regency)) || regencyCount >= 400
    }

    /// Whether six digits are a district of the Ministry of Home Affairs in any of the loaded editions.
    public func knowsDistrict(_ district: UInt32) -> Bool { districts.contains(Int(district)) }

    /// Looks a code up: `region.unknown` (`warn`), `region.recoded` (`note`, argument `successor`), or `nil`.
    ///
    /// A table that holds no sibling of the code gives no answer, and so no problem.
    public func problem(with code: RegionCode, in system: CodeSystem) -> Problem? {
        if let region = region(code, in: system) {
            guard region.isHistoric else { return nil }
            return Problem(
                "region.recoded", .note, value: code.dotted,
                ["name": region.name, "successor": region.successor?.dotted ?? "–", "version": region.version])
        }
        guard covers(code, system) else { return nil }
        return Problem("region.unknown", .warn, value: code.dotted, ["system": system.rawValue])
    }

    private func covers(_ code: RegionCode, _ system: CodeSystem) -> Bool {
        let parent = code.parent(in: system)
        if parent == nil, code.length != 2 { return systems.contains(system) }
        return parents.contains(Parent(system: system, code: parent, level: code.level))
    }
}
