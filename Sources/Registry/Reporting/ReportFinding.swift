public import Problems
import Store

/// Something that does not fit in what institutions reported: a problem with a name, and where it stands.
public struct ReportFinding: Sendable, Hashable, Codable {
    /// Such as `report.late`; worded in the catalogue of problems.
    public var code: String
    public var severity: Severity
    public var institution: String
    public var programme: String
    /// The period of the report, or the fiscal year.
    public var period: String
    /// The region it concerns; nil where it concerns the report as a whole.
    public var region: String?
    public var measures: [String]
    /// The sending that brought the report, and the rows in it; empty where nothing came.
    public var sending: Int64?
    public var file: String?
    public var rows: [Int]
    /// What the sentence names.
    public var arguments: [String: String]

    init(
        _ code: String, _ severity: Severity = .refuse, of report: InstitutionReport, region: String? = nil,
        measures: [String] = [], rows: [Int] = [], _ arguments: [String: String] = [:]
    ) {
        self.init(
            code, severity, institution: report.institution, programme: report.programme,
            period: report.period.description, region: region, measures: measures, arguments)
        sending = report.sending.id
        file = report.sending.name
        self.rows = rows
    }

    init(
        _ code: String, _ severity: Severity = .refuse, institution: String, programme: String, period: String,
        region: String? = nil, measures: [String] = [], _ arguments: [String: String] = [:]
    ) {
        self.code = code
        self.severity = severity
        self.institution = institution
        self.programme = programme
        self.period = period
        self.region = region
        self.measures = measures
        rows = []
        self.arguments = arguments.merging(
            ["programme": programme, "institution": institution, "period": period, "region": region ?? ""]
        ) { own, _ in own }
    }

    /// Whether figures contradict each other, a list or the programme's record: more than coming late or not at all, and
    /// more than what is only out of the ordinary.
    public var isContradiction: Bool {
        severity == .refuse && code != "report.late" && code != "report.missing"
    }

    /// The finding as a problem, to be worded for a reader.
    public var problem: Problem {
        Problem(code, severity, at: Place(file: file, row: rows.first), arguments)
    }
}
