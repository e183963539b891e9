import Problems
import Tabular

/// A delimited text with a header row, read into columns; several pieces of it at a time.
struct DelimitedText: Sendable {
    enum Task: Sendable {
        case all
        /// Only these columns, and as text whatever they hold.
        case texts(Set<Int>)
    }

    let names: [String]
    /// For each column what the study declares missing.
    let missing: [MissingCodes.Column?]
    /// Whether places are told by records, as a sheet counts its rows, and not by lines.
    let countsRecords: Bool
    /// What is added to a line or record to give its number for the user.
    let shift: Int
    private let bytes: [UInt8]
    private let dialect: Dialect

    private static let batchBytes = 1 << 20
    /// A first piece of short rows must not take memory for rows that never come.
    private static let mostReserved = 2e7

    /// - Parameters:
    ///   - bytes: the whole text.
    ///   - delimiter: what separates the cells; nil to see it from the header (comma, semicolon or tab).
    /// - Throws: `study.data.empty`, `study.data.duplicate-column`, `study.column-missing`, and what
    ///   ``RecordReader`` finds.
    init(
        _ bytes: [UInt8], delimiter: Delimiter?, missing: MissingCodes, file: String, countsRecords: Bool = false,
        shift: Int = 0
    ) throws(Problem) {
        var judge = EncodingJudge()
        judge.add(bytes)
        let header = bytes.prefix { $0 != 0x0A }
        let seen = [Delimiter.semicolon, .tab].first { header.contains($0.rawValue) && !header.contains(0x2C) }
        dialect = Dialect(encoding: judge.encoding, delimiter: delimiter ?? seen ?? .comma)
        var reader = RecordReader(MemorySource(bytes), dialect: dialect)
        let first = try reader.next()
        names = first?[0].texts ?? []
        // Blank lines alone look like a header of one column without a name.
        guard names.contains(where: { !$0.allSatisfy(\.isWhitespace) }) else {
            throw Problem("study.data.empty", .refuse)
        }
        var distinct: Set<String> = []
        for name in names where !distinct.insert(name).inserted {
            throw Problem("study.data.duplicate-column", .refuse, at: Place(row: 1 + shift, column: name))
        }
        try missing.check(names, data: file)
        self.missing = names.map { missing.columns[$0] }
        self.bytes = bytes
        self.countsRecords = countsRecords
        self.shift = shift
    }

    /// All columns, typed, with the numbers of their rows.
    func columns() throws(Problem) -> (columns: [StudyColumn], lines: LineNumbers) {
        var joined = JoinedColumns(self)
        try read(.all) { joined.append($0) }
        let mixed = joined.mixed
        if !mixed.isEmpty {
            // Numbers at first, text further down: only now is it known that the column is one of text.
            var again = JoinedColumns(self)
            try read(.texts(mixed)) { again.append($0) }
            joined.take(mixed, from: again)
        }
        let found = joined.finished()
        try refuseThousands(found.columns)
        return found
    }

    /// Where cells are separated by semicolons, a comma writes decimals and a point thousands: `800.000` is no 800. Only a
    /// column in which every number is written so is taken for that.
    private func refuseThousands(_ columns: [StudyColumn]) throws(Problem) {
        guard dialect.delimiter == .semicolon else { return }
        for (name, column) in zip(names, columns) {
            guard case .numbers(let values) = column.cells,
                values.allSatisfy({ $0.isNaN || $0 > 0 && $0 < 1000 }),
                !column.isPlain || values.contains(where: { !$0.isNaN && $0 != $0.rounded() }),
                let cells = texts(of: name)?.compactMap(\.self), cells.count > 1,
                cells.allSatisfy({ $0.wholeMatch(of: /[1-9][0-9]{0,2}(\.[0-9]{3})+/) != nil })
            else { continue }
            throw Problem(
                "study.data.thousands", .refuse, at: Place(column: name), value: cells[0],
                ["column": name, "plain": cells[0].replacing(".", with: "")])
        }
    }

    /// A column's cells as they are written; nil is missing.
    func texts(of name: String) -> [String?]? {
        guard let field = names.firstIndex(of: name) else { return nil }
        var joined = JoinedColumns(self)
        // The text has been read whole before, so that nothing can be wrong with it now.
        guard (try? read(.texts([field]), { joined.append($0) })) != nil else { return nil }
        guard case .texts(let texts) = joined.finished().columns[field].cells else { return nil }
        return texts.texts
    }

