import Problems

/// What SPSS has added to its files over the years, read from the extension records.
struct SAVExtensions {
    let decoder: TextDecoder
    /// The system's missing value and the bounds of open ranges, in this file's numbers.
    let systemMissing: Double
    let highest: Double
    let lowest: Double
    /// The number of rows where it does not fit the header.
    let rows: Int?
    private let cursor: ByteCursor
    private let ranges: [Int32: Range<Int>]

    private enum Record {
        static let integers: Int32 = 3, floats: Int32 = 4, display: Int32 = 11, longNames: Int32 = 13
        static let longTexts: Int32 = 14, rows: Int32 = 16, encoding: Int32 = 20
        static let longTextLabels: Int32 = 21, longTextMissing: Int32 = 22
    }

    init(_ records: SAVRecords, _ cursor: ByteCursor) throws(Problem) {
        self.cursor = cursor
        ranges = records.extensions
        func part(_ record: Int32) -> ByteCursor? { Self.part(cursor, records.extensions[record]) }
        if let range = records.extensions[Record.encoding] {
            let name = TextDecoder.trimmed(cursor.bytes[range])
            decoder = TextDecoder(name: String(decoding: name, as: UTF8.self))
        } else if var integers = part(Record.integers), integers.remaining >= 32 {
            try integers.skip(28)
            decoder = TextDecoder(codePage: try integers.int32())
        } else {
            decoder = TextDecoder(name: "windows-1252")
        }
        if var floats = part(Record.floats), floats.remaining >= 24 {
            systemMissing = try floats.double()
            highest = try floats.double()
            lowest = try floats.double()
        } else {
            systemMissing = -Double.greatestFiniteMagnitude
            highest = .greatestFiniteMagnitude
            lowest = (-Double.greatestFiniteMagnitude).nextUp
        }
        if var count = part(Record.rows), count.remaining >= 16 {
            try count.skip(8)
            let rows = try count.unsigned(8)
            self.rows = rows <= UInt64(Int32.max) * 1024 ? Int(rows) : nil
        } else {
            rows = nil
        }
    }

    private static func part(_ cursor: ByteCursor, _ range: Range<Int>?) -> ByteCursor? {
        guard let range else { return nil }
        var part = ByteCursor(Array(cursor.bytes[range]))
        part.isBigEndian = cursor.isBigEndian
        return part
    }

    /// The pairs `SHORT=value` of a record, short names in capitals as the file has them.
    private func pairs(_ record: Int32) throws(Problem) -> [String: ArraySlice<UInt8>] {
        guard let range = ranges[record] else { return [:] }
        var pairs: [String: ArraySlice<UInt8>] = [:]
        for item in cursor.bytes[range].split(separator: 0x09) {
            guard let sign = item.firstIndex(of: UInt8(ascii: "=")) else { continue }
            pairs[try decoder.text(item[..<sign])] = TextDecoder.trimmed(item[(sign + 1)...])
        }
        return pairs
    }

    /// The full names by the short ones.
    func longNames() throws(Problem) -> [String: String] {
        var names: [String: String] = [:]
        for (short, long) in try pairs(Record.longNames) where !long.isEmpty { names[short] = try decoder.text(long) }
        return names
    }

    /// The widths of texts of more than 255 bytes, by short names.
    func longTexts() throws(Problem) -> [String: Int] {
        try pairs(Record.longTexts).compactMapValues { digits in
            Int(String(decoding: digits.prefix { $0 != 0 }, as: UTF8.self)).flatMap {
                (256...32_767).contains($0) ? $0 : nil
            }
        }
    }

    /// The level of measurement of each variable record; empty where the file does not say.
    func measures(variables: Int) throws(Problem) -> [StatisticalVariable.Measure] {
        guard var part = Self.part(cursor, ranges[Record.display]) else { return [] }
        let numbers = part.remaining / 4
        guard variables > 0, numbers == variables * 3 || numbers == variables * 2 else { return [] }
        var measures: [StatisticalVariable.Measure] = []
        for _ in 0..<variables {
            switch try part.int32() {
            case 1: measures.append(.nominal)
            case 2: measures.append(.ordinal)
            case 3: measures.append(.scale)
            default: measures.append(.unknown)
            }
            try part.skip(numbers / variables * 4 - 4)
        }
        return measures
    }

    /// Labels of values of long texts, by variable.
    func longTextLabels() throws(Problem) -> [String: [ValueLabel]] {
        guard var part = Self.part(cursor, ranges[Record.longTextLabels]) else { return [:] }
        var labels: [String: [ValueLabel]] = [:]
        while part.remaining > 0 {
            let name = try counted(&part)
            try part.skip(4)
            for _ in 0..<(try part.count("labels")) {
                let (code, label) = (try counted(&part), try counted(&part))
                labels[name, default: []].append(ValueLabel(.text(code), label))
            }
        }
        return labels
    }

    /// Missing values of long texts, by variable.
    func longTextMissing() throws(Problem) -> [String: [ValueCode]] {
        guard var part = Self.part(cursor, ranges[Record.longTextMissing]) else { return [:] }
        var codes: [String: [ValueCode]] = [:]
        while part.remaining > 0 {
            let name = try counted(&part)
            let count = Int(try part.byte())
            let width = try part.count("missing values")
            for _ in 0..<count {
                codes[name, default: []].append(.text(try decoder.padded(part.bytes[try part.take(width)])))
            }
        }
        return codes
    }

    private func counted(_ part: inout ByteCursor) throws(Problem) -> String {
        let length = try part.count("labels")
        return try decoder.padded(part.bytes[try part.take(length)])
    }
}
