import Examples
import Foundation
import Problems
import Registry
import SQLiteStore
import Store
import Testing

/// What a right reading of the needs in the example finds.
struct NeedTruth: Decodable {
    struct Line: Decodable, Equatable {
        var code: String
        var subject: String
        var village: String
        var need: String
        var aid: String?
        var state: String
        var uncertain: Bool
        var answeredBy: [String]
        var perhaps: [String]
    }
    struct Combination: Decodable, Equatable {
        var aid: [String]
        var subjects: Int
    }
    struct Change: Decodable {
        var code: String
        var state: String
    }
    struct Needs: Decodable {
        var year: Int
        var count: Int
        var states: [String: Int]
        var uncertain: Int
        var byVillageAndNeed: [String: [String: [String: Int]]]
        var unservedByVillage: [String: Int]
        var combinations: [Combination]
        var combinationsOfTheNine: [Combination]
        var nine: [String]
        var withBpumList: [Change]
        var lines: [Line]
    }
    struct Referral: Decodable, Equatable {
        var code: String
        var need: String
        var programme: String
        var state: String
        var steps: Int
        var due: String?
    }
    struct Referrals: Decodable {
        var asOf: String
        var count: Int
        var states: [String: Int]
        var overdue: [String]
        var lines: [Referral]
    }
    struct Repeat: Decodable, Hashable {
        var nik: String
        var programme: String
        var topic: String
        var year: Int
        var times: Int
        var events: [String]
    }
    struct Diaries: Decodable {
        struct Business: Decodable {
            var nik: String
            var programme: String
            var region: String
            var notes: Int
            var emptyWeeks: Int
            var arrears: Int64
            var missedInARow: Int
            var before: Int64
            var after: Int64
        }
        var year: Int
        var businesses: [Business]
        var toVisit: [String]
    }
    struct Profiles: Decodable {
        struct Village: Decodable, Equatable {
            var people: Int
            var withoutTaxNumber: Int
            var withoutRecords: Int
            var reserveUnderTenDays: Int
        }
        struct Twice: Decodable, Equatable {
            var people: Int
            var turnoverRose: Int
            var recordsGained: Int
            var taxNumberGained: Int
            var licenceGained: Int
            var firstKnown: Int
        }
        var people: Int
        var byVillage: [String: Village]
        var measuredTwice: Twice
    }
    var needs: Needs
    var referrals: Referrals
    var repeatedAttendance: [Repeat]
    var diaries: Diaries
    var profiles: Profiles

    static func load() throws -> NeedTruth {
        try JSONDecoder().decode(
            NeedTruth.self, from: Data(contentsOf: example("coordination").appendingPathComponent("truth.json")))
    }
}

extension Scratch {
    /// A registry with the coordination example.
    func coordination(withCompanions: Bool = false) throws -> Registry {
        let registry = try registry()
        try registry.loadCoordination(from: example("coordination"), withCompanions: withCompanions)
        return registry
    }
}

/// The coordination example, loaded once for tests that only read.
enum Sample {
    private struct Held: Sendable {
        let scratch: Scratch
        let registry: Registry
    }

    private static let plain = Result { try held(withCompanions: false) }
    private static let full = Result { try held(withCompanions: true) }

    private static func held(withCompanions: Bool) throws -> Held {
        let scratch = try Scratch()
        return Held(scratch: scratch, registry: try scratch.coordination(withCompanions: withCompanions))
    }

    static func registry(withCompanions: Bool = false) throws -> Registry {
        try (withCompanions ? full : plain).get().registry
    }
}
