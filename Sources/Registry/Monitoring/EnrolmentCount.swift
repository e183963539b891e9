import Store

/// Counts the recipients on committed lists: by programme and year, by region, sex, age, sector and decile.
///
/// A person counts once for a programme and year, whatever number of lists and lines, in the region of the newest line;
/// so a region's people are the sum of its parts' people. People of all programmes together (`people`) count once a year.
/// Who is only a candidate on a list counts nowhere.
struct EnrolmentCount {
    private struct Key: Hashable {
        var programme: String
        var year: Int
    }

    /// The slices of one programme and year, or of one category of it.
    private struct Counted {
        var listed: UInt32
        var women: UInt32
        var poor: UInt32
        var decileKnown: UInt32
    }

    private struct Slot {
        var total: Counted
        var amount: UInt32
        var categories: [String: Counted] = [:]
    }

    private var cube: FigureCube
    private var finder: RegionFinder
    private let profiles: ProfileFacts
    private var slots: [Key: Slot] = [:]

    init(_ cube: consuming FigureCube, _ finder: RegionFinder, _ profiles: ProfileFacts) {
        self.cube = cube
        self.finder = finder
        self.profiles = profiles
    }

    /// Walks over all enrolments.
    ///
    /// - Parameters:
    ///   - withheld: enrolments that life events hold; they count nowhere.
    ///   - corrections: whose records under an older number count with those under the one that holds.
    mutating func count(
        _ queries: FigureQueries, withheld: Set<Int64>, _ corrections: NumberCorrections
    ) throws -> FigureCube {
        var corrected: [String: [CountedEnrolment]] = [:]
        var person: Int64?
        var lines: [CountedEnrolment] = []
        try queries.eachEnrolment(candidates: .bundled, withheld: withheld) { line in
            if !corrections.isEmpty, corrections.concern(line.nik) {
                corrected[corrections.current(of: line.nik), default: []].append(line)
                return
            }
            if line.person != person {
                add(lines)
                lines.removeAll(keepingCapacity: true)
                person = line.person
            }
            lines.append(line)
        }
        add(lines)
        for (_, lines) in corrected.sorted(by: { $0.key < $1.key }) { add(lines.sorted { $0.id < $1.id }) }
        return cube
    }

    /// Adds one person with all their lines.
    private mutating func add(_ lines: [CountedEnrolment]) {
        guard let first = lines.first else { return }
        if lines.count == 1 {
            add(first, amount: first.amount)
            addPerson(first, first.fiscalYear)
            return
        }
        let groups = Dictionary(grouping: lines) { Key(programme: $0.programme, year: $0.fiscalYear) }
        for group in groups.values {
            guard let newest = group.last else { continue }
            add(newest, amount: group.map(\.amount).boundedSum)
        }
        for (year, group) in Dictionary(grouping: lines, by: \.fiscalYear) {
            if let newest = group.last { addPerson(newest, year) }
        }
    }

    private mutating func addPerson(_ line: CountedEnrolment, _ year: Int) {
        let region = region(of: line)
        cube.add(1, .init(measure: "people", period: String(year)), at: region)
    }

    private mutating func region(of line: CountedEnrolment) -> String {
        finder.region(code: line.regionCode, village: line.village, institution: line.institution)
    }

    private mutating func add(_ line: CountedEnrolment, amount: Int64) {
        let region = cube.region(region(of: line))
        let facts = profiles.facts(of: line.nik, year: line.fiscalYear)
        let person = PersonCategories(line, facts)
        for programme in [line.programme, FigureRecord.allProgrammes] {
            let key = Key(programme: programme, year: line.fiscalYear)
            var slot = slot(of: key)
            cube.add(amount, slot.amount, at: region)
            add(person, facts?.decile, slot.total, at: region)
            for (breakdown, category) in person.all {
                let name = breakdown + category
                if slot.categories[name] == nil {
                    slot.categories[name] = counted(key, breakdown, category)
                    slots[key] = slot
                }
                if let own = slot.categories[name] { add(person, facts?.decile, own, at: region) }
            }
        }
    }

    private mutating func add(_ person: PersonCategories, _ decile: Int?, _ slices: Counted, at region: UInt32) {
        cube.add(1, slices.listed, at: region)
        if person.isWoman { cube.add(1, slices.women, at: region) }
        guard let decile else { return }
        cube.add(1, slices.decileKnown, at: region)
        if decile <= 4 { cube.add(1, slices.poor, at: region) }
    }

    private mutating func slot(of key: Key) -> Slot {
        if let slot = slots[key] { return slot }
        let amount = cube.slice(
            .init(measure: "amountListed", programme: key.programme, period: String(key.year)))
        let slot = Slot(total: counted(key, FigureRecord.total, ""), amount: amount)
        slots[key] = slot
        return slot
    }

    private mutating func counted(_ key: Key, _ breakdown: String, _ category: String) -> Counted {
        func slice(_ measure: String) -> UInt32 {
            cube.slice(
                .init(
                    measure: measure, programme: key.programme, period: String(key.year), breakdown: breakdown,
                    category: category))
        }
        return Counted(
            listed: slice("listed"), women: slice("listedWomen"), poor: slice("listedPoor"),
            decileKnown: slice("listedDecileKnown"))
    }
}
