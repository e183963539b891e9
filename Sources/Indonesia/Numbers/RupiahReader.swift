import Problems

/// Turns the shape of a cell into rupiah, once it is known what point and comma mean in its column.
enum RupiahReader {
    static func read(_ bytes: Span<UInt8>, meaning: PointMeaning) -> Checked<Rupiah> {
        let shape = NumberShape(bytes)
        if shape.isEmpty { return Checked(nil) }
        if case .invalid = shape.form { return refuse("rupiah.invalid", bytes) }
        if shape.isNegative { return refuse("rupiah.negative", bytes) }
        switch shape.form {
        case .invalid: return refuse("rupiah.invalid", bytes)
        case .plain: return whole(shape.whole, shape, bytes)
        case .grouped: return shape.groupedValue.map { whole($0, shape, bytes) } ?? refuse("rupiah.invalid", bytes)
        case .decimal: return fraction(shape, bytes)
        case .short: return lostZero(shape, bytes)
        case .open(let sign): return open(shape, meaning[sign], sign, bytes)
        }
    }

    private static func open(
        _ shape: NumberShape, _ use: PointMeaning.Use, _ sign: NumberShape.Sign, _ bytes: Span<UInt8>
    ) -> Checked<Rupiah> {
        if shape.scale > 1 {
            // `1,250 juta` is a million and a quarter; `1.250 juta` may also be 1250 million.
            return shape.tailLength == 3 && sign == .point ? refuse("rupiah.ambiguous", bytes) : fraction(shape, bytes)
        }
        switch use {
        case .group where shape.tailLength == 3, .open where shape.tailLength == 3:
            return shape.groupedValue.map { whole($0, shape, bytes) } ?? refuse("rupiah.invalid", bytes)
        case .group: return lostZero(shape, bytes)
        case .decimal where shape.tailLength < 3: return fraction(shape, bytes)
        case .decimal, .open, .mixed: return refuse("rupiah.ambiguous", bytes)
        }
    }

    private static func whole(_ number: UInt64, _ shape: NumberShape, _ bytes: Span<UInt8>) -> Checked<Rupiah> {
        let (amount, overflow) = number.multipliedReportingOverflow(by: shape.scale)
        guard !overflow, let value = Int64(exactly: amount) else { return refuse("rupiah.invalid", bytes) }
        return Checked(Rupiah(value))
    }

    private static func fraction(_ shape: NumberShape, _ bytes: Span<UInt8>) -> Checked<Rupiah> {
        var unit: UInt64 = 1
        for _ in 0..<shape.tailLength { unit *= 10 }
        let (scaledWhole, first) = shape.whole.multipliedReportingOverflow(by: shape.scale)
        let (scaledTail, second) = shape.tail.multipliedReportingOverflow(by: shape.scale)
        // Half a rupiah counts as one, as on receipts.
        let (whole, rest) = scaledTail.quotientAndRemainder(dividingBy: unit)
        let (total, third) = scaledWhole.addingReportingOverflow(rest > 0 && rest >= unit / 2 ? whole + 1 : whole)
        guard !first, !second, !third, let value = Int64(exactly: total) else { return refuse("rupiah.invalid", bytes) }
        if rest == 0 { return Checked(Rupiah(value)) }
        return Checked(Rupiah(value), [Problem("rupiah.fraction", .note, value: shown(bytes))])
    }

    private static func lostZero(_ shape: NumberShape, _ bytes: Span<UInt8>) -> Checked<Rupiah> {
        guard let suggested = shape.groupedValue else { return refuse("rupiah.invalid", bytes) }
        // What may be somebody's number is not spelt out as a suggestion.
        guard shape.digits < Masking.personalDigits else { return refuse("rupiah.ambiguous", bytes) }
        return Checked(
            refusing: Problem(
                "number.trailing-zero-lost", .warn, value: shown(bytes), ["suggested": String(suggested)]))
    }

    private static func refuse(_ code: String, _ bytes: Span<UInt8>) -> Checked<Rupiah> {
        Checked(refusing: Problem(code, .warn, value: shown(bytes)))
    }

    private static func shown(_ bytes: Span<UInt8>) -> String { Masking.amount(ByteText.string(bytes)) }
}
