import Studies

/// The estimators put to the properties.
extension PropertySubject {
    static let all: [PropertySubject] =
        distribution + concentration + incidence + survey + proportions + groups + pairs + causal + scores

    private static let oneByOne = "each row is drawn by itself: a copy is another row"
    private static let noUnit = "no money in it"
    private static let noNames = "no groups in it"
    private static let design: [String: JSON] = ["weight": "w", "strata": "s", "cluster": "c"]

    private static func with(_ base: [String: JSON], _ more: [String: JSON]) -> [String: JSON] {
        base.merging(more) { $1 }
    }

    private static let distribution: [PropertySubject] = [
        PropertySubject("gini", ["x": "x", "weight": "w"], exempt: [.labels: noNames]),
        PropertySubject(
            "gini", ["x": "x", "weight": "w", "correction": "n-over-n-minus-1"], perRow: ["gini"],
            exempt: [.labels: noNames]),
        PropertySubject("gini_se", with(design, ["x": "x", "se": "linearized"])),
        PropertySubject(
            "lorenz", ["x": "x", "weight": "w", "probs": [0.1, 0.35, 0.8]], money: ["GL"], exempt: [.labels: noNames]),
        PropertySubject("lorenz_se", with(design, ["x": "x", "probs": [0.2, 0.5, 0.9], "se": "linearized"])),
        PropertySubject("redistribution", ["before": "x", "after": "b", "weight": "w"], exempt: [.labels: noNames]),
        PropertySubject(
            "quantile", ["x": "x", "weight": "w", "probs": [0.25, 0.5, 0.8], "quantile_rule": "inverse-ecdf"],
            money: ["q"], exempt: [.labels: noNames]),
        PropertySubject(
            "quantile", ["x": "x", "weight": "w", "probs": [0.25, 0.5, 0.8]], money: ["q"], exempt: [.labels: noNames]),
        PropertySubject(
            "quantile", ["x": "d", "weight": "w", "probs": [0.25, 0.5], "quantile_rule": "linear-hf7"], money: ["q"],
            exempt: [.labels: noNames, .replication: "the interpolation runs between rows"]),
        PropertySubject("quintile_share_ratio", ["x": "x", "weight": "w"], exempt: [.labels: noNames]),
        PropertySubject(
            "inequality", ["x": "u"], perRow: ["gini_corrected", "herfindahl"], exempt: [.labels: noNames]),
        PropertySubject(
            "fgt", with(design, ["x": "x", "aversion": 1, "se": "linearized"]), amounts: ["line": [7]]),
        PropertySubject("poverty", ["x": "x"], amounts: ["line": [9]], exempt: [.labels: noNames]),
        PropertySubject(
            "relative_poverty", ["x": "x", "weight": "w"], money: ["threshold"], exempt: [.labels: noNames]),
    ]

    private static let concentration: [PropertySubject] =
        [
            ("standard", nil), ("generalized", nil), ("modified", [-1, nil]), ("erreygers", [0, 9]),
            ("wagstaff", [0, 9]), ("extended", nil), ("symmetric", nil),
        ].map { (type: String, limits: [Double?]?) in
            var options: [String: JSON] = ["outcome": "h", "rank": "x", "weight": "w", "type": .string(type)]
            if type == "extended" { options["nu"] = 3.5 }
            if type == "symmetric" { options["beta"] = 1.5 }
            if !["extended", "symmetric"].contains(type) { options["se"] = "linearized" }
            if !["extended", "symmetric"].contains(type) { options["cluster"] = "c" }
            return PropertySubject(
                "concentration_index", options, amounts: limits.map { ["limits": $0] } ?? [:],
                money: type == "generalized" ? ["index", "se"] : [])
        } + [
            PropertySubject(
                "concentration_index", ["outcome": "h", "rank": "x", "weight": "w", "se": "hc1"], perRow: ["se"],
                exempt: [.labels: noNames]),
            PropertySubject(
                "concentration_index", ["outcome": "h", "rank": "x", "weight": "w", "se": "cluster", "cluster": "c"],
                perRow: ["se"]),
            PropertySubject(
                "concentration_index_types", ["outcome": "h", "rank": "x", "weight": "w"],
                amounts: ["limits": [-1, 12]], money: ["generalized"], exempt: [.labels: noNames]),
            PropertySubject(
                "concentration_index_se",
                ["outcome": "h", "rank": "d", "se": ["kwv1997", "newey-west"], "lags": [1, 3]],
                exempt: [.labels: noNames, .replication: "ranks by the order of the rows, copies included"]),
            PropertySubject("kakwani", with(design, ["outcome": "h", "rank": "x", "se": "linearized"])),
            PropertySubject(
                "dominance",
                with(
                    design,
                    [
                        "outcome": "h", "rank": "x", "points": 4, "se": "linearized",
                        "critical": ["smm_k": 2.5, "stata_table": 3, "iut": 1.96],
                    ])),
        ]

