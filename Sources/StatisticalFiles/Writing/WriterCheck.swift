import Problems
import Tabular

/// Makes of a table what a program can hold, or says what it cannot.
struct WriterCheck {
    let format: StatisticalFormat

    /// The variables as they are to be written.
    ///
    /// - Throws: `statistical-file.uneven`, `.duplicate-name`, `.letters`, `.too-many-missing`, `.text-codes`,
    ///   `.label-code`, `.label-too-long`, `.text-too-long`.
    func prepared(_ table: StatisticalTable) throws(Problem) -> [StatisticalVariable] {
        guard !table.variables.isEmpty else { throw Problem("statistical-file.no-variables") }
        guard table.label.utf8.count <= format.limits.fileLabelBytes else {
            throw tooLong(format.limits.fileLabelBytes)
        }
        var seen: Set<String> = []
        var out: [StatisticalVariable] = []
        for variable in table.variables {
            do throws(Problem) {
                guard variable.count == table.rowCount else { throw Problem("statistical-file.uneven") }
                // SPSS does not tell capitals from small letters.
                let name = format.isSPSS ? variable.name.uppercased() : variable.name
                guard seen.insert(name).inserted else { throw Problem("statistical-file.duplicate-name") }
                out.append(try prepared(variable))
            } catch {
                var problem = error
                problem.place.column = variable.name
                throw problem
            }
        }
        return out
    }

    private func prepared(_ given: StatisticalVariable) throws(Problem) -> StatisticalVariable {
        let limits = format.limits
        guard given.label.utf8.count <= limits.labelBytes else { throw tooLong(limits.labelBytes) }
        for item in given.valueLabels where item.label.utf8.count > limits.valueLabelBytes {
            throw tooLong(limits.valueLabelBytes)
        }
        if case .texts(let texts) = given.cells {
            if let level = texts.levels.firstIndex(where: { $0.utf8.count > limits.textBytes }) {
                let row = texts.codes.firstIndex(of: Int32(level)) ?? 0
                throw Problem(
                    "statistical-file.text-too-long", at: Place(row: row + 1), ["limit": String(limits.textBytes)])
            }
        }
        return format.isSPSS ? try forSPSS(given) : try forStata(given)
    }

    private func tooLong(_ limit: Int) -> Problem {
        Problem("statistical-file.label-too-long", .refuse, ["limit": String(limit)])
    }

    private func forSPSS(_ given: StatisticalVariable) throws(Problem) -> StatisticalVariable {
        if case .numbers(let numbers) = given.cells,
            let row = numbers.firstIndex(where: { ExtendedMissing.letter($0) != nil })
        {
            throw Problem("statistical-file.letters", at: Place(row: row + 1))
        }
        guard given.missing.codes.count <= (given.missing.range == nil ? 3 : 1) else {
            throw Problem(
                "statistical-file.too-many-missing", .refuse, ["limit": given.missing.range == nil ? "3" : "1"])
        }
        var variable = given
        variable.valueLabels.removeAll { if case .letter = $0.code { true } else { false } }
        return variable
    }

    /// Stata's missing codes are letters: the declared codes become `.a`, `.b` … by size, and keep their labels.
    private func forStata(_ given: StatisticalVariable) throws(Problem) -> StatisticalVariable {
        guard case .numbers(var numbers) = given.cells else {
            guard given.valueLabels.isEmpty, given.missing.isEmpty else { throw Problem("statistical-file.text-codes") }
            return given
        }
        var variable = given
        variable.missing = MissingRules()
        if !given.missing.isEmpty {
            var codes = Set(numbers.filter { !$0.isNaN && given.missing.covers($0) })
            for case .number(let code) in given.missing.codes { codes.insert(code) }
            guard codes.count <= 26 else {
                throw Problem("statistical-file.too-many-missing", .refuse, ["limit": "26"])
            }
            var letters: [Double: Character] = [:]
            for (index, code) in codes.sorted().enumerated() {
                let letter = Character(UnicodeScalar(UInt8(97 + index)))
                letters[code] = letter
                let label = given.label(of: .number(code)) ?? NumberCell.text(code)
                variable.valueLabels.removeAll { $0.code == .number(code) }
                variable.valueLabels.append(ValueLabel(.letter(letter), label))
            }
            for row in numbers.indices {
                if let letter = letters[numbers[row]] { numbers[row] = ExtendedMissing.value(letter) }
            }
            variable.cells = .numbers(numbers)
        }
        for item in variable.valueLabels {
            if case .number(let code) = item.code {
                let raw = format.raw(code, variable.kind)
                guard let whole = Int32(exactly: raw), whole < 2_147_483_621 else {
                    throw Problem("statistical-file.label-code", value: NumberCell.text(code))
                }
            }
        }
        return variable
    }
}
