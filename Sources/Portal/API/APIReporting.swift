import Hummingbird
import Indonesia
import Problems
import Registry
import Store

/// How institutions report, as programs read it.
struct APIReporting: Encodable, Sendable {
    struct Score: Encodable, Sendable {
        var institution: String?
        var due: Int
        var onTime: Int
        var onTimeByWord: Int
        var late: Int
        var missing: Int
        var reports: Int
        var contradictory: Int
        var share: Double?

        init(_ institution: String?, _ score: ReportingState.Score) {
            self.institution = institution
            due = score.due
            onTime = score.onTime
            onTimeByWord = score.onTimeByWord
            late = score.late
            missing = score.missing
            reports = score.reports
            contradictory = score.contradictory
            share = score.share
        }
    }

    struct Finding: Encodable, Sendable {
        var code: String
        var severity: String
        var institution: String
        var programme: String
        var period: String
        var region: String?
        var measures: [String]
        var sending: Int64?
        var file: String?
        var rows: [Int]
        var message: String
        var remedy: String

        init(_ finding: ReportFinding, _ words: Words) {
            code = finding.code
            severity = finding.severity.rawValue
            institution = finding.institution
            programme = finding.programme
            period = finding.period
            region = finding.region
            measures = finding.measures
            sending = finding.sending
            file = finding.file
            rows = finding.rows
            message = words.reason(finding.problem)
            remedy = words.remedy(finding.problem)
        }
    }

    var asOf: String
    var year: Int?
    var total: Score
    var institutions: [Score]
    var duties: [DutyState]
    var findings: [Finding]

    /// - Throws: `query.day`, `query.year`.
    static func make(_ desk: Desk) throws -> APIReporting {
        let day = try desk.query.day("asOf")
        let year = try desk.query.year("year")
        let state = try desk.registry.reporting(asOf: day, year: year)
        return APIReporting(
            asOf: state.asOf.description, year: year, total: Score(nil, state.score { _ in true }),
            institutions: state.institutions.map { code in Score(code, state.score { $0 == code }) },
            duties: state.duties, findings: state.findings.map { Finding($0, desk.words) })
    }
}
