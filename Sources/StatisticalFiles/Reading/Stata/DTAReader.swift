import Problems
import Tabular

/// Reads a Stata file: header, rows, long texts, value labels.
struct DTAReader {
    private let limits: StatisticalLimits
    private var cursor: ByteCursor
    private let header: DTAHeader
    private let numbers: DTANumbers
    private let kinds: [StatisticalVariable.Kind]
    /// Where the texts of any length stand, by variable and row.
    private var longTexts: [LongText: Range<Int>] = [:]
    private var labelSets: [String: [ValueLabel]] = [:]

    private static let mostLabelBytes = 1 << 28

    private struct LongText: Hashable {
        let variable: UInt64
        let row: UInt64
    }

    init(_ bytes: [UInt8], limits: StatisticalLimits) throws(Problem) {
        self.limits = limits
        cursor = ByteCursor(bytes)
        header = try DTAHeader(&cursor)
        numbers = DTANumbers(hasLetters: header.layout.hasLetters)
        kinds = zip(header.types, header.formats).map { $0.isText ? .text : Self.kind($1) }
        var seen: Set<String> = []
        for name in header.names where !seen.insert(name).inserted {
            throw Problem("statistical-file.duplicate-name", at: Place(column: name))
        }
    }

    private static func kind(_ format: String) -> StatisticalVariable.Kind {
        let plain = format.filter { $0 != "-" }
        if plain.hasPrefix("%tcHH") || plain.hasPrefix("%tchh") { return .time }
        if plain.hasPrefix("%tc") || plain.hasPrefix("%tC") { return .dateTime }
        return plain.hasPrefix("%td") || plain.hasPrefix("%d") ? .date : .number
    }

    func table() throws(Problem) -> StatisticalTable {
        var reader = self
        return try reader.read()
    }

    private mutating func read() throws(Problem) -> StatisticalTable {
        if header.layout.isTagged { try cursor.expect("<data>", part: "data") }
        let rowWidth = header.types.reduce(0) { $0 + $1.width }
        let complete = cursor.remaining / max(1, rowWidth)
        guard header.rows <= complete else { throw Problem("statistical-file.truncated", at: Place(row: complete + 1)) }
        let data = try cursor.take(header.rows * rowWidth)
        if header.layout.isTagged {
            try cursor.expect("</data><strls>", part: "data")
            try readLongTexts()
            try cursor.expect("</strls><value_labels>", part: "labels")
        }
        try readLabels()
        let columns = try columns(data)
        var out: [StatisticalVariable] = []
        for (index, name) in header.names.enumerated() {
            let cells: StatisticalVariable.Cells
            if header.types[index].isText {
                do throws(Problem) {
                    cells = .texts(try columns.texts[index].column(decoding: header.layout.decoder.text))
                } catch {
                    throw Problem(error.code, at: Place(column: name), error.arguments)
                }
            } else {
                cells = .numbers(columns.numbers[index])
            }
            out.append(
                StatisticalVariable(
                    name, cells, label: header.labels[index], kind: kinds[index], format: header.formats[index],
                    valueLabels: (labelSets[header.labelSets[index]] ?? []).map { moved($0, kinds[index]) }))
        }
        return StatisticalTable(out, label: header.label, notes: header.notes)
    }

    private func columns(_ data: Range<Int>) throws(Problem) -> ColumnCollector {
        var columns = ColumnCollector(
            columns: header.types.count, mostCells: limits.mostCells(fileBytes: cursor.bytes.count))
        let bytes = cursor.bytes.span
        var at = data.lowerBound
        for _ in 0..<header.rows {
            for (column, type) in header.types.enumerated() {
                let place = at..<(at + type.width)
                at = place.upperBound
                switch type {
                case .text:
                    let text = place.lowerBound..<(cursor.bytes[place].firstIndex(of: 0) ?? place.upperBound)
                    columns.append(bytes.extracting(text), to: column)
                case .longText: columns.append(bytes.extracting(try longText(place)), to: column)
                case .integer, .float, .double:
                    let number = numbers.value(cursor.unsigned(at: place), type)
                    columns.append(Self.moved(number, kinds[column]), to: column)
                }
            }
            try columns.endRow()
        }
        return columns
    }

