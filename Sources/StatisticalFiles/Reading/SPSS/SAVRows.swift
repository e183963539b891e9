import Problems

/// Sorts the slots of each row into columns.
struct SAVRows {
    private struct Step {
        let column: Int
        let isText: Bool
        /// Bytes of the slot that belong to a text.
        let taken: Int
        /// Whether the text is complete with this slot.
        let isLast: Bool
    }

    private var steps: [Step] = []
    private let origins: [Double]
    private let systemMissing: Double

    init(_ variables: [SAVVariable], _ records: SAVRecords, systemMissing: Double) {
        self.systemMissing = systemMissing
        origins = variables.map(\.origin)
        for (column, variable) in variables.enumerated() {
            for (segment, record) in variable.records.enumerated() {
                let isLastSegment = segment == variable.records.count - 1
                for slot in 0..<record.slots {
                    let isLastSlot = slot == record.slots - 1
                    // A segment of 255 bytes takes 256, and the last one is padding.
                    let taken = isLastSlot && !isLastSegment && record.width == 255 ? 7 : 8
                    steps.append(
                        Step(
                            column: column, isText: variable.isText, taken: taken,
                            isLast: isLastSegment && isLastSlot))
                }
            }
        }
    }

    /// Reads all rows.
    ///
    /// - Parameter declared: how many there should be; nil where the file does not say.
    /// - Throws: `statistical-file.truncated` with the row at which the file ends, and what the stream throws.
    func read(_ source: SAVStream, declared: Int?, mostCells: Int) throws(Problem) -> ColumnCollector {
        var stream = source
        var columns = ColumnCollector(columns: origins.count, mostCells: mostCells)
        var text: [UInt8] = []
        while declared.map({ columns.rows < $0 }) ?? true {
            for (index, step) in steps.enumerated() {
                let slot = try stream.next()
                if case .end = slot {
                    guard index == 0, declared == nil else {
                        throw Problem("statistical-file.truncated", at: Place(row: columns.rows + 1))
                    }
                    return columns
                }
                guard step.isText else {
                    columns.append(number(slot, stream) - origins[step.column], to: step.column)
                    continue
                }
                switch slot {
                case .raw(let at): text.append(contentsOf: stream.buffer[at..<(at + step.taken)])
                case .blanks: text.append(contentsOf: repeatElement(0x20, count: step.taken))
                // A number has no business here; SPSS itself reads it as text of its eight bytes.
                case .number, .systemMissing, .end: throw ByteCursor.damaged("data")
                }
                if step.isLast {
                    columns.append(TextDecoder.trimmed(text[...]).span, to: step.column)
                    text.removeAll(keepingCapacity: true)
                }
            }
            try columns.endRow()
        }
        return columns
    }

    /// Whatever is no number becomes the plain missing value.
    private func number(_ slot: SAVStream.Slot, _ stream: SAVStream) -> Double {
        switch slot {
        case .number(let value): return value
        case .raw(let at):
            var word: UInt64 = 0
            for offset in 0..<8 {
                let byte = UInt64(stream.buffer[at + offset])
                word |= byte << UInt64(8 * (stream.isBigEndian ? 7 - offset : offset))
            }
            let value = Double(bitPattern: word)
            return value == systemMissing || value.isNaN ? .nan : value
        case .blanks, .systemMissing, .end: return .nan
        }
    }
}
