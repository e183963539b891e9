public import Foundation
import Indonesia
public import Problems
import Tabular

/// Who is on more than one of the lists that one file holds, told apart by a column: by identity number alone.
///
/// The file is read once, by several threads, and of each row nothing is kept but the number and the list: eight bytes,
/// and as much again while they are sorted part by part. Rows that do not count are counted by reason, so that all rows
/// read are accounted for.
public struct ListsInFile: Sendable, Hashable {
    /// Rows whose number does not count, by reason.
    public struct Refused: Sendable, Hashable {
        public var missing = 0
        /// Nobody's number: see `ComparisonDigits.Identity`.
        public var placeholder = 0
        /// Another number of digits than sixteen.
        public var length = 0
        public var unreadable = 0

        public var total: Int { missing + placeholder + length + unreadable }

        mutating func add(_ other: Refused) {
            missing += other.missing
            placeholder += other.placeholder
            length += other.length
            unreadable += other.unreadable
        }
    }

    public struct List: Sendable, Hashable {
        public var name: String
        /// Rows that name the list.
        public var rows = 0
        public var refused = Refused()
        /// Different numbers on the list.
        public var people = 0

        /// Rows whose number counts.
        public var counted: Int { rows - refused.total }
    }

    /// Whether the column of numbers is one of family cards by its name, so that cards are counted and not people.
    public var countsCards = false
    /// Rows read, empty ones left out.
    public var rows: Int
    /// Rows that name no list.
    public var withoutList: Int
    /// In the order of their names.
    public var lists: [List]
    /// People on both of two lists, in the order of the lists; on the diagonal the people of a list.
    public var matrix: [[Int]]
    /// Different numbers.
    public var people: Int
    /// Those of them that stand on two lists or more.
    public var peopleOnSeveral: Int
    /// What somebody should know of the header, the rows and the column of numbers.
    public var problems: [Problem] = []

    /// What columns with identity numbers are called, if nobody says otherwise.
    static let numberColumns = ["nik", "no ktp", "nomor ktp", "no nik", "nomor induk kependudukan"]

    /// - Parameters:
    ///   - column: tells a row's list; blanks around its cells do not count.
    ///   - number: the column with identity numbers.
    ///   - sheet: the sheet of a workbook; found by what its columns hold when nil.
    ///   - threads: how many threads work.
    /// - Throws: what reading a list throws; `file.rows-swallowed` where a quote in the wrong place made too many rows one
    ///   cell; `overlap.no-column` where a column is missing, `overlap.one-list` where
    ///   the column does not tell two lists apart, `overlap.too-many-lists`, `overlap.no-numbers` where no cell of the
    ///   column of numbers is one.
    public init(
        _ file: URL, listsIn column: String, number: String? = nil, sheet: String? = nil, threads: Int
    ) throws(Problem) {
        let source = try LinkageSource(file, sheet: sheet)
        guard let listAt = source.column([column]) else {
            throw Problem("overlap.no-column", .refuse, at: Place(file: source.name, column: column))
        }
        guard let numberAt = source.column(number.map { [$0] } ?? Self.numberColumns) else {
            throw Problem(
                "overlap.no-column", .refuse, at: Place(file: source.name, column: number ?? Self.numberColumns[0]))
        }
        let pipeline = BatchPipeline(
            threads: threads, context: { _ in ListRows(list: listAt, number: numberAt, layout: source.layout) },
            transform: { rows, batch in rows.read(batch) })
        let parts: [ListRows]
        do {
            parts = try pipeline.run(try source.reader()) { _ in }
        } catch let problem as Problem {
            throw problem.inFile(source.name)
        } catch {
            throw Problem("input.unreadable", at: Place(file: source.name))
        }
        let swallowed = parts.reduce(into: SwallowedRows()) { $0.append($1.swallowed) }
        let odd: Problem?
        do {
            odd = try swallowed.checked()
        } catch {
            throw error.inFile(source.name)
        }
        if parts.contains(where: \.membership.isOverfull) {
            throw Problem(
                "overlap.too-many-lists", .refuse, at: Place(file: source.name, column: column),
                ["most": String(ListMembership.mostLists)])
        }
        try self.init(parts, at: Place(file: source.name, column: column), threads: threads)
        let repeated = source.layout.problems.filter { $0.code == "file.repeated-column" }
        problems = source.notes + (repeated + [odd].compactMap(\.self)).map { $0.inFile(source.name) }
        countsCards = Self.isCardColumn(source.layout.columns[numberAt])
        try checkNumbers(parts, in: Place(file: source.name, column: source.layout.columns[numberAt]))
    }

