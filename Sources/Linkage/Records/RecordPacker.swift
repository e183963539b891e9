import Kernels

/// Writes columns into packed records, some pages of rows at a time, and gives the pages back on the way: the values
/// are never held twice.
struct RecordPacker {
    private let records: PackedRecords
    private let list: RecordLayout.Slot?
    /// By field its slots; a slot's name is that of its key.
    private let slots: [String: [(name: String, slot: RecordLayout.Slot)]]
    private let tables: [String: [UInt32]]

    /// - Parameter tables: by key what it makes of each code of its field.
    init(_ records: PackedRecords, _ layout: RecordLayout, tables: [String: [UInt32]]) {
        self.records = records
        self.tables = tables
        list = layout.slots[RecordLayout.list]
        var slots: [String: [(name: String, slot: RecordLayout.Slot)]] = [:]
        for (name, slot) in layout.slots where name != RecordLayout.list {
            let field = name.hasSuffix("#days") ? String(name.dropLast(5)) : FieldKey(text: name)?.field ?? name
            slots[field, default: []].append((name, slot))
        }
        self.slots = slots
    }

    /// - Parameters:
    ///   - columns: left without values.
    ///   - fields: the columns' names.
    func pack(_ columns: inout [String: RecordColumn], _ fields: [String], lists: [UInt16], threads: Int) {
        let pageRows = RowValues<UInt64>.pageRows
        let pages = (records.count + pageRows - 1) / pageRows
        // Enough for all threads, and little enough to be given back in time.
        let group = max(1, threads) * 4
        for first in stride(from: 0, to: pages, by: group) {
            let last = min(pages, first + group)
            pack(columns, fields, first..<last, lists, threads)
            for field in fields {
                guard var column = columns.removeValue(forKey: field) else { continue }
                for page in first..<last { column.releasePage(page) }
                columns[field] = column
            }
            Memory.giveBack()
        }
        columns = [:]
    }

    private func pack(
        _ columns: [String: RecordColumn], _ fields: [String], _ pages: Range<Int>, _ lists: [UInt16], _ threads: Int
    ) {
        let pageRows = RowValues<UInt64>.pageRows
        _ = Workers.map(pages.count, threads: threads) { place in
            let page = pages.lowerBound + place
            let start = page * pageRows
            if let list {
                let rows = min(pageRows, records.count - start)
                records.set(rows: rows, at: start, word: list.word, shift: list.shift) {
                    UInt64(lists[start + $0]) + 1
                }
            }
            for field in fields {
                guard let column = columns[field] else { continue }
                for (name, slot) in slots[field] ?? [] { pack(column, page, start, name, slot) }
            }
        }
    }

    /// Writes one page of a column, or of what a key makes of it.
    private func pack(
        _ column: RecordColumn, _ page: Int, _ start: Int, _ name: String, _ slot: RecordLayout.Slot
    ) {
        let (word, shift) = (slot.word, slot.shift)
        switch column {
        case .text(let codes, _):
            records.set(codes.pages[page], at: start, table: tables[name], word: word, shift: shift)
        case .digits(let words):
            records.set(words.pages[page], at: start, down: 64 - slot.width, word: word, shift: shift)
        case .date(let dates):
            let dates = dates.pages[page]
            if name.hasSuffix("#days") {
                records.set(rows: dates.count, at: start, word: word, shift: shift) { RecordFrame.days(dates[$0]) }
            } else {
                records.set(rows: dates.count, at: start, word: word, shift: shift) {
                    RecordFrame.dateDigits(dates[$0])
                }
            }
        case .number(let numbers):
            let numbers = numbers.pages[page]
            records.set(rows: numbers.count, at: start, word: word, shift: shift) { PairTest.packed(numbers[$0]) }
        }
    }
}

extension RecordFrame {
    static func days(_ date: UInt32) -> UInt64 { date == 0 ? 0 : UInt64(CalendarDays.number(date)) }

    /// The eight digits of a date in 32 bits, digit + 1 each.
    static func dateDigits(_ date: UInt32) -> UInt64 {
        guard date != 0 else { return 0 }
        var rest = date
        var packed: UInt64 = 0
        for place in 0..<8 {
            packed |= UInt64(rest % 10 + 1) << UInt64(4 * place)
            rest /= 10
        }
        return packed
    }
}
