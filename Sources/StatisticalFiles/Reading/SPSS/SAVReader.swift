import Problems
import Tabular

/// Reads an SPSS system file: header, records, then rows.
struct SAVReader {
    private let limits: StatisticalLimits
    private let cursor: ByteCursor
    private let header: SAVHeader
    private let records: SAVRecords
    private let extensions: SAVExtensions
    private var variables: [SAVVariable] = []

    private static let mostLabels = 5_000_000

    init(_ bytes: [UInt8], limits: StatisticalLimits) throws(Problem) {
        self.limits = limits
        var cursor = ByteCursor(bytes)
        header = try SAVHeader(&cursor)
        records = try SAVRecords(&cursor)
        extensions = try SAVExtensions(records, cursor)
        self.cursor = cursor
        try join()
        try nameAndLabel()
    }

    /// Joins the records of very long texts.
    private mutating func join() throws(Problem) {
        let widths = try extensions.longTexts()
        let measures = try extensions.measures(variables: records.variables.count)
        var index = 0
        while index < records.variables.count {
            let short = try extensions.decoder.text(records.variables[index].name)
            let width = records.variables[index].width > 0 ? widths[short] ?? 0 : 0
            // Every segment but the last adds 252 bytes to the width, although it holds 255.
            let count = max(1, (width + 251) / 252)
            guard count <= records.variables.count - index else { throw ByteCursor.damaged("variables") }
            let segments = Array(records.variables[index..<(index + count)])
            guard count == 1 || segments.allSatisfy({ $0.width > 0 }) else { throw ByteCursor.damaged("variables") }
            var variable = try SAVVariable(segments, width: width, extensions.decoder)
            if index < measures.count { variable.measure = measures[index] }
            try variable.setMissing(cursor, extensions.decoder, extensions)
            variables.append(variable)
            index += count
        }
    }

    private mutating func nameAndLabel() throws(Problem) {
        var bySlot: [Int: Int] = [:]
        for (index, variable) in variables.enumerated() { bySlot[variable.records[0].slot + 1] = index }
        var labelCount = 0
        for (values, slots) in records.labels {
            // One set can belong to many variables, which a small file may claim without end.
            labelCount += values.count * slots.count
            guard labelCount <= Self.mostLabels else {
                throw Problem("statistical-file.too-large", .refuse, ["limit": String(Self.mostLabels)])
            }
            for slot in slots {
                guard let index = bySlot[slot] else { throw ByteCursor.damaged("labels") }
                for (code, label) in values {
                    variables[index].valueLabels.append(
                        ValueLabel(
                            try variables[index].code(code, cursor, extensions.decoder),
                            try extensions.decoder.padded(cursor.bytes[label])))
                }
            }
        }
        let names = try extensions.longNames()
        let (labels, missing) = (try extensions.longTextLabels(), try extensions.longTextMissing())
        var seen: Set<String> = []
        for index in variables.indices {
            let short = variables[index].shortName
            let name = names[short] ?? short
            variables[index].name = name
            guard seen.insert(name).inserted else {
                throw Problem("statistical-file.duplicate-name", at: Place(column: name))
            }
            variables[index].valueLabels += labels[name] ?? labels[short] ?? []
            variables[index].missing.codes += missing[name] ?? missing[short] ?? []
        }
    }

    func table() throws(Problem) -> StatisticalTable {
        let rows = SAVRows(variables, records, systemMissing: extensions.systemMissing)
        let mostCells = limits.mostCells(fileBytes: cursor.bytes.count)
        let stream = try SAVStream(cursor, header, mostBytes: min(mostCells, Int.max / 8) * 8)
        let columns = try rows.read(stream, declared: extensions.rows ?? header.rows, mostCells: mostCells)
        var out: [StatisticalVariable] = []
        for (index, variable) in variables.enumerated() {
            let cells: StatisticalVariable.Cells
            if variable.isText {
                do throws(Problem) {
                    cells = .texts(try columns.texts[index].column(decoding: extensions.decoder.text))
                } catch {
                    throw Problem(error.code, at: Place(column: variable.name), error.arguments)
                }
            } else {
                cells = .numbers(columns.numbers[index])
            }
            out.append(
                StatisticalVariable(
                    variable.name, cells, label: variable.label, kind: variable.kind, measure: variable.measure,
                    format: variable.format, valueLabels: variable.valueLabels, missing: variable.missing))
        }
        var notes: [String] = []
        for line in records.documents { notes.append(try extensions.decoder.padded(line)) }
        let weight = variables.first { $0.records[0].slot + 1 == header.weightSlot }?.name
        return StatisticalTable(out, label: try extensions.decoder.padded(header.label), notes: notes, weight: weight)
    }
}
