import CKernels

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

    /// Where the last record ends that is surely complete, whatever follows; 0 where there is none.
    ///
    /// Looks at quotes and at what stands around them alone, many times faster than ``scan(_:isFinal:into:)``.
    ///
    /// - Parameter bytes: text that begins at a record's start.
    public func cut(_ bytes: [UInt8]) -> Int {
        bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return 0 }
            return RecordCut(base: base, count: buffer.count, quotes: QuotedField(delimiter: delimiter)).end()
        }
    }

    /// Indexes all complete records of `bytes`; folds quoted fields in place.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8 text that begins at a record's start.
    ///   - isFinal: whether no more text follows, so that the last record needs no line end.
    ///   - index: receives the records in place of those that it holds.
    /// - Returns: how many bytes the complete records take (the rest must be scanned again with more text behind
    ///   it), how many line ends these hold, and what stopped the scan.
    public func scan(
        _ bytes: inout [UInt8], isFinal: Bool, into index: inout RecordIndex
    ) -> (consumed: Int, lines: Int, stop: Stop) {
        let structural = bytes.withUnsafeBufferPointer { mark($0, &index.masks) }
        index.clear(structural: structural)
        let masks = index.masks
        var count = 0
        let result = bytes.withUnsafeMutableBufferPointer { buffer in
            index.fields.withUnsafeMutableBufferPointer { fields in
                index.firsts.withUnsafeMutableBufferPointer { firsts in
                    index.linesBefore.withUnsafeMutableBufferPointer { lines in
                        masks.withUnsafeBufferPointer { masks -> (consumed: Int, lines: Int, stop: Stop) in
                            guard let base = buffer.baseAddress, let fields = fields.baseAddress,
                                let firsts = firsts.baseAddress, let lines = lines.baseAddress,
                                let masks = masks.baseAddress
                            else { return (0, 0, .end) }
                            var scan = RecordScan(
                                base: base, count: buffer.count, quotes: QuotedField(delimiter: delimiter),
                                isFinal: isFinal, masks: masks, fields: fields, firsts: firsts, lines: lines)
                            let stop = scan.run()
                            count = scan.records
                            return (scan.recordStart, Int(scan.recordLines), stop)
                        }
                    }
                }
            }
        }
        index.count = count
        return result
    }

    /// Marks the structural bytes, 64 to a word, and counts them.
    private func mark(_ bytes: UnsafeBufferPointer<UInt8>, _ masks: inout [UInt64]) -> Int {
        let blocks = (bytes.count + 63) / 64
        if masks.count < blocks { masks = [UInt64](repeating: 0, count: blocks + blocks / 4) }
        guard let base = bytes.baseAddress else { return 0 }
        var total = 0
        masks.withUnsafeMutableBufferPointer { masks in
            let whole = bytes.count / 64
            for block in 0..<whole {
                let at = base + block &* 64
                let low =
                    UInt64(gapura_structural_mask(at, delimiter))
                    | UInt64(gapura_structural_mask(at + 16, delimiter)) &<< 16
                let high =
                    UInt64(gapura_structural_mask(at + 32, delimiter))
                    | UInt64(gapura_structural_mask(at + 48, delimiter)) &<< 16
                let mask = low | high &<< 32
                masks[block] = mask
                total &+= mask.nonzeroBitCount
            }
            guard blocks > whole else { return }
            var mask: UInt64 = 0
            for offset in whole &* 64..<bytes.count {
                let byte = base[offset]
                if byte == delimiter || byte == 34 || byte == 10 || byte == 13 || byte == 0 {
                    mask |= 1 &<< UInt64(offset & 63)
                }
            }
            masks[whole] = mask
            total &+= mask.nonzeroBitCount
        }
        return total
    }
}

/// One pass over a piece's structural bytes.
private struct RecordScan {
    let base: UnsafeMutablePointer<UInt8>
    let count: Int
    let quotes: QuotedField
    let isFinal: Bool
    let masks: UnsafePointer<UInt64>
    let fields: UnsafeMutablePointer<UInt32>
    let firsts: UnsafeMutablePointer<UInt32>
    let lines: UnsafeMutablePointer<UInt32>

