/// The kinds of files that are written, by their usual ending.
public enum StatisticalFormat: String, Sendable, Hashable, CaseIterable {
    /// SPSS, rows compressed byte by byte as SPSS does.
    case sav
    /// SPSS 21 and later, compressed with zlib.
    case zsav
    /// Stata 14 and later.
    case dta

    var isSPSS: Bool { self != .dta }

    /// What the program allows.
    var limits: (textBytes: Int, labelBytes: Int, valueLabelBytes: Int, fileLabelBytes: Int) {
        isSPSS ? (32_767, 255, 120, 64) : (2_045, 80, 32_000, 80)
    }

    /// The display format of a variable: its own where it is of this program, the usual one otherwise.
    func displayFormat(_ variable: StatisticalVariable) -> String? {
        guard variable.kind != .text else { return nil }
        if !variable.format.isEmpty, variable.format.hasPrefix("%") != isSPSS { return variable.format }
        switch variable.kind {
        case .text: return nil
        case .number: return isSPSS ? variable.isWhole ? "F8.0" : "F8.2" : variable.isWhole ? "%12.0g" : "%9.0g"
        case .date: return isSPSS ? "DATE11" : "%td"
        case .dateTime: return isSPSS ? "DATETIME20" : "%tc"
        case .time: return isSPSS ? "TIME8" : "%tcHH:MM:SS"
        }
    }

    /// A number in the unit of ``StatisticalVariable/Kind`` as the program counts.
    func raw(_ number: Double, _ kind: StatisticalVariable.Kind) -> Double {
        switch kind {
        case .number, .text: return number
        case .date: return isSPSS ? number + Clock.spss : (number + Clock.stata) / Clock.day
        case .dateTime: return isSPSS ? number + Clock.spss : ((number + Clock.stata) * 1000).rounded()
        case .time: return isSPSS ? number : (number * 1000).rounded()
        }
    }
}

extension StatisticalVariable {
    /// Whether all numbers are whole.
    var isWhole: Bool {
        guard case .numbers(let numbers) = cells else { return false }
        return numbers.allSatisfy { $0.isNaN || $0 == $0.rounded() }
    }
}
