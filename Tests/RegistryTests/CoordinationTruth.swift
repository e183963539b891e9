// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Foundation
import Indonesia
import Registry

/// The coordination example with its figures counted, made once: many tests only look at it.
enum CoordinationFixture {
    static let shared = Result { try CoordinationFixture.make() }

    static func make() throws -> (scratch: Scratch, registry: Registry) {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        try registry.loadCoordination(from: example("coordination"))
        try registry.computeFigures(asOf: CalendarDate("2022-03-31"))
        return (scratch, registry)
    }
}

/// What the generator of the example planted and summed up, as far as reports and figures go.
struct ReportTruth: Decodable {
    struct Duty: Decodable {
        var institution: String
        var programme: String
        var period: String
        var content: String
        var days: Int?
    }
    struct Contradiction: Decodable {
        var code: String
        var institution: String
        var programme: String
        var period: String
        var region: String?
        var measures: [String]
        var rows: [Int]?
        var file: String?
    }
    struct Score: Decodable {
        var institution: String
        var due: Int
        var inOrder: Int
    }
    struct Reports: Decodable {
        var scores: [Score]
        var duties: Int
        var received: Int
        var late: [Duty]
        var missing: [Duty]
        var contradictory: [Contradiction]
        /// measure → year → region → value
        var totals: [String: [String: [String: Int64]]]
        var beyondChildren: [String: [String: [String: Int64]]]
    }
    struct List: Decodable {
        struct Village: Decodable {
            var women: Int64
            var men: Int64
        }
        var programme: String
        var fiscalYear: Int
        var people: Int64
        var women: Int64
        var byVillage: [String: Village]
    }
    struct Coverage: Decodable {
        var distributed: Int64
        var listedPeople: Int64
        var microEnterprises: Int64
        var coverage: Double
    }
    struct Denominators: Decodable {
        /// measure → year → region → value
        var values: [String: [String: [String: Int64]]]
        var coverage: [String: [String: Coverage]]
    }
    struct Phones: Decodable {
        var people: [String]
    }
    struct Profiles: Decodable {
        struct Village: Decodable {
            var people: Int64
            var withoutTaxNumber: Int64
            var withoutRecords: Int64
            var reserveUnderTenDays: Int64
        }
        var byVillage: [String: Village]
    }

    struct Ratio: Decodable {
        var value: Double?
        var programmes: [String]
        var leftOut: [String]
    }
    struct Monitoring: Decodable {
        /// year → measure, or measure/breakdown/category → region → value
        var figures: [String: [String: [String: Int64]]]
        /// year → indicator → region
        /// By year, region, programme and measure.
        var programmes: [String: [String: [String: [String: Int64]]]]
        var ratios: [String: [String: [String: Ratio]]]
    }
    struct PlantedAlert: Decodable {
        var code: String
        var programme: String
        var year: Int
        var region: String
        var people: Int?
        var days: Int?
        var officer: String?
        var stage: String?
        var proposer: String?
        var refused: Int?
        var proposed: Int?
        var all: Int?
        var population: Int?
    }

    var asOf: String
    var monitoring: Monitoring
    var alerts: [PlantedAlert]
    var reports: Reports
    var lists: [List]
    var denominators: Denominators
    var phoneCluster: [Phones]
    var profiles: Profiles

    static func load() throws -> ReportTruth {
        try JSONDecoder().decode(
            ReportTruth.self, from: Data(contentsOf: example("coordination").appendingPathComponent("truth.json")))
    }
}
