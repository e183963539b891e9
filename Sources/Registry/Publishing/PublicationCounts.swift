import Evaluation
import Problems
import Store

/// Turns the figures of a year into cells: what is published, and every sum a reader can check.
///
/// - Regions: each holds its parts and a remainder. Where a report's parts come to more than its total, the reader knows
///   by how much, and that is all he is given.
/// - Programmes: *all* is the sum of the programmes, as a person counts once in each.
/// - Breakdowns: each adds up to the total, *not known* included. Periods are a breakdown of the year.
/// - Lists and reports: where a programme has both, a reader is taken to know their difference.
///
/// Villages have totals of all programmes alone, districts single programmes and most breakdowns; fine breakdowns end above.
struct PublicationCounts {
    struct Slice: Hashable {
        var measure: String
        var programme: String
        var breakdown = FigureRecord.total
        var category = ""

        /// The last level that is published: where most counts would be small, a finer one would hide all of it.
        var depth: Int {
            switch breakdown {
            case FigureRecord.total: programme == FigureRecord.allProgrammes ? 4 : 3
            case PublicationCounts.wide: 4
            case "decile", "kind": 2
            case "state": measure == NeedCount.measure ? 2 : 3
            case "kindState": 1
            default: 3
            }
        }

        func key(_ region: String, isRemainder: Bool = false) -> CountKey {
            CountKey(
                measure, programme: programme, region: region, isRemainder: isRemainder, breakdown: breakdown,
                category: category)
        }
    }

    var cells = CountCells()
    /// By how much parts exceed a total that was given for them.
    var excess: [CountKey: Int] = [:]
    var programmes: [String] = []
    var values: [Slice: [String: Int]] = [:]
    var children: [String: [String]] = [:]

    /// - Parameters:
    ///   - figures: of the year and of its parts.
    ///   - year: `2021`.
    /// - Throws: `publication.absurd` for a count that no nation has: everything that is added and protected below counts
    ///   on figures far from the largest number.
    init(_ figures: [FigureRecord], year: String) throws(Problem) {
        // Of a single programme rather than of all of them: it names who has to look.
        let absurd = figures.filter { !(0...Self.most).contains($0.value) }
        if let found = absurd.first(where: { $0.programme != FigureRecord.allProgrammes }) ?? absurd.first {
            throw Problem(
                "publication.absurd", value: String(found.value),
                [
                    "measure": SheetKinds.bundled.word("measure", found.measure), "programme": found.programme,
                    "region": found.region, "period": found.period, "value": String(found.value),
                ])
        }
        gather(figures, year)
        let regions = Set(values.values.flatMap(\.keys))
        for region in regions.sorted() {
            if let parent = RegionScope.parent(of: region) { children[parent, default: []].append(region) }
        }
        programmes = Set(values.keys.map(\.programme)).subtracting([FigureRecord.allProgrammes]).sorted()
        fillIn()
        for slice in values.keys.sorted(by: Self.comesBefore) { addTree(slice) }
        addBreakdowns()
        addMargins()
        tieListsToReports()
        tieNeeds()
    }

    static func comesBefore(_ left: Slice, _ right: Slice) -> Bool {
        left.key("") < right.key("")
    }

    mutating func gather(_ figures: [FigureRecord], _ year: String) {
        for figure in figures where figure.value != 0 {
            let isAll = figure.programme == FigureRecord.allProgrammes
            let isTotal = figure.breakdown == FigureRecord.total
            var slice = Slice(measure: figure.measure, programme: figure.programme)
            if figure.period != year {
                guard isAll, isTotal, Self.byPeriod.contains(figure.measure) else { continue }
                slice.breakdown = "period"
                slice.category = figure.period
            } else if !isTotal {
                guard Self.broken.contains(figure.measure) else { continue }
                slice.breakdown = figure.breakdown
                slice.category = figure.category
            }
            values[slice, default: [:]][figure.region, default: 0].add(Int(clamping: figure.value))
        }
    }

