public import Tabular

/// A variable of an SPSS or Stata file: its name, what it means, and its cells.
public struct StatisticalVariable: Sendable {
    /// What the cells are.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case number
        case text
        /// Seconds since 1970-01-01 00:00, of whole days.
        case date
        /// Seconds since 1970-01-01 00:00, without a zone.
        case dateTime
        /// Seconds, of a day or of a span.
        case time
    }

    /// The level of measurement.
    public enum Measure: String, Sendable, Hashable, CaseIterable {
        case unknown, nominal, ordinal, scale
    }

    /// The cells, one per row.
    public enum Cells: Sendable {
        /// `nan` is the system's missing value, ``ExtendedMissing`` one of Stata's; values that the user declared missing
        /// stand here as they are.
        case numbers([Double])
        /// Never missing by the system: an empty text is a text.
        case texts(TextColumn)
    }

    public var name: String
    /// The variable's label; empty where there is none.
    public var label: String
    public var kind: Kind
    public var measure: Measure
    /// The display format in the language of the program it comes from (`F8.2`, `%9.0g`); empty for the usual one.
    public var format: String
    public var valueLabels: [ValueLabel]
    public var missing: MissingRules
    public var cells: Cells

    public init(
        _ name: String, _ cells: Cells, label: String = "", kind: Kind? = nil, measure: Measure = .unknown,
        format: String = "", valueLabels: [ValueLabel] = [], missing: MissingRules = MissingRules()
    ) {
        self.name = name
        self.label = label
        if case .texts = cells { self.kind = .text } else { self.kind = kind ?? .number }
        self.measure = measure
        self.format = format
        self.valueLabels = valueLabels
        self.missing = missing
        self.cells = cells
    }

    /// The number of rows.
    public var count: Int {
        switch cells {
        case .numbers(let numbers): numbers.count
        case .texts(let texts): texts.count
        }
    }

    /// The label of a code.
    public func label(of code: ValueCode) -> String? { valueLabels.first { $0.code == code }?.label }

    /// One cell, with what its code means where it is missing by declaration.
    public subscript(row: Int) -> StatisticalCell {
        switch cells {
        case .numbers(let numbers):
            let number = numbers[row]
            if let letter = ExtendedMissing.letter(number) {
                return .userMissing(.letter(letter), label: label(of: .letter(letter)))
            }
            if number.isNaN { return .systemMissing }
            guard missing.covers(number) else { return .number(number) }
            return .userMissing(.number(number), label: label(of: .number(number)))
        case .texts(let texts):
            let text = texts[row] ?? ""
            guard missing.covers(text) else { return .text(text) }
            return .userMissing(.text(text), label: label(of: .text(text)))
        }
    }
}

/// One cell of a variable.
public enum StatisticalCell: Sendable, Hashable {
    /// A number; of a date or time in the unit of ``StatisticalVariable/Kind``.
    case number(Double)
    case text(String)
    /// There is no value.
    case systemMissing
    /// A code that the user declared missing, such as 99 "Tidak tahu" or `.a`.
    case userMissing(ValueCode, label: String?)
}
