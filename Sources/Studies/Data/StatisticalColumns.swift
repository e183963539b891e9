import Foundation
import Problems
import StatisticalFiles
import Tabular

/// The variables of an SPSS or Stata file as columns of a study.
enum StatisticalColumns {
    /// A variable whose declared missing codes, and those of the study, are missing and counted.
    static func column(_ variable: StatisticalVariable, declared: MissingCodes.Column?) -> StudyColumn {
        var column = StudyColumn(cells: .numbers([]))
        column.label = variable.label
        column.codes = variable.valueLabels.map {
            StudyColumn.Code(code: text($0.code, variable.kind), label: $0.label)
        }
        var missing: [String: [Int32]] = [:]
        switch variable.cells {
        case .numbers(var numbers):
            let hasRules = !variable.missing.isEmpty
            for row in numbers.indices {
                let number = numbers[row]
                let code: String
                if let letter = ExtendedMissing.letter(number) {
                    code = text(.letter(letter), variable.kind)
                } else if number.isNaN {
                    continue
                } else if hasRules, variable.missing.covers(number) {
                    code = text(.number(number), variable.kind)
                } else if let declared, let index = declared.index(of: number) {
                    code = declared.codes[index].code
                } else {
                    if number.isInfinite { numbers[row] = .nan }
                    continue
                }
                missing[code, default: []].append(Int32(truncatingIfNeeded: row))
                numbers[row] = .nan
            }
            column.cells = variable.kind == .number ? .numbers(numbers) : .texts(moments(numbers, variable.kind))
        case .texts(var texts):
            // One look at each distinct text; an empty one is missing.
            let codes: [String?] = texts.levels.map { level in
                if variable.missing.covers(level) { return level }
                return declared?.index(of: Array(level.utf8).span).map { declared?.codes[$0].code ?? level }
            }
            for (row, level) in texts.codes.enumerated() where level >= 0 {
                if let code = codes[Int(level)] {
                    missing[code, default: []].append(Int32(truncatingIfNeeded: row))
                    texts.codes[row] = -1
                } else if texts.levels[Int(level)].isEmpty {
                    texts.codes[row] = -1
                }
            }
            column.cells = .texts(texts)
        }
        let labels = Dictionary(column.codes.map { ($0.code, $0.label) }) { first, _ in first }
        let own = Dictionary(declared?.codes.map { ($0.code, $0.label) } ?? []) { first, _ in first }
        column.missing = missing.sorted { $0.key < $1.key }.map { code, rows in
            (code, labels[code] ?? own[code] ?? "", rows)
        }
        return column
    }

    private static func text(_ code: ValueCode, _ kind: StatisticalVariable.Kind) -> String {
        switch code {
        case .number(let number): kind == .number ? NumberCell.text(number) : moment(number, kind)
        case .text(let text): text
        case .letter(let letter): "." + String(letter)
        }
    }

    /// Days and times as text, each distinct one written once.
    private static func moments(_ numbers: [Double], _ kind: StatisticalVariable.Kind) -> TextColumn {
        var column = TextColumn()
        var codes: [Double: Int32] = [:]
        for number in numbers {
            if number.isNaN {
                column.codes.append(-1)
            } else if let code = codes[number] {
                column.codes.append(code)
            } else {
                let code = Int32(truncatingIfNeeded: column.levels.count)
                codes[number] = code
                column.levels.append(moment(number, kind))
                column.codes.append(code)
            }
        }
        return column
    }

    /// `yyyy-mm-dd`, with ` hh:mm:ss` where the kind has a clock, or `hh:mm:ss`, as workbooks are read; the plain number
    /// where it is no point in time that a calendar of four-digit years has.
    private static func moment(_ seconds: Double, _ kind: StatisticalVariable.Kind) -> String {
        // The years 1 to 9999.
        guard seconds >= -62_135_596_800, seconds < 253_402_300_800 else { return NumberCell.text(seconds) }
        let date = Date(timeIntervalSince1970: seconds.rounded(.down))
        let day = Date.ISO8601FormatStyle(timeZone: .gmt).year().month().day()
        let clock = Date.ISO8601FormatStyle(timeZone: .gmt).time(includingFractionalSeconds: false)
        switch kind {
        case .number, .text: return NumberCell.text(seconds)
        case .date: return date.formatted(day)
        case .dateTime:
            let time = date.formatted(clock)
            return time == "00:00:00" ? date.formatted(day) : date.formatted(day) + " " + time
        case .time:
            guard seconds >= 0, seconds < 86_400 else { return NumberCell.text(seconds) }
            return date.formatted(clock)
        }
    }
}
