import Problems

/// Judges what point and comma mean in a column, or in the row of a series in a wide table, and reads its cells so.
///
/// In one real row, `214; 598; 561; 726; 1.89; 1.475; 601; 385`, the point of `1.475` groups thousands, for its
/// neighbours are whole hundreds; then `1.89` is 1.890 without its last zero. Such a cell is asked about with a
/// suggestion; a cell whose meaning the others do not settle is asked about without one.
public struct NumberSeries: Sendable, Hashable {
    /// What the cells show about one sign.
    private struct Evidence: Sendable, Hashable {
        /// Can only be a group sign.
        var groups = 0
        /// Can only be a decimal sign.
        var decimals = 0
        /// Three digits behind it: either.
        var threes = 0
        /// One or two digits behind it: a decimal sign, or a group that lost its zeros.
        var shorts = 0
    }

    private var point = Evidence()
    private var comma = Evidence()
    private var integers = 0
    /// Whole numbers of 100 to 999: the size just below a thousand.
    private var hundreds = 0
    /// Whole numbers of 1000 and more written without any sign.
    private var ungroupedThousands = 0
    private let isMoney: Bool

    public init() { isMoney = false }

    /// A column of money, where three digits behind a sign are always thousands.
    init(isMoney: Bool) { self.isMoney = isMoney }

    /// Takes a cell into account.
    public mutating func add(_ bytes: Span<UInt8>) {
        let shape = NumberShape(bytes)
        guard !shape.isEmpty, shape.scale == 1 else { return }
        switch shape.form {
        case .invalid: break
        case .plain:
            integers += 1
            if shape.whole >= 1000 { ungroupedThousands += 1 } else if shape.whole >= 100 { hundreds += 1 }
        case .decimal(let sign):
            count(sign) { $0.decimals += 1 }
        case .grouped(let sign), .short(let sign):
            count(sign) { $0.groups += 1 }
        case .open(let sign):
            count(sign) { if shape.tailLength == 3 { $0.threes += 1 } else { $0.shorts += 1 } }
        }
    }

    /// Takes a cell into account.
    public mutating func add(_ text: String) { add(text.utf8Span.span) }

    /// Takes the evidence of another chunk of the same column into account.
    public mutating func merge(_ other: NumberSeries) {
        for (sign, part) in [(NumberShape.Sign.point, other.point), (.comma, other.comma)] {
            count(sign) {
                $0.groups += part.groups
                $0.decimals += part.decimals
                $0.threes += part.threes
                $0.shorts += part.shorts
            }
        }
        integers += other.integers
        hundreds += other.hundreds
        ungroupedThousands += other.ungroupedThousands
    }

    /// What the signs mean.
    public var meaning: PointMeaning {
        // What one sign certainly is, the other is not.
        var point = use(of: self.point)
        var comma = use(of: self.comma)
        if point == .open, comma == .decimal, self.point.threes > 0, self.point.shorts == 0 { point = .group }
        if comma == .open, point == .decimal, self.comma.threes > 0, self.comma.shorts == 0 { comma = .group }
        return PointMeaning(point: point, comma: comma)
    }

    /// Reads a cell in the meaning that the series settled.
    ///
    /// - Returns: the number; nothing for an empty cell; `number.trailing-zero-lost` (`warn`, argument `suggested`),
    ///   `number.ambiguous` or `number.invalid` (`warn`), without a value.
    public func read(_ bytes: Span<UInt8>) -> Checked<Double> { read(bytes, meaning) }

    /// Judges and reads a whole series.
    public static func judge(_ cells: [String]) -> [Checked<Double>] {
        var series = NumberSeries()
        for cell in cells { series.add(cell) }
        let meaning = series.meaning
        return cells.map { series.read($0.utf8Span.span, meaning) }
    }

    private func read(_ bytes: Span<UInt8>, _ meaning: PointMeaning) -> Checked<Double> {
        let shape = NumberShape(bytes)
        if shape.isEmpty { return Checked(nil) }
        switch shape.form {
        case .invalid: return refuse("number.invalid", bytes)
        case .plain: return value(Double(shape.whole) * Double(shape.scale), shape)
        case .decimal: return value(shape.decimalValue, shape)
        case .grouped: return grouped(shape, bytes)
        case .short: return lostZero(shape, bytes)
        case .open(let sign):
            switch meaning[sign] {
            case .group: return shape.tailLength == 3 ? grouped(shape, bytes) : lostZero(shape, bytes)
            case .decimal: return value(shape.decimalValue, shape)
            case .open where isMoney && shape.tailLength == 3: return grouped(shape, bytes)
            case .open, .mixed: return refuse("number.ambiguous", bytes)
            }
        }
    }

    private mutating func count(_ sign: NumberShape.Sign, _ change: (inout Evidence) -> Void) {
        if sign == .point { change(&point) } else { change(&comma) }
    }

    private func use(of evidence: Evidence) -> PointMeaning.Use {
        let opens = evidence.threes + evidence.shorts
        if evidence.groups > 0 { return evidence.decimals > 0 ? .mixed : .group }
        if evidence.decimals > 0 { return .decimal }
        if opens == 0 { return .open }
        // Whole numbers of a similar size that stop just below a thousand: the thousands carry a group sign.
        let stopsBelowThousand = hundreds > 0 && hundreds * 2 >= integers && ungroupedThousands == 0
        if evidence.shorts == 0 {
            if isMoney { return ungroupedThousands > 0 ? .open : .group }
            return stopsBelowThousand || (ungroupedThousands == 0 && evidence.threes >= 20) ? .group : .open
        }
        if evidence.threes == 0 { return stopsBelowThousand || isMoney ? .open : .decimal }
        if stopsBelowThousand { return .group }
        if isMoney { return evidence.threes > evidence.shorts ? .group : .mixed }
        return evidence.shorts >= evidence.threes ? .decimal : .mixed
    }

    private func value(_ magnitude: Double, _ shape: NumberShape) -> Checked<Double> {
        Checked(shape.isNegative ? -magnitude : magnitude)
    }

    private func grouped(_ shape: NumberShape, _ bytes: Span<UInt8>) -> Checked<Double> {
        guard let number = shape.groupedValue else { return refuse("number.invalid", bytes) }
        return value(Double(number) * Double(shape.scale), shape)
    }

    private func lostZero(_ shape: NumberShape, _ bytes: Span<UInt8>) -> Checked<Double> {
        guard let suggested = shape.groupedValue else { return refuse("number.invalid", bytes) }
        // What may be somebody's number is not spelt out as a suggestion.
        guard shape.digits < Masking.personalDigits else { return refuse("number.ambiguous", bytes) }
        let text = (shape.isNegative ? "-" : "") + String(suggested)
        return Checked(
            refusing: Problem("number.trailing-zero-lost", .warn, value: shown(bytes), ["suggested": text]))
    }

    private func refuse(_ code: String, _ bytes: Span<UInt8>) -> Checked<Double> {
        Checked(refusing: Problem(code, .warn, value: shown(bytes)))
    }

    private func shown(_ bytes: Span<UInt8>) -> String { Masking.amount(ByteText.string(bytes)) }
}
