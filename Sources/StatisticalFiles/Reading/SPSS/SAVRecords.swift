import Problems

/// A variable record of an SPSS system file, its texts still in the file's encoding.
struct SAVRecord {
    /// Slots of eight bytes before it in each row.
    let slot: Int
    /// Bytes of a text, 1 to 255; 0 for a number.
    let width: Int
    let name: ArraySlice<UInt8>
    let label: ArraySlice<UInt8>
    /// The kind of the display format, and its width and decimals.
    let format: (kind: UInt8, width: UInt8, decimals: UInt8)
    /// Eight bytes for each missing value.
    let missing: [Range<Int>]
    let missingIsRange: Bool

    var slots: Int { max(1, (width + 7) / 8) }

    init(_ cursor: inout ByteCursor, slot: Int, width: Int) throws(Problem) {
        self.slot = slot
        self.width = width
        let hasLabel = try cursor.int32()
        let missingCount = Int(try cursor.int32())
        guard hasLabel == 0 || hasLabel == 1, (-3...3).contains(missingCount), missingCount != -1 else {
            throw ByteCursor.damaged("variables")
        }
        let print = try cursor.unsigned(4)
        func part(_ shift: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: print >> shift) }
        format = (part(16), part(8), part(0))
        try cursor.skip(4)
        name = TextDecoder.trimmed(cursor.bytes[try cursor.take(8)])
        if hasLabel == 1 {
            let length = try cursor.count("variables")
            label = cursor.bytes[try cursor.take(length)]
            try cursor.skip((4 - length % 4) % 4)
        } else {
            label = []
        }
        var missing: [Range<Int>] = []
        for _ in 0..<abs(missingCount) { missing.append(try cursor.take(8)) }
        self.missing = missing
        missingIsRange = missingCount < 0
    }
}

/// The records between header and data: variables, value labels, documents, and the extensions by their number.
struct SAVRecords {
    private(set) var variables: [SAVRecord] = []
    /// Labels of values with the slots (from 1) of the variables that they belong to.
    private(set) var labels: [(values: [(code: Range<Int>, label: Range<Int>)], slots: [Int])] = []
    private(set) var documents: [ArraySlice<UInt8>] = []
    private(set) var extensions: [Int32: Range<Int>] = [:]
    private(set) var slots = 0

    init(_ cursor: inout ByteCursor) throws(Problem) {
        while true {
            switch try cursor.int32() {
            case 2: try variable(&cursor)
            case 3: try valueLabels(&cursor)
            case 6:
                let lines = try cursor.count("documents")
                // Each line takes 80 bytes, so that the file's size bounds their number.
                for _ in 0..<lines { documents.append(cursor.bytes[try cursor.take(80)]) }
            case 7:
                let subtype = try cursor.int32()
                let (size, count) = (try cursor.count("extensions"), try cursor.count("extensions"))
                let length = size.multipliedReportingOverflow(by: count)
                guard !length.overflow else { throw ByteCursor.truncated }
                extensions[subtype] = try cursor.take(length.partialValue)
            case 999:
                try cursor.skip(4)
                guard !variables.isEmpty else { throw Problem("statistical-file.no-variables") }
                return
            default: throw ByteCursor.damaged("dictionary")
            }
        }
    }

    private mutating func variable(_ cursor: inout ByteCursor) throws(Problem) {
        let width = Int(try cursor.int32())
        if width == -1 {
            // The further slots of a text have empty records of their own.
            try cursor.skip(24)
            guard let last = variables.last, slots < last.slot + last.slots else {
                throw ByteCursor.damaged("variables")
            }
            slots += 1
            return
        }
        guard (0...255).contains(width) else { throw ByteCursor.damaged("variables") }
        if let last = variables.last, slots != last.slot + last.slots { throw ByteCursor.damaged("variables") }
        variables.append(try SAVRecord(&cursor, slot: slots, width: width))
        slots += 1
    }

    private mutating func valueLabels(_ cursor: inout ByteCursor) throws(Problem) {
        let count = try cursor.count("labels")
        var values: [(code: Range<Int>, label: Range<Int>)] = []
        for _ in 0..<count {
            let code = try cursor.take(8)
            let length = Int(try cursor.byte())
            values.append((code, try cursor.take(length)))
            // Length and label together fill whole slots.
            try cursor.skip((8 - (length + 1) % 8) % 8)
        }
        guard try cursor.int32() == 4 else { throw ByteCursor.damaged("labels") }
        var slots: [Int] = []
        for _ in 0..<(try cursor.count("labels")) { slots.append(Int(try cursor.int32())) }
        labels.append((values, slots))
    }
}
