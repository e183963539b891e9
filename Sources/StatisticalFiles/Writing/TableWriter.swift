import CReadStat
public import Foundation
public import Problems

extension StatisticalTable {
    /// Writes the table as an SPSS or Stata file. An existing file is replaced once the new one is whole.
    ///
    /// Labels, measures and missing codes are kept. Where SPSS's declared codes go to Stata they become `.a`, `.b` … by
    /// size and keep their labels (a code without a label is labelled by itself); Stata's letters have no place in
    /// SPSS and are refused. Numbers are written as doubles.
    ///
    /// - Parameters:
    ///   - url: where the file shall stand.
    ///   - format: SPSS or Stata.
    ///   - written: the time of writing that the file shall name; nil for now.
    /// - Throws: `statistical-file.unwritable`, `.name`, `.no-variables`, `.uneven`, `.duplicate-name`, `.letters`,
    ///   `.too-many-missing`, `.text-codes`, `.label-code`, `.label-too-long`, `.text-too-long`, `.cell`.
    public func write(to url: URL, as format: StatisticalFormat, written: Date? = nil) throws(Problem) {
        do throws(Problem) {
            let ready = try WriterCheck(format: format).prepared(self)
            let part = url.deletingLastPathComponent()
                .appendingPathComponent("." + url.lastPathComponent + "." + UUID().uuidString)
            defer { try? FileManager.default.removeItem(at: part) }
            guard FileManager.default.createFile(atPath: part.path, contents: nil),
                let handle = try? FileHandle(forWritingTo: part), let file = ReadStatFile(handle, format)
            else { throw Problem("statistical-file.unwritable") }
            do throws(ReadStatFile.Failure) {
                try write(ready, with: file, format, written: written)
            } catch {
                throw Self.problem(error)
            }
            // Replacing in one step: there is never half a file under the name.
            guard (try? handle.close()) != nil, unsafe rename(part.path, url.path) == 0 else {
                throw Problem("statistical-file.unwritable")
            }
        } catch {
            var problem = error
            problem.place.file = url.lastPathComponent
            throw problem
        }
    }

    private func write(
        _ ready: [StatisticalVariable], with file: ReadStatFile, _ format: StatisticalFormat, written: Date?
    ) throws(ReadStatFile.Failure) {
        let lines = format.isSPSS ? notes.flatMap { Self.lines($0) } : notes
        try file.describe(label: label, notes: lines, written: written)
        for variable in ready { try file.add(variable) }
        if format.isSPSS, let weight, let index = ready.firstIndex(where: { $0.name == weight }) {
            try file.weight(by: index)
        }
        try file.begin(rows: rowCount, names: ready.map(\.name))
        for row in 0..<rowCount { try file.write(row: row, ready) }
        try file.end()
    }

    /// SPSS keeps remarks in lines of 80 bytes.
    private static func lines(_ note: String) -> [String] {
        var lines = [""]
        for sign in note {
            let line = lines.removeLast()
            if sign.isNewline {
                lines += [line, ""]
            } else if line.utf8.count + sign.utf8.count > 80 {
                lines += [line, String(sign)]
            } else {
                lines.append(line + String(sign))
            }
        }
        return lines
    }

    private static func problem(_ failure: ReadStatFile.Failure) -> Problem {
        let place = Place(row: failure.row, column: failure.variable)
        switch failure.code {
        case READSTAT_ERROR_NAME_BEGINS_WITH_ILLEGAL_CHARACTER, READSTAT_ERROR_NAME_CONTAINS_ILLEGAL_CHARACTER,
            READSTAT_ERROR_NAME_IS_RESERVED_WORD, READSTAT_ERROR_NAME_IS_TOO_LONG, READSTAT_ERROR_NAME_IS_ZERO_LENGTH:
            return Problem("statistical-file.name", at: place, value: failure.variable)
        case READSTAT_ERROR_WRITE, READSTAT_ERROR_OPEN: return Problem("statistical-file.unwritable", at: place)
        default:
            return Problem(
                "statistical-file.cell", at: place,
                ["cause": unsafe String(cString: readstat_error_message(failure.code))])
        }
    }
}
