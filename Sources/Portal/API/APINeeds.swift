import Hummingbird
import Problems
import Registry
import Store

/// Needs against supply, as programs read them; identity numbers masked.
struct APINeeds: Encodable, Sendable {
    struct Line: Encodable, Sendable {
        var code: String
        /// `person`, `group`, `village`.
        var subjectKind: String
        var subject: String
        var region: String?
        var need: String
        var aid: String?
        var origin: String
        var type: String
        var state: String
        var answeredBy: [String]
        var perhaps: [String]
    }

    struct Village: Encodable, Sendable {
        var region: String
        var counts: SupplyReport.Counts
        var unserved: Int
        var microEnterprises: Int64?
        var per1000: Double?
    }

    var year: Int
    var region: String
    var inferred: Bool
    var counts: SupplyReport.Counts
    var uncertain: Int
    var villages: [Village]
    var combinations: [SupplyReport.Combination]
    var needs: [Line]

    static func make(_ desk: Desk) throws -> APINeeds {
        let choice = try NeedsChoice(
            desk, region: desk.query["region"], year: try desk.query.year("year"),
            isInferred: try desk.query.flag("inferred", yes: "true", no: "false"))
        try desk.registry.look(.readNeeds)
        let report = try desk.registry.supply(
            year: choice.year, region: choice.region, includeInferred: choice.isInferred)
        return APINeeds(
            year: report.year, region: report.region, inferred: report.includesInferred, counts: report.counts,
            uncertain: report.uncertain,
            villages: report.villages.map {
                Village(
                    region: $0.region, counts: $0.counts, unserved: $0.counts.unserved,
                    microEnterprises: $0.microEnterprises, per1000: $0.per1000)
            }, combinations: report.combinations(),
            needs: report.needs.map { item in
                let need = item.need
                return Line(
                    code: need.code, subjectKind: need.subjectKind.rawValue,
                    subject: need.nik.map(Masked.number) ?? need.subject, region: need.region, need: need.need,
                    aid: need.aid, origin: need.origin, type: item.type, state: item.state.rawValue,
                    answeredBy: item.answeredBy, perhaps: item.perhaps)
            })
    }
}