    /// A raw number as ``StatisticalVariable/Kind`` counts; missing values stay what they are.
    private static func moved(_ number: Double, _ kind: StatisticalVariable.Kind) -> Double {
        guard !number.isNaN else { return number }
        switch kind {
        case .number, .text: return number
        case .date: return number * Clock.day - Clock.stata
        case .dateTime: return number / 1000 - Clock.stata
        case .time: return number / 1000
        }
    }

    private func moved(_ label: ValueLabel, _ kind: StatisticalVariable.Kind) -> ValueLabel {
        guard case .number(let number) = label.code else { return label }
        return ValueLabel(.number(Self.moved(number, kind)), label.label)
    }

    private func longText(_ place: Range<Int>) throws(Problem) -> Range<Int> {
        let widths = header.layout.pointerWidth
        let middle = place.lowerBound + widths.variable
        let key = LongText(
            variable: cursor.unsigned(at: place.lowerBound..<middle),
            row: cursor.unsigned(at: middle..<place.upperBound))
        if key.variable == 0, key.row == 0 { return place.lowerBound..<place.lowerBound }
        guard let range = longTexts[key] else { throw ByteCursor.damaged("strL") }
        return range
    }

    private mutating func readLongTexts() throws(Problem) {
        while cursor.isNext("GSO") {
            try cursor.skip(3)
            let variable = try cursor.unsigned(4)
            let row = try cursor.unsigned(header.layout.release >= 118 ? 8 : 4)
            // 129 marks bytes of any kind, 130 a text that a NUL ends.
            let kind = try cursor.byte()
            guard kind == 129 || kind == 130 else { throw ByteCursor.damaged("strL") }
            let content = try cursor.take(try cursor.count("strL"))
            let text = cursor.bytes[content].prefix { $0 != 0 }
            longTexts[LongText(variable: variable, row: row)] = text.startIndex..<text.endIndex
        }
    }

    private mutating func readLabels() throws(Problem) {
        let layout = header.layout
        var bytes = 0
        while layout.isTagged ? cursor.isNext("<lbl>") : cursor.remaining > 0 {
            if layout.isTagged { try cursor.skip(5) }
            _ = try cursor.count("labels")
            let name = try layout.decoder.text(cursor.field(layout.nameWidth))
            try cursor.skip(3)
            let (count, length) = (try cursor.count("labels"), try cursor.count("labels"))
            guard count <= cursor.remaining / 8 else { throw ByteCursor.truncated }
            var offsets: [Int] = []
            for _ in 0..<count { offsets.append(try cursor.count("labels")) }
            var codes: [Double] = []
            for _ in 0..<count { codes.append(numbers.long(try cursor.int32())) }
            let texts = cursor.bytes[try cursor.take(length)]
            var labels: [ValueLabel] = []
            for (code, offset) in zip(codes, offsets) {
                guard offset < length || length == 0 else { throw ByteCursor.damaged("labels") }
                let label = try layout.decoder.text(texts.dropFirst(offset).prefix { $0 != 0 })
                // Labels may share their bytes in the file, but here each is a text of its own.
                bytes += label.utf8.count
                guard bytes <= Self.mostLabelBytes else {
                    throw Problem("statistical-file.too-large", .refuse, ["limit": String(Self.mostLabelBytes)])
                }
                // A label of `.` itself says nothing about any answer.
                if let letter = ExtendedMissing.letter(code) {
                    labels.append(ValueLabel(.letter(letter), label))
                } else if !code.isNaN {
                    labels.append(ValueLabel(.number(code), label))
                }
            }
            labelSets[name] = labels
            if layout.isTagged { try cursor.expect("</lbl>", part: "labels") }
        }
        if layout.isTagged { try cursor.expect("</value_labels></stata_dta>", part: "labels") }
    }
}
