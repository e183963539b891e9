import Problems

/// Numbers as whoever reads the answer wants them: people in their language, programs (`--format csv`) plain, without a
/// sign between thousands and with a point.
extension Console {
    func integer(_ value: some BinaryInteger) -> String { format == .csv ? String(value) : language.integer(value) }

    func decimal(_ value: Double, places: Int) -> String {
        guard format == .csv else { return language.decimal(value, places: places) }
        // In English a number has a point, and comes without grouping once the sign between thousands is gone.
        return Language.en.decimal(value, places: places).replacing(",", with: "")
    }

    /// A share in percent, with its sign where people read it.
    func percent(_ share: Double, places: Int) -> String {
        decimal(share * 100, places: places) + (format == .csv ? "" : " %")
    }

    /// A part of a whole in percent.
    func percent(_ count: Int, of total: Int, places: Int = 1) -> String {
        guard format == .csv else { return language.percent(count, of: total, places: places) }
        return total > 0 ? percent(Double(count) / Double(total), places: places) : ""
    }
}