    private static func isCardColumn(_ name: String) -> Bool {
        let words = name.lowercased().split { !$0.isLetter }
        return words.contains("kk") || words.contains("nokk") || words.contains("kartu") && words.contains("keluarga")
            || name.lowercased().contains("family")
    }

    /// Looks whether the column of numbers can be one: of a column of names nothing counts, which must not look like lists
    /// without overlap.
    private mutating func checkNumbers(_ parts: [ListRows], in place: Place) throws(Problem) {
        let refused = lists.reduce(into: Refused()) { $0.add($1.refused) }
        let wrong = refused.length + refused.unreadable
        let filled = rows - withoutList - refused.missing
        guard wrong > 0, 20 * (filled - wrong) < filled,
            let sample = parts.compactMap(\.sample).min(by: { $0.row < $1.row })
        else { return }
        var place = place
        place.row = sample.row
        let isNone = filled == wrong
        let problem = Problem(
            isNone ? "overlap.no-numbers" : "overlap.few-numbers", isNone ? .refuse : .warn, at: place,
            value: sample.shape, ["wrong": String(wrong), "filled": String(filled)])
        if isNone { throw problem }
        problems.append(problem)
    }

    private init(_ parts: [ListRows], at place: Place, threads: Int) throws(Problem) {
        var lists: [String: List] = [:]
        for part in parts {
            for (name, found) in zip(part.membership.names, part.lists) {
                lists[name, default: List(name: name)].rows += found.rows
                lists[name]?.refused.add(found.refused)
            }
        }
        let names = lists.keys.sorted()
        guard names.count <= ListMembership.mostLists else {
            throw Problem("overlap.too-many-lists", .refuse, at: place, ["most": String(ListMembership.mostLists)])
        }
        guard names.count > 1 else { throw Problem("overlap.one-list", .refuse, at: place) }
        let counts = ListMembership.counts(parts.map(\.membership), lists: names, threads: threads)
        rows = parts.reduce(0) { $0 + $1.rows }
        withoutList = parts.reduce(0) { $0 + $1.withoutList }
        matrix = counts.matrix
        people = counts.numbers
        peopleOnSeveral = counts.onSeveral
        self.lists = names.enumerated().map { place, name in
            var list = lists[name] ?? List(name: name)
            list.people = counts.matrix[place][place]
            return list
        }
    }
}

/// What one thread has read of the rows.
private struct ListRows: Sendable {
    struct Found: Sendable {
        var rows = 0
        var refused = ListsInFile.Refused()
    }

    let list: Int
    let number: Int
    let layout: Layout
    var swallowed = SwallowedRows()
    var membership = ListMembership()
    /// In the order of the membership's names.
    var lists: [Found] = []
    var rows = 0
    var withoutList = 0
    /// The first cell that is no number: its row, and its form without what stands in it.
    var sample: (row: Int, shape: String)?

    init(list: Int, number: Int, layout: Layout) {
        self.list = list
        self.number = number
        self.layout = layout
    }

    mutating func read(_ batch: RecordBatch) {
        swallowed.look(at: batch, layout)
        let bytes = batch.bytes.span
        for row in 0..<batch.count {
            let cell = bytes.extracting(batch.range(row, list))
            let name = cell.extracting(Self.trimmed(cell))
            if name.isEmpty, batch.isBlank(row) { continue }
            rows += 1
            guard let place = membership.list(name) else {
                withoutList += 1
                continue
            }
            if place == lists.count { lists.append(Found()) }
            lists[place].rows += 1
            switch ComparisonDigits.reading(bytes.extracting(batch.range(row, number))) {
            case .number(let number): membership.add(number, to: place)
            case .missing: lists[place].refused.missing += 1
            case .placeholder: lists[place].refused.placeholder += 1
            case .length:
                lists[place].refused.length += 1
                keep(batch, row)
            case .unreadable:
                lists[place].refused.unreadable += 1
                keep(batch, row)
            }
        }
    }

    private mutating func keep(_ batch: RecordBatch, _ row: Int) {
        guard sample == nil else { return }
        let shape = batch.text(row, number).prefix(24).map { sign -> Character in
            sign.isNumber ? "9" : sign.isLetter ? "A" : sign
        }
        sample = (batch.row(row), String(shape))
    }

    /// Where a cell stands without blanks at its ends.
    private static func trimmed(_ cell: Span<UInt8>) -> Range<Int> {
        var (low, high) = (0, cell.count)
        while low < high, cell[low] <= 0x20 { low += 1 }
        while low < high, cell[high - 1] <= 0x20 { high -= 1 }
        return low..<high
    }
}
