import Problems
import Tabular

/// A variable of an SPSS system file, put together from its records; texts longer than 255 bytes take several.
struct SAVVariable {
    var name: String
    let shortName: String
    var label: String
    /// The records of its segments; one, but for very long texts.
    let records: [SAVRecord]
    /// Bytes of a text; 0 for a number.
    let width: Int
    var measure = StatisticalVariable.Measure.unknown
    var valueLabels: [ValueLabel] = []
    var missing = MissingRules()

    var isText: Bool { records[0].width > 0 }

    var kind: StatisticalVariable.Kind {
        if isText { return .text }
        switch records[0].format.kind {
        case 20, 23, 24, 28, 29, 30, 38, 39: return .date
        case 22, 41: return .dateTime
        case 21, 25, 40: return .time
        default: return .number
        }
    }

    /// The display format as SPSS writes it.
    var format: String {
        if records.count > 1 { return "A" + String(width) }
        let (kind, width, decimals) = records[0].format
        guard let name = Self.formats[kind] else { return "" }
        return name + String(width) + (decimals > 0 ? "." + String(decimals) : "")
    }

    private static let formats: [UInt8: String] = [
        1: "A", 2: "AHEX", 3: "COMMA", 4: "DOLLAR", 5: "F", 6: "IB", 7: "PIBHEX", 8: "P", 9: "PIB", 10: "PK", 11: "RB",
        12: "RBHEX", 15: "Z", 16: "N", 17: "E", 20: "DATE", 21: "TIME", 22: "DATETIME", 23: "ADATE", 24: "JDATE",
        25: "DTIME", 26: "WKDAY", 27: "MONTH", 28: "MOYR", 29: "QYR", 30: "WKYR", 31: "PCT", 32: "DOT", 33: "CCA",
        34: "CCB", 35: "CCC", 36: "CCD", 37: "CCE", 38: "EDATE", 39: "SDATE", 40: "MTIME", 41: "YMDHMS",
    ]

    /// What is taken from a raw number to count as ``StatisticalVariable/Kind`` does.
    var origin: Double { kind == .date || kind == .dateTime ? Clock.spss : 0 }

    init(_ records: [SAVRecord], width: Int, _ decoder: TextDecoder) throws(Problem) {
        self.records = records
        self.width = width
        shortName = try decoder.text(records[0].name)
        name = shortName
        label = try decoder.padded(records[0].label)
    }

    /// The code that eight bytes stand for.
    func code(_ range: Range<Int>, _ cursor: ByteCursor, _ decoder: TextDecoder) throws(Problem) -> ValueCode {
        guard !isText else { return .text(try decoder.padded(cursor.bytes[range])) }
        return .number(Double(bitPattern: cursor.unsigned(at: range)) - origin)
    }

    /// Reads the missing values of its first record.
    mutating func setMissing(_ cursor: ByteCursor, _ decoder: TextDecoder, _ limits: SAVExtensions) throws(Problem) {
        var codes = records[0].missing[...]
        if records[0].missingIsRange, !isText, codes.count >= 2 {
            let bounds = codes.prefix(2).map { Double(bitPattern: cursor.unsigned(at: $0)) }
            let low = bounds[0] <= limits.lowest ? -.infinity : bounds[0] - origin
            let high = bounds[1] >= limits.highest ? .infinity : bounds[1] - origin
            guard low <= high else { throw ByteCursor.damaged("missing values") }
            missing.range = low...high
            codes = codes.dropFirst(2)
        }
        for range in codes { missing.codes.append(try code(range, cursor, decoder)) }
    }
}