    /// About how many rows there are, from those of the first piece.
    func expectedRows(_ first: Int) -> Int {
        let pieces = Double(bytes.count) / Double(Self.batchBytes)
        return Int(min(Double(first) * max(1, pieces) * 1.02, Self.mostReserved)) + 1
    }

    private func read(_ task: Task, _ each: (DelimitedPiece) -> Void) throws(Problem) {
        let pipeline = BatchPipeline { batch -> Result<DelimitedPiece, Problem> in
            Result { () throws(Problem) in try DelimitedPiece(batch, self, task) }
        }
        do {
            let reader = RecordReader(MemorySource(bytes), dialect: dialect, skip: 1, batchBytes: Self.batchBytes)
            try pipeline.run(reader) { each(try $0.get()) }
        } catch let problem as Problem {
            throw problem
        } catch {
            throw Problem("study.data.unreadable", .refuse)
        }
    }
}

/// The pieces of a text put together.
private struct JoinedColumns {
    private let source: DelimitedText
    private var columns: [StudyColumn]
    private var builders: [Int: TextColumnBuilder] = [:]
    private var isEmpty: [Bool]
    private var lines: [Int32] = []
    /// Columns whose pieces do not agree on what they hold.
    private(set) var mixed: Set<Int> = []

    init(_ source: DelimitedText) {
        self.source = source
        columns = source.missing.map { codes in
            var column = StudyColumn(cells: .numbers([]))
            column.missing = codes?.codes.map { ($0.code, $0.label, []) } ?? []
            return column
        }
        isEmpty = Array(repeating: true, count: columns.count)
    }

    mutating func append(_ piece: DelimitedPiece) {
        if lines.isEmpty { reserve(source.expectedRows(piece.numbers.count)) }
        for (index, part) in piece.columns.enumerated() {
            for (code, rows) in part.missing.enumerated() {
                let shift = Int32(truncatingIfNeeded: lines.count)
                columns[index].missing[code].rows += rows.map { $0 + shift }
            }
            guard !mixed.contains(index) else { continue }
            switch part.cells {
            case .left: break
            case .numbers(let numbers, let isPlain): append(numbers, part, to: index, isPlain: isPlain)
            case .texts(let texts): append(texts, part, to: index)
            }
            isEmpty[index] = isEmpty[index] && part.isEmpty
        }
        lines += piece.numbers
    }

    /// Room for all rows at once spares copying the columns again and again as they grow.
    private mutating func reserve(_ rows: Int) {
        lines.reserveCapacity(rows)
        for index in columns.indices {
            var numbers: [Double] = []
            numbers.reserveCapacity(rows)
            columns[index].cells = .numbers(numbers)
        }
    }

    private mutating func append(_ numbers: [Double], _ part: DelimitedPiece.Column, to index: Int, isPlain: Bool) {
        if builders[index] != nil {
            guard part.isEmpty else { return disagree(index) }
            for _ in numbers { builders[index]?.appendMissing() }
            return
        }
        guard case .numbers(var all) = columns[index].cells else { return }
        columns[index].cells = .numbers([])
        all += numbers
        columns[index].cells = .numbers(all)
        columns[index].isPlain = columns[index].isPlain && isPlain
    }

    private mutating func append(_ texts: TextColumnBuilder, _ part: DelimitedPiece.Column, to index: Int) {
        if builders[index] == nil {
            guard isEmpty[index] else { return disagree(index) }
            var builder = TextColumnBuilder()
            for _ in lines { builder.appendMissing() }
            builders[index] = builder
        }
        builders[index]?.append(contentsOf: texts)
    }

    private mutating func disagree(_ index: Int) {
        mixed.insert(index)
        builders[index] = nil
        columns[index].cells = .numbers([])
    }

    /// Takes columns that were read again.
    mutating func take(_ fields: Set<Int>, from other: JoinedColumns) {
        for field in fields {
            columns[field] = other.columns[field]
            builders[field] = other.builders[field]
        }
    }

    func finished() -> (columns: [StudyColumn], lines: LineNumbers) {
        var columns = columns
        for (index, builder) in builders { columns[index].cells = .texts(builder.column) }
        for index in columns.indices { columns[index].missing.removeAll { $0.rows.isEmpty } }
        return (columns, LineNumbers(lines, shift: source.shift))
    }
}
