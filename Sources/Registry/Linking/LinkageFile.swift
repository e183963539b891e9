public import Foundation
public import Linkage
public import Problems
import Tabular

/// Lists read and cleaned for linking, in one pass over their text.
public struct LinkageFile: Sendable {
    public private(set) var records: LinkageRecords
    /// Who each record truly is, 0 where that is not known; empty where no column was named.
    public let truth: [UInt32]
    /// The lists' names in the order of the files.
    public let names: [String]
    /// Fields that no column of any list gives.
    public let missing: [String]
    /// What is odd about the rows and their ids.
    public private(set) var oddities = ListOddities()
    /// How each list's cells were read, by field.
    public private(set) var readings: [FieldReading] = []

    /// Hands the records out and keeps their ids and lists alone, so that nothing is held twice.
    public mutating func takeRecords() -> LinkageRecords {
        let taken = records
        records.releaseColumns()
        return taken
    }

    /// How many pairs of records there are, compared or not.
    ///
    /// - Parameter acrossListsOnly: whether only those of different lists count.
    public func pairs(acrossListsOnly: Bool) -> Double {
        func pairs(_ count: Int) -> Double { Double(count) * Double(count - 1) / 2 }
        let all = pairs(records.count)
        guard acrossListsOnly else { return all }
        var sizes = [Int](repeating: 0, count: names.count)
        for list in records.lists where sizes.indices.contains(Int(list)) { sizes[Int(list)] += 1 }
        return all - sizes.reduce(0) { $0 + pairs($1) }
    }

    /// - Parameters:
    ///   - model: says which fields are wanted and by which names columns give them.
    ///   - truth: a column that tells who each record is.
    ///   - sheet: the sheet of those that are workbooks; found by what its columns hold when nil.
    ///   - id: the column with the records' own names; else `id`, `unique_id`, `rec_id` where there is one, else rows
    ///     are counted.
    ///   - threads: how many threads clean.
    /// - Throws: what reading a list throws; `linkage.no-columns` where a list has none of the fields,
    ///   `file.rows-swallowed` where a quote made too many rows one cell, `linkage.ragged` where most of its rows are divided by other signs than its header.
    public init(
        _ files: [URL], model: LinkageModel, truth truthColumn: String? = nil, id: String? = nil, sheet: String? = nil,
        threads: Int = 2
    ) throws(Problem) {
        var cleaners: [FieldCleaner] = []
        for field in model.fields { cleaners.append(try FieldCleaner(field)) }
        var total = LinkageRows(model.fields)
        var lists: [UInt16] = []
        var names: [String] = []
        var seen = Set<Int>()
        for (number, file) in files.enumerated() {
            let list = try LinkageSource(file, sheet: sheet)
            oddities.add(list.notes)
            let columns = model.fields.map { list.column(FieldHeadings.all(of: $0)) }
            guard columns.contains(where: { $0 != nil }) else {
                throw Problem("linkage.no-columns", at: Place(file: list.name))
            }
            seen.formUnion(columns.indices.filter { columns[$0] != nil })
            let idColumn = list.column(id.map { [$0] } ?? ["unique_id", "rec_id", "id"])
            if let id, idColumn == nil { throw Problem("linkage.no-id", at: Place(file: list.name, column: id)) }
            if idColumn == nil { oddities.add([Problem("linkage.row-ids", .note, at: Place(file: list.name))]) }
            let truthAt = truthColumn.flatMap { list.column([$0]) }
            if let truthColumn, truthAt == nil {
                throw Problem("linkage.no-truth", at: Place(file: list.name, column: truthColumn))
            }
            let places = LinkageRows.Places(
                fields: columns, id: idColumn, truth: truthAt,
                prefix: files.count > 1 ? Array("\(number + 1):".utf8) : [], layout: list.layout)
            let start = total.ids.count
            let made = cleaners
            let pipeline = BatchPipeline(
                threads: threads, context: { _ in made },
                transform: { cleaners, batch in LinkageRows(batch, model.fields, &cleaners, places) })
            do {
                try pipeline.run(try list.reader()) { rows in total.append(rows) }
            } catch let problem as Problem {
                throw problem.inFile(list.name)
            } catch {
                throw Problem("input.unreadable", at: Place(file: list.name))
            }
            let odd = total.takeOddities()
            for (place, cells) in total.takeCells().enumerated() {
                readings.append(
                    FieldReading(
                        list: list.name, field: model.fields[place].name,
                        column: columns[place].map { list.layout.columns[$0] }, cells: cells))
            }
            try oddities.add(odd.swallowed, list.layout, list: list.name)
            try oddities.add(odd.ragged, total.ids, from: idColumn == nil ? nil : start, list: list.name)
            if files.count > 1 {
                let more = total.ids.count - lists.count
                lists += [UInt16](repeating: UInt16(truncatingIfNeeded: number), count: more)
            }
            names.append(list.name)
        }
        truth = truthColumn == nil ? [] : total.takeTruth()
        let columns = zip(model.fields.map(\.name), total.takeColumns())
        records = try LinkageRecords(
            ids: total.ids, lists: lists, columns: Dictionary(uniqueKeysWithValues: columns))
        self.names = names
        oddities.add(FieldReading.problems(readings))
        missing = model.fields.indices.filter { !seen.contains($0) }.map { model.fields[$0].name }
    }
}
