import Problems

/// One figure with everything a reader needs to judge it.
public struct StudyEstimate: Sendable {
    /// How the figure is written.
    public enum Scale: Sendable, Hashable {
        /// A number with a number of places.
        case number(Int)
        /// A share from 0 to 1, written as a percentage.
        case share
        /// A whole number.
        case count
        case rupiah
        case pValue
    }

    /// Lower and upper limit, in the unit of the figure.
    public struct Range: Sendable, Hashable {
        public var low: Double
        public var high: Double

        public init(_ low: Double, _ high: Double) {
            self.low = low
            self.high = high
        }
    }

    /// A stable name, such as `coverage`.
    public var key: String
    /// The group it belongs to, such as a region; empty for all rows.
    public var group: LocalText
    public var label: LocalText
    public var scale: Scale
    /// Nil where no honest figure exists; ``refusal`` then says why.
    public var value: Double?
    public var standardError: Double?
    /// The interval by the standard error, at the study's level.
    public var interval: Range?
    /// The bootstrap interval that stands beside it in small samples.
    public var bootstrap: Range?
    /// What was divided, where the figure is a ratio.
    public var numerator: Double?
    /// What it was divided by.
    public var denominator: Double?
    /// Rows behind this figure, where they differ from the analysis' own.
    public var n: Int?
    /// What concerns this figure alone.
    public var warnings: [StudyWarning]
    /// Why there is no figure.
    public var refusal: StudyWarning?

    init(
        _ key: String, _ value: Double?, _ scale: Scale, error: Double? = nil, interval: Range? = nil,
        numerator: Double? = nil, denominator: Double? = nil, n: Int? = nil, group: LocalText = LocalText(""),
        label: LocalText? = nil, warnings: [StudyWarning] = [], refusal: StudyWarning? = nil
    ) {
        let isUsable = value?.isFinite ?? false
        self.key = key
        self.value = isUsable ? value : nil
        self.scale = scale
        standardError = isUsable ? error.flatMap { $0.isFinite ? $0 : nil } : nil
        self.interval = isUsable ? interval.flatMap { $0.low.isFinite && $0.high.isFinite ? $0 : nil } : nil
        bootstrap = nil
        self.numerator = numerator
        self.denominator = denominator
        self.n = n
        self.group = group
        self.label = label ?? Wording.text("estimate." + key)
        self.warnings = warnings
        self.refusal = refusal ?? (isUsable ? nil : UndefinedFigure.warning(key))
    }

    /// The figure as a cell.
    public var valueCell: StudyCell { cell(value) }
    /// Its interval as a cell; empty where there is none.
    public var intervalCell: StudyCell { cell(interval) }

    /// A figure as a cell.
    func cell(_ value: Double?) -> StudyCell {
        guard let value else { return .empty }
        return switch scale {
        case .number(let places): .number(value, places: places)
        case .share: .share(value, places: 1)
        case .count: .number(value, places: 0)
        case .rupiah: .rupiah(value)
        case .pValue: .pValue(value)
        }
    }

    /// An interval as a cell.
    func cell(_ range: Range?) -> StudyCell { range.map { .range(cell($0.low), cell($0.high)) } ?? .empty }

    func document(in language: Language) -> JSON {
        var fields: [String: JSON] = [
            "key": .string(key), "label": .string(label[language]), "value": .finite(value),
            "se": .finite(standardError),
            "ci": interval.map { .numbers([$0.low, $0.high]) } ?? .null,
            "warnings": .array(warnings.map { $0.document(in: language) }),
        ]
        if !group.isEmpty { fields["group"] = .string(group[language]) }
        if let bootstrap { fields["ci_bootstrap"] = .numbers([bootstrap.low, bootstrap.high]) }
        if let numerator { fields["numerator"] = .finite(numerator) }
        if let denominator { fields["denominator"] = .finite(denominator) }
        if let n { fields["n"] = .integer(n) }
        if let refusal { fields["refusal"] = refusal.document(in: language) }
        return .object(fields)
    }
}
