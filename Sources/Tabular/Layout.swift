public import Problems

/// How a list is laid out: title lines, header, columns.
public struct Layout: Sendable, Hashable {
    public var dialect: Dialect
    /// The header's row number (1 is the file's first record); nil where the list has no header.
    public var headerRow: Int?
    /// The columns' names: the header's cells, trimmed; made unique by `(2)` where a name repeats.
    public var columns: [String]
    /// Cells of the title lines above the header that are not empty.
    public var titles: [[String]]
    /// How many columns at the right end have neither name nor content in the sample and are left out.
    public var emptyTrailing: Int
    /// What is odd about the layout.
    public var problems: [Problem]

    /// How many records stand before the first data record.
    public var skip: Int { headerRow ?? 0 }
}

/// Finds delimiter and header of a text from its first records.
public enum LayoutFinder {
    /// How many records are looked at.
    static let sampleRecords = 200

    /// - Parameters:
    ///   - sample: the first bytes of the text (some 256 KiB do), in the text's own encoding.
    ///   - isWhole: whether `sample` is the whole text.
    ///   - encoding: how its signs are written.
    ///   - delimiter: overrides the search for the delimiter.
    /// - Throws: `file.empty` where there is no record, `file.header-delimiter` where the header is cut by another sign than
    ///   the rows, `file.nul` and `file.unclosed-quote` as the reader does.
    public static func find(
        sample: [UInt8], isWhole: Bool, encoding: TextEncoding, delimiter: Delimiter? = nil
    ) throws(Problem) -> Layout {
        var best: (score: Double, delimiter: Delimiter, records: [[String]])?
        var failure: Problem?
        for candidate in delimiter.map({ [$0] }) ?? Delimiter.allCases {
            let records: [[String]]
            do {
                records = try Self.records(sample, isWhole: isWhole, Dialect(encoding: encoding, delimiter: candidate))
            } catch {
                if failure == nil || candidate == delimiter { failure = error }
                continue
            }
            let score = Self.score(records)
            if best.map({ score > $0.score }) ?? true { best = (score, candidate, records) }
        }
        guard let best else { throw failure ?? Problem("file.empty") }
        // No delimiter gives columns, and the one that might have fails on an open quote: that is what is wrong.
        if best.score == 0, let failure { throw failure }
        guard best.records.contains(where: { $0.contains { !$0.isEmpty } }) else { throw Problem("file.empty") }
        let layout = layout(best.records, Dialect(encoding: encoding, delimiter: best.delimiter))
        if layout.headerRow == nil { try checkHeader(best.records, best.delimiter) }
        return layout
    }

    /// Looks whether the rows have no header because theirs is cut by another sign.
    ///
    /// - Throws: `file.header-delimiter`.
    private static func checkHeader(_ records: [[String]], _ delimiter: Delimiter) throws(Problem) {
        var frequency: [Int: Int] = [:]
        for record in records where record.count > 1 { frequency[record.count, default: 0] += 1 }
        guard let width = frequency.max(by: { ($0.value, $0.key) < ($1.value, $1.key) })?.key,
            let first = records.firstIndex(where: { $0.count == width }),
            let row = records[..<first].lastIndex(where: { $0.contains { !$0.isEmpty } })
        else { return }
        let cells = records[row].filter { !$0.isEmpty }
        guard cells.count == 1 else { return }
        for other in Delimiter.allCases where other != delimiter {
            let names = cells[0].split(separator: other.sign, omittingEmptySubsequences: false).map {
                String($0).trimmed
            }
            guard names.count == width, !names.contains(where: { $0.isEmpty || isDataLike($0) }) else { continue }
            throw Problem(
                "file.header-delimiter", .refuse, at: Place(row: row + 1),
                ["header": other.name, "rows": delimiter.name])
        }
    }

    private static func records(
        _ sample: [UInt8], isWhole: Bool, _ dialect: Dialect
    ) throws(Problem) -> [[String]] {
        var reader = RecordReader(MemorySource(sample), dialect: dialect, batchBytes: max(sample.count, 1))
        var records: [[String]] = []
        do {
            while let batch = try reader.next(), records.count < sampleRecords {
                for position in 0..<min(batch.count, sampleRecords - records.count) {
                    records.append(batch[position].texts.map { $0.trimmed })
                }
            }
        } catch {
            // A quoted field that the sample's end cuts through is no fault of the text.
            if isWhole || error.code != "file.unclosed-quote" || records.isEmpty { throw error }
        }
        if !isWhole, records.count > 1, records.count < sampleRecords { records.removeLast() }
        return records
    }

    /// How well a delimiter fits: the share of records that agree on a number of fields, and more so the more fields.
    private static func score(_ records: [[String]]) -> Double {
        var frequency: [Int: Int] = [:]
        for record in records where record.count > 1 { frequency[record.count, default: 0] += 1 }
        guard let (width, agreeing) = frequency.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else {
            return 0
        }
        return Double(agreeing) / Double(records.count) * (1 + Double(min(width, 40)) / 20)
    }

