import CKernels

/// Where the fields and records of a piece of delimited text stand.
///
/// Offsets are byte offsets into the scanned array. The field ranges are those of the **content**: outer quotes are
/// gone and doubled quotes are folded, which the scanner does in place.
public struct RecordIndex: Sendable {
    /// Start of each field.
    public var starts: [UInt32] = []
    /// End (exclusive) of each field.
    public var ends: [UInt32] = []
    /// For each record the index of its first field, and one closing entry.
    public var records: [UInt32] = [0]
    /// For each record how many line ends stand before it in this piece.
    public var lines: [UInt32] = []

    public init() {}

    /// The number of complete records.
    public var count: Int { records.count - 1 }
}

/// Finds fields and records in delimited text, quotes honoured.
public struct RecordScanner: Sendable {
    /// What ended a scan.
    public enum Stop: Sendable, Equatable {
        /// All complete records were indexed.
        case end
        /// A NUL byte stands in the record of this index.
        case nul(record: Int)
        /// The text ended inside quotes that the record of this index opened.
        case unclosedQuote(record: Int)
    }

    public let delimiter: UInt8

    public init(delimiter: UInt8) { self.delimiter = delimiter }

    /// Indexes all complete records of `bytes`; folds quoted fields in place.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8 text that begins at a record's start.
    ///   - isFinal: whether no more text follows, so that the last record needs no line end.
    ///   - index: receives the records; must be empty.
    /// - Returns: how many bytes the complete records take (the rest must be scanned again with more text behind
    ///   it), how many line ends these hold, and what stopped the scan.
    public func scan(
        _ bytes: inout [UInt8], isFinal: Bool, into index: inout RecordIndex
    ) -> (consumed: Int, lines: Int, stop: Stop) {
        bytes.withUnsafeMutableBufferPointer { buffer in
            scan(buffer, isFinal: isFinal, into: &index)
        }
    }

    private func scan(
        _ bytes: UnsafeMutableBufferPointer<UInt8>, isFinal: Bool, into index: inout RecordIndex
    ) -> (consumed: Int, lines: Int, stop: Stop) {
        guard let base = bytes.baseAddress else { return (0, 0, .end) }
        let count = bytes.count
        var fieldStart = 0
        var recordStart = 0
        var lines: UInt32 = 0
        var recordLines: UInt32 = 0
        var cursor = Cursor(base: base, count: count, delimiter: delimiter)
        // Fields of the record at hand whose quotes must be folded: only once the record is known to be complete,
        // since an incomplete one is scanned again from its untouched bytes.
        var foldings: [Int] = []

        func close(at end: Int) {
            index.starts.append(UInt32(truncatingIfNeeded: fieldStart))
            index.ends.append(UInt32(truncatingIfNeeded: end))
        }
        func endRecord(next: Int) {
            for field in foldings {
                let end = fold(base, from: Int(index.starts[field]), to: Int(index.ends[field]))
                index.ends[field] = UInt32(truncatingIfNeeded: end)
            }
            foldings.removeAll(keepingCapacity: true)
            index.records.append(UInt32(truncatingIfNeeded: index.starts.count))
            index.lines.append(recordLines)
            recordStart = next
            recordLines = lines
            fieldStart = next
        }

        while let at = cursor.next() {
            switch base[at] {
            case delimiter:
                close(at: at)
                fieldStart = at + 1
            case UInt8(ascii: "\n"):
                lines &+= 1
                close(at: at)
                endRecord(next: at + 1)
            case UInt8(ascii: "\r"):
                if at + 1 < count {
                    close(at: at)
                    lines &+= 1
                    let next = base[at + 1] == UInt8(ascii: "\n") ? at + 2 : at + 1
                    cursor.skip(to: next)
                    endRecord(next: next)
                } else if isFinal {
                    close(at: at)
                    lines &+= 1
                    endRecord(next: count)
                } else {
                    return (recordStart, Int(recordLines), .end)
                }
            case 0:
                return (recordStart, Int(recordLines), .nul(record: index.count))
            default:
                // A quote opens a quoted field only as the field's first byte; elsewhere it is a plain sign.
                guard at == fieldStart else { continue }
                guard let quoted = readQuoted(base, count, from: at + 1, isFinal: isFinal, lines: &lines) else {
                    let complete = Int(index.records.last ?? 0)
                    index.starts.removeLast(index.starts.count - complete)
                    index.ends.removeLast(index.ends.count - complete)
                    let stop: Stop = isFinal ? .unclosedQuote(record: index.count) : .end
                    return (recordStart, Int(recordLines), stop)
                }
                if quoted.needsFolding { foldings.append(index.starts.count) }
                index.starts.append(UInt32(truncatingIfNeeded: at + 1))
                index.ends.append(UInt32(truncatingIfNeeded: quoted.contentEnd))
                cursor.skip(to: quoted.next)
                fieldStart = quoted.next
                switch quoted.terminator {
                case .delimiter: break
                case .record: endRecord(next: quoted.next)
                case .text: endRecord(next: count)
                }
            }
        }
        if isFinal, fieldStart < count || index.starts.count > Int(index.records.last ?? 0) {
            close(at: count)
            endRecord(next: count)
        }
        let complete = Int(index.records.last ?? 0)
        index.starts.removeLast(index.starts.count - complete)
        index.ends.removeLast(index.ends.count - complete)
        return (recordStart, Int(recordLines), .end)
    }