    private static let incidence: [PropertySubject] =
        ["quantile-cuts", "exact-shares"].map { grouping in
            PropertySubject(
                "bia_average",
                ["outcome": "h", "rank": "x", "weight": "w", "household_size": "m", "grouping": .string(grouping)],
                money: ["cuts"], exempt: [.labels: noNames])
        } + [
            PropertySubject(
                "bia_equal_width", ["outcome": "h", "rank": "x"], money: ["breaks"], exempt: [.labels: noNames]),
            PropertySubject(
                "bia_marginal",
                ["area": "k", "subarea": "part", "group": "five", "rate": "rate", "cell_pop": "pop"],
                exempt: [.unit: noUnit, .replication: "a copy of a cell is another cell of its area"]),
            PropertySubject(
                "targeting",
                with(design, ["eligible": "e", "recipient": "r", "outcome": "h", "se": "linearized"])),
            PropertySubject(
                "targeting_proportion", ["eligible": "e"], counts: ["n", "x"], perRow: ["wilson"],
                exempt: [.unit: noUnit, .labels: noNames]),
        ]

    private static let survey: [PropertySubject] = [
        PropertySubject(
            "svy_mean", with(design, ["outcome": "h", "domain": "x < 15"]), money: ["estimate", "se", "ci"],
            perRow: ["deff"],
            exempt: [.unit: "the domain names an amount", .weightScale: "deff compares with the population's size"]),
        PropertySubject(
            "svy_mean", with(design, ["outcome": "h", "fpc": "fpc", "domain": "e"]), money: ["estimate", "se", "ci"],
            perRow: ["deff"], exempt: [.weightScale: "deff compares with the population's size"]),
        PropertySubject(
            "svy_mean_by", with(design, ["outcome": "h", "by": ["five"]]), money: ["estimate", "se"]),
        PropertySubject(
            "svy_total", with(design, ["outcome": "h", "domain": "r"]), money: ["estimate", "se"],
            totals: ["estimate", "se"]),
        PropertySubject("svy_ratio", with(design, ["numerator": "h", "denominator": "x", "lonely_psu": "adjust"])),
        PropertySubject(
            "svy_chisq", with(design, ["row": "g", "col": "e"]), exempt: [.unit: noUnit]),
    ]

    private static let proportions: [PropertySubject] =
        ["logit", "likelihood", "arcsine", "korn-graubard", "wald-t", "xlogit", "wilson-effective-n"].map { method in
            PropertySubject(
                "proportion_ci", with(design, ["outcome": "e", "ci_method": .string(method)]),
                perRow: ["likelihood", "korn-graubard"].contains(method) ? ["ci"] : [],
                exempt: [.unit: noUnit])
        } + [
            PropertySubject(
                "proportion_ci", ["outcome": "e", "ci_method": "srs-all"],
                exempt: [.unit: noUnit, .labels: noNames, .replication: oneByOne]),
            PropertySubject(
                "proportion_ci", ["outcome": "e", "ci_method": "hypergeometric", "population": 500],
                exempt: [.unit: noUnit, .labels: noNames, .replication: oneByOne]),
        ]