    private static func layout(_ records: [[String]], _ dialect: Dialect) -> Layout {
        let filled = records.map { $0.reduce(0) { $0 + ($1.isEmpty ? 0 : 1) } }
        let header = headerIndex(records, filled)
        var names = header.map { records[$0] } ?? []
        let data = header.map { records[($0 + 1)...] } ?? records[...]
        var width = names.count
        if header == nil { width = data.map(\.count).max() ?? 0 }
        var problems: [Problem] = []

        // Columns without name and content at the right end come from formatted but empty spreadsheet cells.
        var kept = width
        while kept > 1, names.isEmpty || names[kept - 1].isEmpty,
            !data.contains(where: { kept <= $0.count && !$0[kept - 1].isEmpty })
        { kept -= 1 }
        let emptyTrailing = width - kept
        if emptyTrailing > 0 {
            problems.append(Problem("file.empty-columns", .note, ["count": String(emptyTrailing)]))
        }
        if header == nil {
            names = (1...max(kept, 1)).map { "Kolom \($0)" }
            problems.append(Problem("file.no-header", .warn))
        } else {
            names = Array(names.prefix(kept))
        }
        var seen: [String: Int] = [:]
        for index in names.indices {
            if names[index].isEmpty { names[index] = "Kolom \(index + 1)" }
            let count = seen[names[index].lowercased(), default: 0] + 1
            seen[names[index].lowercased()] = count
            if count > 1 {
                problems.append(
                    Problem("file.repeated-column", .warn, at: Place(column: names[index]), ["name": names[index]]))
                names[index] += " (\(count))"
            }
        }
        let titles = header.map { records[..<$0].map { $0.filter { !$0.isEmpty } }.filter { !$0.isEmpty } } ?? []
        if let header, header > 0 {
            problems.append(Problem("file.title-lines", .note, ["count": String(header), "row": String(header + 1)]))
        }
        return Layout(
            dialect: dialect, headerRow: header.map { $0 + 1 }, columns: names, titles: titles,
            emptyTrailing: emptyTrailing, problems: problems)
    }

    /// The header is the first record that fills (nearly) as many cells as the data do and reads like names.
    private static func headerIndex(_ records: [[String]], _ filled: [Int]) -> Int? {
        let counts = filled.filter { $0 > 0 }.sorted()
        guard let widest = counts.last else { return nil }
        // The typical data record decides, not one overlong row.
        let typical = max(counts[counts.count / 2], min(widest, 2))
        let needed = records.count <= 3 || typical <= 2 ? max(1, min(typical, widest)) : max(2, typical * 4 / 5)
        for (index, record) in records.enumerated() where filled[index] >= needed {
            let cells = record.filter { !$0.isEmpty }
            let dataLike = cells.filter(isDataLike).count
            let distinct = Set(cells.map { $0.lowercased() }).count
            if dataLike == 0, distinct * 2 >= cells.count,
                isWideEnough(index, filled) || isFollowedByData(index, records, filled)
            {
                return index
            }
            // A first full record that holds data means that there is no header at all.
            if dataLike * 2 > cells.count { return nil }
        }
        return nil
    }

    /// Key–value title lines can fill several cells; the header fills nearly as many as the wide records below it do.
    private static func isWideEnough(_ index: Int, _ filled: [Int]) -> Bool {
        let after = filled[(index + 1)...].filter { $0 > 0 }.sorted()
        guard !after.isEmpty else { return true }
        // A few overlong (ragged) records among many do not count.
        let sharing = max(1, min(2, after.count / 3), after.count / 20)
        let widest = after[after.count - sharing]
        if filled[index] * 10 >= widest * 8 { return true }
        return filled[index] + 1 >= widest && after[after.count / 2] <= filled[index]
    }

    /// In a short list one overlong record can be wider than the header; data right below it show that it is one.
    private static func isFollowedByData(_ index: Int, _ records: [[String]], _ filled: [Int]) -> Bool {
        guard filled[index] > 1 else { return false }
        return records[(index + 1)...].prefix(5).contains { record in
            let cells = record.filter { !$0.isEmpty }
            return cells.count <= filled[index] && cells.contains(where: isLongNumber)
        }
    }

    /// A number or date of six digits or more, also a damaged one with signs in it (`3507="011…`).
    private static func isLongNumber(_ cell: String) -> Bool {
        let digits = cell.count(where: \.isNumber)
        return digits >= 6 && cell.utf8.count <= 40 && (isDataLike(cell) || digits * 2 >= cell.count)
    }

    /// A number that is not a year, a long run of digits, or a date: what a header does not hold.
    private static func isDataLike(_ cell: String) -> Bool {
        if cell.utf8.count > 80 { return true }
        let digits = cell.utf8.reduce(0) { $0 + ($1 >= 0x30 && $1 <= 0x39 ? 1 : 0) }
        guard digits > 0 else { return cell == "-" }
        let others = cell.utf8.count - digits
        if others == 0 {
            if let year = Int(cell), (1900...2100).contains(year), cell.utf8.count == 4 { return false }
            return true
        }
        let signs = cell.utf8.reduce(0) { $0 + ($1 >= 0x2B && $1 <= 0x2F || $1 == 0x20 ? 1 : 0) }
        return others == signs
    }
}

extension String {
    /// Without blanks, tabs, line ends and no-break spaces at both ends.
    var trimmed: String {
        var view = Substring(self)
        func isBlank(_ character: Character) -> Bool { character.isWhitespace || character == "\u{FEFF}" }
        while let first = view.first, isBlank(first) { view.removeFirst() }
        while let last = view.last, isBlank(last) { view.removeLast() }
        return String(view)
    }
}