    private(set) var records = 0
    private(set) var recordStart = 0
    private(set) var recordLines: UInt32 = 0
    private var field = 0
    private var fieldStart = 0
    private var line: UInt32 = 0
    /// Fields of the record at hand whose quotes must be folded: only once the record is known to be complete, since an
    /// incomplete one is scanned again from its untouched bytes.
    private var foldings: [Int] = []

    init(
        base: UnsafeMutablePointer<UInt8>, count: Int, quotes: QuotedField, isFinal: Bool,
        masks: UnsafePointer<UInt64>, fields: UnsafeMutablePointer<UInt32>, firsts: UnsafeMutablePointer<UInt32>,
        lines: UnsafeMutablePointer<UInt32>
    ) {
        self.base = base
        self.count = count
        self.quotes = quotes
        self.isFinal = isFinal
        self.masks = masks
        self.fields = fields
        self.firsts = firsts
        self.lines = lines
    }

    mutating func run() -> RecordScanner.Stop {
        let blocks = (count + 63) / 64
        let delimiter = quotes.delimiter
        var block = 0
        var mask = count > 0 ? masks[0] : 0
        /// Goes on at `offset`, which does not lie before the last byte looked at.
        func skip(to offset: Int) {
            block = offset &>> 6
            mask = block < blocks ? masks[block] & (~0 &<< UInt64(offset & 63)) : 0
        }
        while true {
            while mask == 0 {
                block &+= 1
                guard block < blocks else { return finish() }
                mask = masks[block]
            }
            let at = block &* 64 &+ mask.trailingZeroBitCount
            mask &= mask &- 1
            let byte = base[at]
            if byte == delimiter {
                close(at: at)
                fieldStart = at &+ 1
            } else if byte == 10 {
                line &+= 1
                close(at: at)
                endRecord(next: at &+ 1)
            } else if byte == 13 {
                guard at + 1 < count || isFinal else { return .end }
                close(at: at)
                line &+= 1
                let next = at + 1 < count && base[at + 1] == 10 ? at + 2 : at + 1
                skip(to: next)
                endRecord(next: next)
            } else if byte == 0 {
                return .nul(record: records)
            } else if at == fieldStart {
                // A quote opens a quoted field only as the field's first byte; elsewhere it is a plain sign.
                guard let quoted = quotes.read(base, count, from: at + 1, isFinal: isFinal) else {
                    return isFinal ? .unclosedQuote(record: records) : .end
                }
                line &+= quoted.lines
                if quoted.needsFolding { foldings.append(field) }
                fieldStart = at + 1
                close(at: quoted.contentEnd)
                skip(to: quoted.next)
                fieldStart = quoted.next
                if quoted.terminator != .delimiter { endRecord(next: quoted.next) }
            }
        }
    }

    private mutating func finish() -> RecordScanner.Stop {
        if isFinal, fieldStart < count || field > Int(firsts[records]) {
            close(at: count)
            endRecord(next: count)
        }
        return .end
    }

    @inline(__always)
    private mutating func close(at end: Int) {
        fields[field &* 2] = UInt32(truncatingIfNeeded: fieldStart)
        fields[field &* 2 &+ 1] = UInt32(truncatingIfNeeded: end)
        field &+= 1
    }

    @inline(__always)
    private mutating func endRecord(next: Int) {
        if !foldings.isEmpty { fold() }
        lines[records] = recordLines
        records &+= 1
        firsts[records] = UInt32(truncatingIfNeeded: field)
        recordStart = next
        recordLines = line
        fieldStart = next
    }

    private mutating func fold() {
        for field in foldings {
            let end = quotes.fold(base, from: Int(fields[field * 2]), to: Int(fields[field * 2 + 1]))
            fields[field * 2 + 1] = UInt32(truncatingIfNeeded: end)
        }
        foldings.removeAll(keepingCapacity: true)
    }
}