    /// What can be said from what was counted: groups of deciles, what profiles do not say, periods not told.
    mutating func fillIn() {
        for programme in programmes + [FigureRecord.allProgrammes] {
            for region in values[Slice(measure: "listed", programme: programme)]?.keys.sorted() ?? [] {
                for decile in Array(1...10).map(String.init) + ["-"] {
                    let slice = Slice(measure: "listed", programme: programme, breakdown: "decile", category: decile)
                    guard let value = values[slice]?[region] else { continue }
                    let group = decile == "-" ? "-" : (Int(decile) ?? 10) <= 4 ? "1-4" : "5-10"
                    values[
                        Slice(measure: "listed", programme: programme, breakdown: "decileGroup", category: group),
                        default: [:]][region, default: 0].add(value)
                }
            }
            // Known once, in the groups.
            values[Slice(measure: "listed", programme: programme, breakdown: "decile", category: "-")] = nil
        }
        let all = FigureRecord.allProgrammes
        for (breakdown, categories) in Self.profiles {
            for (name, of, less) in categories {
                let slice = Slice(measure: "profiles", programme: all, breakdown: breakdown, category: name)
                for region in values[Slice(measure: "profiles", programme: all)]?.keys.sorted() ?? []
                where !Self.isVillage(region) {
                    func sum(_ names: [String]) -> Int {
                        names.map { values[Slice(measure: $0, programme: all)]?[region] ?? 0 }.bounded
                    }
                    let value = sum(of) - sum(less)
                    if value > 0 { values[slice, default: [:]][region] = value }
                }
            }
        }
        let own = Set(Self.stages + Self.broken + ["profiles"])
        values = values.filter { own.contains($0.key.measure) }
        for slice in values.keys { values[slice] = values[slice]?.filter { Self.depth($0.key) <= slice.depth } }
        for measure in Self.byPeriod {
            for (region, total) in values[Slice(measure: measure, programme: all)] ?? [:]
            where !Self.isVillage(region) {
                let told = periods(measure).map { values[$0]?[region] ?? 0 }.bounded
                let rest = Slice(measure: measure, programme: all, breakdown: "period", category: "-")
                if total > told { values[rest, default: [:]][region] = total - told }
            }
        }
    }

    func periods(_ measure: String) -> [Slice] {
        values.keys.filter { $0.measure == measure && $0.breakdown == "period" && $0.category != "-" }
    }

    mutating func addTree(_ slice: Slice) {
        guard let found = values[slice] else { return }
        for (region, total) in found.sorted(by: { $0.key < $1.key }) {
            let cell = cells.add(slice.key(region), total)
            let parts = (children[region] ?? []).compactMap { child in found[child].map { (child, $0) } }
            // At the last level that is published there is nothing it could be the sum of.
            guard Self.depth(region) < slice.depth, !parts.isEmpty || children[region] != nil else { continue }
            var positions: [Int] = []
            for (child, value) in parts { positions.append(cells.add(slice.key(child), value)) }
            let rest = total - parts.map(\.1).bounded
            if rest < 0 {
                excess[slice.key(region, isRemainder: true)] = -rest
                let sum = cells.sum(of: positions)
                cells.tie(sum, cell)
                continue
            }
            if rest > 0 { positions.append(cells.add(slice.key(region, isRemainder: true), rest)) }
            cells.sum(cell, of: positions)
        }
    }

    /// All programmes are the sum of the programmes.
    mutating func addMargins() {
        let all = cells.positions.keys.filter { key in
            key.programme == FigureRecord.allProgrammes && !Self.isVillage(key.region)
                && (key.measure == "listed" || Self.stages.contains(key.measure) && key.breakdown == FigureRecord.total)
        }.sorted()
        for key in all where !breaks(key.measure, key.region, key.isRemainder) {
            guard let total = cells.positions[key] else { continue }
            let parts = programmes.compactMap { programme in
                var part = key
                part.programme = programme
                return cells.positions[part]
            }
            cells.sum(total, of: parts)
        }
    }

    mutating func tieListsToReports() {
        for key in cells.positions.keys.sorted()
        where key.measure == "listed" && key.breakdown == FigureRecord.total
            && key.programme != FigureRecord.allProgrammes
        {
            var reported = key
            reported.measure = "distributed"
            if let one = cells.positions[key], let other = cells.positions[reported] { cells.tie(one, other) }
        }
    }

    /// Needs that are met are those that are served.
    mutating func tieNeeds() {
        for key in cells.positions.keys.sorted() where key.breakdown == Self.wide && key.category == "yes" {
            var state = key
            state.breakdown = "state"
            state.category = "served"
            if let one = cells.positions[key], let other = cells.positions[state] { cells.tie(one, other) }
        }
    }

    static func isVillage(_ region: String) -> Bool { depth(region) == 4 }

    /// 0 for the nation, 1 province, 2 regency, 3 district, 4 village.
    static func depth(_ region: String) -> Int {
        region == RegionScope.nation ? 0 : region.utf8.count { $0 == UInt8(ascii: ".") } + 1
    }
}

/// Counts are small beside the largest number, see `most`; yet no sum of what comes from files may trap.
extension Int {
    mutating func add(_ other: Int) {
        var sum = Int64(self)
        sum.addRupiah(Int64(other))
        self = Int(clamping: sum)
    }
}

extension Sequence<Int> {
    var bounded: Int { reduce(into: 0) { $0.add($1) } }
}
