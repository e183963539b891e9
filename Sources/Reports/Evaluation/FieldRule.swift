/// Which machine-readable fields of a result a reader sees, in which order and written how.
struct FieldRule {
    enum Kind {
        /// A whole number.
        case count
        /// `26 dari 30`: the count and the field with its total.
        case countOf(String)
        /// A percentage as it stands.
        case percent(Int)
        case percents(Int)
        /// A share from 0 to 1, as a percentage.
        case share(Int)
        case shares(Int)
        case shareInterval
        case percentInterval
        case decimal(Int)
        /// An amount in the unit that the field `unit` names.
        case amount
        case amountInterval
        case pValue
        /// Figures exactly as printed.
        case printed
        /// The publication's words, in quotation marks.
        case quoted
        /// A word that this room's catalogue knows under a prefix.
        case word(String)
        case yesNo
    }

    var key: String
    var kind: Kind
    /// What a null says, where it is worth saying: the key of a phrase.
    var absent: String?

    init(_ key: String, _ kind: Kind, absent: String? = nil) {
        self.key = key
        self.kind = kind
        self.absent = absent
    }

    /// What the publication prints.
    static func published(_ method: String) -> [FieldRule] {
        switch method {
        case "frequency":
            [.init("percent_printed", .printed), .init("rounding", .word("rounding.")), .init("reproduced", .yesNo)]
        case "proportion":
            [
                .init("count", .count), .init("percent_printed", .printed), .init("verdict", .quoted),
                .init("reproduced", .yesNo),
            ]
        case "incidence":
            [
                .init("share_printed", .printed), .init("concentration_index", .decimal(3)),
                .init("verdict", .quoted), .init("reproduced", .yesNo),
            ]
        case "effectiveness":
            [
                .init("scores_printed", .printed), .init("value_printed", .percent(1)),
                .init("class_printed", .quoted), .init("reproduced", .yesNo),
            ]
        case "signed-rank":
            [
                .init("n_negative", .count), .init("n_positive", .count), .init("n_ties", .count),
                .init("mean_rank_positive", .decimal(2)), .init("sum_ranks_positive", .decimal(2)),
                .init("z", .decimal(3), absent: "not-printed"), .init("significance", .printed),
                .init("reproduced", .yesNo),
            ]
        default: []
        }
    }

    /// What is recommended instead.
    static func recommended(_ method: String) -> [FieldRule] {
        let claims = [FieldRule("claims_not_supported", .countOf("claims_checked"))]
        switch method {
        case "frequency": return [.init("percent_of_all", .percents(1))] + claims
        case "proportion":
            return [
                .init("count", .countOf("n")), .init("percent", .percent(1)), .init("wilson", .shareInterval),
                .init("hypergeometric_if_random", .shareInterval), .init("leakage", .share(1)),
                .init("coverage", .share(1), absent: "not-known"),
            ] + claims
        case "incidence":
            return [
                .init("external_benefit_share", .shares(1)), .init("benefit_share", .shares(1)),
                .init("concentration_index", .decimal(3)),
                .init("gini", .decimal(3)), .init("verdict", .word("verdict.")),
                .init("verdict_withheld_because", .word("withheld.")),
            ] + claims
        case "effectiveness":
            return [
                .init("value", .percent(1)), .init("class_continuous", .word("class.")),
                .init("ci_independent", .percentInterval), .init("ci_dependent", .percentInterval),
                .init("value_equal_dimensions", .percent(1)),
            ] + claims
        case "signed-rank":
            return [
                .init("n_positive", .countOf("n")), .init("z_spss", .decimal(3)), .init("p_value", .pValue),
                .init("median_before", .amount), .init("median_after", .amount), .init("hodges_lehmann", .amount),
                .init("hodges_lehmann_ci", .amountInterval), .init("rank_biserial_matched", .decimal(2)),
            ] + claims
        case "claims", "summary": return claims
        default: return []
        }
    }
}
