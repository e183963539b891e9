/// Numbers as readers of a language write them: `1.234,5` in Indonesian, `1,234.5` in English.
extension Language {
    /// A whole number with groups of three digits.
    public func integer(_ value: some BinaryInteger) -> String {
        let digits = String(value.magnitude)
        var out = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { out.append(groupSeparator) }
            out.append(digit)
        }
        return value < 0 ? "-" + out : out
    }

    /// A decimal number rounded half away from zero to a fixed number of places; `–` when it is not finite.
    public func decimal(_ value: Double, places: Int) -> String {
        guard value.isFinite, value.magnitude < 9e15 else { return "–" }
        var scale = 1.0
        for _ in 0..<max(0, places) { scale *= 10 }
        let scaled = (value.magnitude * scale).rounded(.toNearestOrAwayFromZero)
        guard scaled < 9.2e18 else { return "–" }
        let units = UInt64(scaled)
        let whole = units / UInt64(scale)
        var text = integer(whole)
        if places > 0 {
            let fraction = String(units % UInt64(scale))
            text.append(decimalSeparator)
            text += String(repeating: "0", count: places - fraction.count) + fraction
        }
        return value < 0 && units != 0 ? "-" + text : text
    }

    /// A percentage from whole counts, rounded half up on the exact ratio: never from an already rounded number.
    public func percent(_ count: Int, of total: Int, places: Int = 1) -> String {
        guard total > 0, count >= 0 else { return "–" }
        var scale = 1
        for _ in 0..<max(0, places) { scale *= 10 }
        let (numerator, overflow) = count.multipliedReportingOverflow(by: 200 * scale)
        guard !overflow else { return decimal(Double(count) / Double(total) * 100, places: places) + " %" }
        let units = (numerator + total) / (2 * total)
        var text = integer(units / scale)
        if places > 0 {
            let fraction = String(units % scale)
            text.append(decimalSeparator)
            text += String(repeating: "0", count: places - fraction.count) + fraction
        }
        return text + " %"
    }

    /// Rupiah as it is printed on Indonesian letters: `Rp1.200.000` (`Rp1,200,000` in English).
    public func rupiah(_ amount: Int64) -> String {
        amount < 0 ? "-Rp" + integer(amount.magnitude) : "Rp" + integer(amount)
    }
}