    private static let groups: [PropertySubject] = [
        PropertySubject(
            "welch_t", ["outcome": "h", "group": "g", "first": "b"], money: ["ci", "difference"],
            exempt: [.replication: oneByOne]),
        PropertySubject(
            "mann_whitney", ["outcome": "h", "group": "g", "first": "b"], exempt: [.replication: oneByOne]),
        PropertySubject(
            "mann_whitney",
            ["outcome": "x", "group": "g", "first": "b", "p": "asymptotic", "continuity": true, "alternative": "less"],
            exempt: [.replication: oneByOne]),
        PropertySubject("kruskal_wallis", ["outcome": "x", "group": "g"], exempt: [.replication: oneByOne]),
        PropertySubject(
            "frequency", ["x": "five"], counts: ["n", "count", "missing"], exempt: [.unit: noUnit, .labels: noNames]),
        PropertySubject(
            "multiple_response", ["items": ["i1", "i2", "i3"], "weight": "w"], totals: ["count"],
            counts: ["n", "n_cases_any"], exempt: [.unit: noUnit, .labels: noNames]),
    ]

    private static let pairs: [PropertySubject] =
        ["wilcoxon", "pratt", "zsplit"].flatMap { zero in
            ["exact", "asymptotic"].map { source in
                PropertySubject(
                    "wilcoxon_signed_rank",
                    ["before": "x", "after": "b", "zero": .string(zero), "p": .string(source)],
                    exempt: [.labels: noNames, .replication: oneByOne])
            }
        } + [
            PropertySubject(
                "hodges_lehmann", ["before": "x", "after": "b"], money: ["estimate", "ci"],
                exempt: [.labels: noNames, .replication: oneByOne]),
            PropertySubject(
                "effect_size", ["before": "x", "after": "b"],
                money: ["hodges_lehmann_all", "hodges_lehmann_nonzero", "median_diff", "mean_diff"],
                perRow: ["rank_biserial_matched", "r_z_over_sqrt_n", "hodges_lehmann_all", "hodges_lehmann_nonzero"],
                exempt: [.labels: noNames]),
            PropertySubject(
                "sign_test", ["before": "x", "after": "b"], exempt: [.labels: noNames, .replication: oneByOne]),
            PropertySubject(
                "paired_t", ["before": "x", "after": "b"], money: ["mean", "ci"],
                exempt: [.labels: noNames, .replication: oneByOne]),
        ]

    private static let causal: [PropertySubject] = [
        PropertySubject(
            "did", ["outcome": "b", "post": "p", "treated": "e", "weight": "w", "cluster": "c"],
            money: ["did", "se_ols", "se_hc1", "se_cluster_cr1", "se_cr2", "ci_cr2"],
            perRow: ["se_ols", "se_hc1", "se_cluster_cr1"]),
        PropertySubject(
            "did", ["before": "x", "after": "b", "treated": "e", "weight": "w", "cluster": "c"],
            money: [
                "did", "se_ols", "se_hc1", "se_cluster_cr1", "se_cluster_id_cr1", "se_cr2", "ci_cr2",
                "first_difference",
                "se_fd_hc1", "ancova", "se_ancova_ols", "se_ancova_hc1",
            ],
            counts: ["n", "n_pairs"],
            perRow: [
                "se_ols", "se_hc1", "se_cluster_cr1", "se_cluster_id_cr1", "se_fd_hc1", "se_ancova_ols",
                "se_ancova_hc1",
            ]),
    ]

    private static let scores: [PropertySubject] = [
        PropertySubject(
            "effectiveness_index", ["indicators": ["i1", "i2 == 1", "e or r"]],
            exempt: [.unit: noUnit, .labels: noNames]),
        PropertySubject(
            "ikm", ["items": ["q1", "q2"], "printed_weight": 0.5], counts: ["n", "n_missing"],
            exempt: [.unit: noUnit, .labels: noNames]),
    ]
}