    private enum Terminator { case delimiter, record, text }

    /// Finds the end of a quoted field; nil when the text ends before it is known where it closes.
    ///
    /// Text between the closing quote and the delimiter belongs to the field: nothing that was typed is lost.
    private func readQuoted(
        _ base: UnsafeMutablePointer<UInt8>, _ count: Int, from start: Int, isFinal: Bool, lines: inout UInt32
    ) -> (contentEnd: Int, needsFolding: Bool, next: Int, terminator: Terminator)? {
        let quote = UInt8(ascii: "\"")
        var at = start
        var needsFolding = false
        var newLines: UInt32 = 0
        while true {
            guard at < count else { return nil }
            let byte = base[at]
            if byte == quote {
                guard at + 1 < count, base[at + 1] == quote else { break }
                needsFolding = true
                at += 2
                continue
            }
            if byte == 10 || (byte == 13 && !(at + 1 < count && base[at + 1] == 10)) { newLines &+= 1 }
            at += 1
        }
        var contentEnd = at
        at += 1
        while at < count, base[at] != delimiter, base[at] != 10, base[at] != 13 { at += 1 }
        if at > contentEnd + 1 {
            needsFolding = true
            contentEnd = at
        }
        if at >= count {
            guard isFinal else { return nil }
            lines &+= newLines
            return (contentEnd, needsFolding, count, .text)
        }
        if base[at] == delimiter {
            lines &+= newLines
            return (contentEnd, needsFolding, at + 1, .delimiter)
        }
        if base[at] == 13, at + 1 >= count, !isFinal { return nil }
        let next = base[at] == 13 && at + 1 < count && base[at + 1] == 10 ? at + 2 : at + 1
        lines &+= newLines &+ 1
        return (contentEnd, needsFolding, next, .record)
    }

    /// Folds doubled quotes and drops the closing one; returns the new end.
    private func fold(_ base: UnsafeMutablePointer<UInt8>, from start: Int, to end: Int) -> Int {
        let quote = UInt8(ascii: "\"")
        var read = start
        var write = start
        var inside = true
        while read < end {
            let byte = base[read]
            if inside, byte == quote {
                if read + 1 < end, base[read + 1] == quote {
                    base[write] = quote
                    write += 1
                    read += 2
                } else {
                    inside = false
                    read += 1
                }
                continue
            }
            base[write] = byte
            write += 1
            read += 1
        }
        return write
    }

    /// Walks over the structural bytes, 16 bytes at a look.
    private struct Cursor {
        let base: UnsafeMutablePointer<UInt8>
        let count: Int
        let delimiter: UInt8
        var block = 0
        var mask: UInt32 = 0
        var loaded = false

        init(base: UnsafeMutablePointer<UInt8>, count: Int, delimiter: UInt8) {
            self.base = base
            self.count = count
            self.delimiter = delimiter
        }

        private func load(_ at: Int) -> UInt32 {
            if at + 16 <= count { return gapura_structural_mask(base + at, delimiter) }
            var mask: UInt32 = 0
            for offset in 0..<(count - at) {
                let byte = base[at + offset]
                if byte == delimiter || byte == 34 || byte == 10 || byte == 13 || byte == 0 {
                    mask |= 1 << UInt32(offset)
                }
            }
            return mask
        }

        mutating func next() -> Int? {
            while true {
                if mask != 0 {
                    let bit = mask.trailingZeroBitCount
                    mask &= mask &- 1
                    return block &+ bit
                }
                if loaded { block &+= 16 }
                guard block < count else { return nil }
                mask = load(block)
                loaded = true
            }
        }

        /// Goes on at `offset`, which must not lie before the last byte handed out.
        mutating func skip(to offset: Int) {
            guard offset < count else {
                block = count
                mask = 0
                loaded = false
                return
            }
            if loaded, offset < block + 16 {
                mask &= ~0 << UInt32(max(0, offset - block))
                return
            }
            block = offset & ~15
            mask = load(block) & (~0 << UInt32(offset & 15))
            loaded = true
        }
    }
}
