import Indonesia
import Problems
import Tabular

/// What only the whole column can tell, gathered in a first pass over the list.
///
/// A spreadsheet's damage runs down a column; whether `03/04` is March or April, and whether `1.89` has lost a zero, is
/// settled by the other cells. Memory stays bounded: runs, counts and a capped set of village names.
struct ListSurvey: Sendable {
    var damage = DigitDamage()
    var dates: [Int: DateColumn] = [:]
    var money: [Int: RupiahColumn] = [:]
    var numbers: [Int: NumberSeries] = [:]
    var villages: Set<String> = []
    var regionCodes: [Int: Set<CodeAndName>] = [:]
    /// Rows that a quote in the wrong place made one cell.
    var swallowed = SwallowedRows()
    /// Rows below the people that hold nobody.
    var footer = FooterRows()
    var rows = 0

    /// A region's code and the name in the same row.
    struct CodeAndName: Hashable, Sendable {
        var code: String
        var name: String
    }

    /// Distinct names and codes beyond this number tell nothing new.
    private static let cap = 20_000

    /// Which columns are looked at in which way.
    struct Plan: Sendable {
        var layout: Layout
        var nik: Int?
        /// The column whose cells may name the place before the day.
        var birth: Int?
        var dates: [Int] = []
        var money: [Int] = []
        var numbers: [Int] = []
        var village: Int?
        /// Columns of region codes, each with the column of the names beside it.
        var regionCodes: [(code: Int, name: Int?)] = []

        init(_ mapping: ColumnMapping, _ sample: [ColumnSurvey], _ layout: Layout) {
            self.layout = layout
            nik = mapping.column(.nik)
            birth = mapping.column(.birthDate)
            village = mapping.column(.village)
            for (index, entry) in mapping.entries.enumerated() {
                switch entry.field {
                case .birthDate, .startDate, .endDate, .activityDate: dates.append(index)
                case .amount, .capital, .annualSales: money.append(index)
                case .regionCode: regionCodes.append((index, nil))
                case nil:
                    if index < sample.count, sample[index].type == .decimal { numbers.append(index) }
                    if Self.isRegionCode(entry.name), index < sample.count,
                        [.integer, .identifier, .decimal, .text, .year].contains(sample[index].type)
                    {
                        regionCodes.append((index, Self.nameColumn(of: entry.name, index, mapping)))
                        numbers.removeAll { $0 == index }
                    }
                default: break
                }
            }
        }

        /// Header names of region codes: `kode_kabupaten_kota`, `Kode Desa`, `kode wilayah`, and a bare `kode` beside `nama`.
        private static func isRegionCode(_ header: String) -> Bool {
            let name = ColumnMapper.normalised(header)
            guard name.contains("kode") || name.hasPrefix("code") else { return false }
            return name == "kode"
                || ["prov", "kab", "kota", "kec", "desa", "kel", "wilayah", "region"].contains {
                    name.contains($0)
                }
        }

        private static func nameColumn(of header: String, _ index: Int, _ mapping: ColumnMapping) -> Int? {
            let wanted = ColumnMapper.normalised(header).replacing("kode", with: "nama").replacing("bps", with: "")
                .replacing("kemendagri", with: "")
            if let exact = mapping.entries.firstIndex(where: { ColumnMapper.normalised($0.name) == wanted }) {
                return exact
            }
            return index + 1 < mapping.entries.count
                && ColumnMapper.normalised(mapping.entries[index + 1].name).contains("nama") ? index + 1 : nil
        }
    }

    /// Looks at one batch.
    init(_ batch: RecordBatch, _ plan: Plan) {
        let bytes = batch.bytes.span
        for position in 0..<batch.count {
            func cell(_ column: Int) -> Range<Int> { batch.range(position, column) }
            if let nik = plan.nik { damage.add(row: batch.row(position), bytes.extracting(cell(nik))) }
            for column in plan.dates {
                let date = bytes.extracting(cell(column))
                let start = column == plan.birth ? PlaceAndDate.dateStart(in: date) : 0
                dates[column, default: DateColumn()].add(date.extracting(start..<date.count))
            }
            for column in plan.money { money[column, default: RupiahColumn()].add(bytes.extracting(cell(column))) }
            for column in plan.numbers { numbers[column, default: NumberSeries()].add(bytes.extracting(cell(column))) }
            if let village = plan.village, villages.count < Self.cap {
                let text = batch.text(position, village)
                if !text.isEmpty { villages.insert(text) }
            }
            for (code, name) in plan.regionCodes where regionCodes[code, default: []].count < Self.cap {
                let text = batch.text(position, code)
                guard !text.isEmpty else { continue }
                regionCodes[code, default: []].insert(
                    CodeAndName(code: text, name: name.map { batch.text(position, $0) } ?? ""))
            }
        }
        swallowed.look(at: batch, plan.layout)
        if let nik = plan.nik { footer = FooterRows(batch, nik: nik) }
        rows = batch.count
    }

    init() {}

    /// Adds what the following rows showed.
    mutating func append(_ next: ListSurvey) {
        damage.append(next.damage)
        swallowed.append(next.swallowed)
        footer.append(next.footer)
        dates.merge(next.dates) { old, new in
            var sum = old
            sum.merge(new)
            return sum
        }
        money.merge(next.money) { old, new in
            var sum = old
            sum.merge(new)
            return sum
        }
        numbers.merge(next.numbers) { old, new in
            var sum = old
            sum.merge(new)
            return sum
        }
        if villages.count < Self.cap { villages.formUnion(next.villages) }
        regionCodes.merge(next.regionCodes) { old, new in old.count < Self.cap ? old.union(new) : old }
        rows += next.rows
    }
}
