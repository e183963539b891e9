import Indonesia
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

    private struct Slot {
        var listed: UInt32
        var amount: UInt32
        var women: UInt32
        var poor: UInt32
        var decileKnown: UInt32
        var categories: [String: UInt32] = [:]
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
    mutating func count(_ queries: FigureQueries) throws -> FigureCube {
        var person: Int64?
        var lines: [CountedEnrolment] = []
        try queries.eachEnrolment(candidates: .bundled) { line in
            if line.person != person {
                add(lines)
                lines.removeAll(keepingCapacity: true)
                person = line.person
            }
            lines.append(line)
        }
        add(lines)
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
        let sex = line.sex ?? "-"
        let decile = facts?.decile
        for programme in [line.programme, FigureRecord.allProgrammes] {
            let key = Key(programme: programme, year: line.fiscalYear)
            var slot = slot(of: key)
            cube.add(1, slot.listed, at: region)
            cube.add(amount, slot.amount, at: region)
            if sex == "P" { cube.add(1, slot.women, at: region) }
            if let decile {
                cube.add(1, slot.decileKnown, at: region)
                if decile <= 4 { cube.add(1, slot.poor, at: region) }
            }
            for (breakdown, category) in [
                ("sex", sex), ("age", Self.age(line)), ("sector", facts?.sector ?? "-"),
                ("decile", decile.map(String.init) ?? "-"),
            ] {
                let name = breakdown + category
                if slot.categories[name] == nil {
                    slot.categories[name] = cube.slice(
                        .init(
                            measure: "listed", programme: key.programme, period: String(key.year),
                            breakdown: breakdown, category: category))
                    slots[key] = slot
                }
                if let number = slot.categories[name] { cube.add(1, number, at: region) }
            }
        }
    }

    private mutating func slot(of key: Key) -> Slot {
        if let slot = slots[key] { return slot }
        func slice(_ measure: String) -> UInt32 {
            cube.slice(.init(measure: measure, programme: key.programme, period: String(key.year)))
        }
        let slot = Slot(
            listed: slice("listed"), amount: slice("amountListed"), women: slice("listedWomen"),
            poor: slice("listedPoor"), decileKnown: slice("listedDecileKnown"))
        slots[key] = slot
        return slot
    }

    /// Bands of age on the last day of the fiscal year.
    static let ages = ["0-24", "25-34", "35-44", "45-54", "55-64", "65+"]

    private static func age(_ line: CountedEnrolment) -> String {
        guard let birth = line.birthDate.flatMap({ CalendarDate($0) }) else { return "-" }
        switch line.fiscalYear - birth.year {
        case ..<0: return "-"
        case ..<25: return ages[0]
        case ..<35: return ages[1]
        case ..<45: return ages[2]
        case ..<55: return ages[3]
        case ..<65: return ages[4]
        default: return ages[5]
        }
    }
}
