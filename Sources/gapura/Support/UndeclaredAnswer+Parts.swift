// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

/// What the parts of the answer hold.
extension UndeclaredAnswer {
    struct Counts: Encodable {
        var lines: Int
        var explained: Int
        var unexplained: Int
        var refused_held: Int
        var in_order: Int
        var breach: Int
        var accepted_held: Int
        var pending: Int
    }

    struct Rule: Encodable {
        var code: String
        var legal_basis: String?
        var explained: Int
        var broken: Int
    }

    struct Statement: Encodable {
        var attribute: String
        var test: String
        var value: String?
    }

    struct Decider: Encodable {
        var stage: String
        var actor: String
        var met: Int
        var met_refused: Int
        var others: Int
        var others_refused: Int
        var p: Double
        var applies: Bool
    }

    struct Reason: Encodable {
        var text: String?
        var rule: String?
        var people: Int
    }

    struct StandIn: Encodable {
        var condition: String
        var overlap: Double
    }

    struct Against: Encodable {
        var rule: String
        var legal_basis: String
        var statement: String
    }

    struct Finding: Encodable {
        var condition: String
        var statements: [Statement]
        var reach: String
        var support: Int
        var refused: Int
        var others: Int
        var others_refused: Int
        var precision: Double
        var coverage: Double
        var p_fisher: Double
        var p_stratified: Double
        var odds_ratio: Double?
        var p_search: Double
        var marks: [String]
        var rule: String?
        var agreement: Double?
        var issuer_level: String?
        var against: [Against]
        var deciders: [Decider]
        var reasons: [Reason]
        var stand_ins: [StandIn]
        var withheld: Int64
        var refused_rows: [Int]
        var sentences: [String]
    }

    struct Share: Encodable {
        var stage: String
        var actor: String
        var decided: Int
        var refused: Int
        var unexplained: Int
        var share_of_refusals: Double?
        var concentration_without: Double?
        var hours_median: Double?
        var hours_longest: Double?
    }

    struct Area: Encodable {
        var name: String
        var decided: Int
        var refused: Int
        var lower: Double
        var upper: Double
        var difference: Double?
        var difference_lower: Double?
        var difference_upper: Double?
    }
}
