public import Problems
public import Store

/// What is known of a region, a year and all programmes or one: figures, parts, indicators, series, findings.
public struct MonitoringView: Sendable {
    /// A region with its name.
    public struct Place: Sendable, Hashable {
        public var code: String
        public var name: String
        /// `nation`, `province`, `regency`, `district`, `village`.
        public var level: String
    }

    /// A region below, with what it holds.
    public struct Part: Sendable {
        public var place: Place
        public var figures: [String: Int64]
    }

    /// An indicator with its value, its target and how the one stands to the other.
    public struct Measured: Sendable {
        public var indicator: Indicator
        public var value: Double?
        public var baseline: Double?
        public var target: Double?
        public var light: TrafficLight
        /// Shares of the target from which it is green and amber.
        public var green: Double
        public var amber: Double
        /// The figures the formula was computed from, as far as they are known.
        public var inputs: [(measure: String, value: Int64)]
        /// Values of the periods of ``MonitoringView/periods``.
        public var series: [Double?]
        /// Codes of the programmes it rests on, where it holds reported figures against each other and the view is of all
        /// programmes; nil elsewhere.
        public var programmes: [String]?
        /// Codes of those that report some of these figures and not all: they are left out.
        public var leftOut: [String]
        /// The value by sex, age, sector and decile, as far as it is counted so.
        public var breakdowns: [Breakdown]
    }

    /// An indicator by the categories of one breakdown.
    public struct Breakdown: Sendable {
        public struct Part: Sendable {
            /// `-` for people of whom it is not known.
            public var category: String
            public var value: Double?
            public var inputs: [(measure: String, value: Int64)]
        }
        /// `sex`, `age`, `sector` or `decile`.
        public var name: String
        public var parts: [Part]
    }

    public var place: Place
    /// The regions around it, the nation first.
    public var path: [Place]
    public var year: Int
    /// Years for which there are figures.
    public var years: [Int]
    /// The programme the view is narrowed to; nil for all.
    public var programme: String?
    public var computation: ComputationRecord
    /// Whether the registry has changed since.
    public var isStale: Bool
    /// Figures of the region by measure.
    public var figures: [String: Int64]
    public var parts: [Part]
    /// What the region holds beyond its parts: reported for the region as a whole, or lacking a part's name. Negative
    /// where the parts come to more than the total that was given.
    public var remainder: [String: Int64]
    public var indicators: [Measured]
    /// Parts of the years, such as quarters, for which there are figures, in their order.
    public var periods: [String]
    /// Figures of each measure by period.
    public var series: [String: [Int64?]]
    /// Figures of each programme by measure.
    public var programmes: [(code: String, figures: [String: Int64])]
    /// People on lists by category of each breakdown.
    public var breakdowns: [String: [(category: String, value: Int64)]]
    /// Stages of proposals in their order, where stage events of the programme are known.
    public var stages: [(stage: String, figures: [String: Int64])]
    /// What does not fit in the reports about the region or of the programme.
    public var findings: [ReportFinding]
    public var alerts: [Alert]
}

extension Registry {
    /// The newest figures of a region and year.
    ///
    /// - Parameters:
    ///   - region: a code, `ID` for the nation.
    ///   - year: the fiscal year; the newest with figures where it is nil.
    ///   - programme: narrows everything to one programme.
    /// - Throws: `figures.none` before the first count, `sheet.region` for a region that is not known.
    public func monitoring(
        region: String = RegionScope.nation, year: Int? = nil, programme: String? = nil
    ) throws(Problem) -> MonitoringView {
        try database.read { try MonitoringReader($0).view(region, year, programme) }
    }
}
