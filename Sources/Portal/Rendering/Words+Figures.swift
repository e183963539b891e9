import Problems
import Registry

/// Figures, periods and findings in words.
extension Words {
    /// A share between 0 and 1 as a percentage whose sign stays with it.
    func share(_ value: Double, places: Int = 1) -> String {
        language.decimal(value * 100, places: places) + "\u{a0}%"
    }

    /// A value of an indicator in its unit.
    func value(_ value: Double?, _ unit: Indicator.Unit) -> String {
        guard let value else { return "–" }
        switch unit {
        case .share: return share(value)
        case .people, .number: return language.decimal(value, places: value == value.rounded() ? 0 : 1)
        case .rupiah: return value.magnitude < 9e15 ? roundRupiah(Int64(value)) : "–"
        }
    }

    /// A figure by its measure: people, or rupiah.
    func figure(_ value: Int64?, _ measure: String) -> String {
        guard let value else { return "–" }
        return Self.isMoney(measure) ? rupiah(value) : count(value)
    }

    /// Rupiah where there is little room, such as `Rp105,9 juta`.
    func shortRupiah(_ value: Int64) -> String {
        guard (1_000_000..<1_000_000_000).contains(value) else { return roundRupiah(value) }
        return "Rp" + language.decimal(Double(value) / 1_000_000, places: 1) + "\u{a0}" + self("unit.million")
    }

    static func isMoney(_ measure: String) -> Bool {
        measure.hasPrefix("amount") || measure.hasPrefix("budget") || measure.hasPrefix("instalments")
            || measure == "usedOfBudget"
    }

    /// A category of people by sex, age, sector or decile.
    func category(_ breakdown: String, _ category: String) -> String {
        if category == "-" { return self("category.unknown") }
        switch breakdown {
        case "age": return self("category.age", ["age": category])
        case "decile": return self("category.decile", ["n": category])
        default: return name(breakdown, category)
        }
    }

    /// What a measure is called.
    func measure(_ measure: String) -> String { name("measure", measure) }

    /// A period in words, such as `triwulan 3 2021`; any other text as it is.
    func period(_ text: String) -> String {
        guard let period = ReportPeriod(text) else { return text }
        let (key, number) =
            switch period.months.count {
            case 12: ("period.year", 0)
            case 6: ("period.half", period.months.upperBound / 6)
            case 3: ("period.quarter", period.months.upperBound / 3)
            default: ("period.month", period.months.upperBound)
            }
        return self(
            key,
            [
                "n": String(number), "year": String(period.year),
                "month": self("month.\(period.months.upperBound)"),
            ])
    }

    /// A period where there is little room, such as `Q3 21`.
    func shortPeriod(_ text: String) -> String {
        guard let period = ReportPeriod(text), period.months.count < 12 else { return text }
        return String(text.dropFirst(5)) + "\u{a0}" + String(text.prefix(4))
    }

    /// What a sheet's column is called, in small letters: its header, or in English its name in programs, as words.
    func column(_ column: SheetKind.Column) -> String {
        guard language == .en else { return column.header.replacing("_", with: " ") }
        return column.field.reduce(into: "") { $0 += $1.isUppercase ? " " + $1.lowercased() : String($1) }
    }
}
