import Evaluation
import Foundation

/// Methods with given resamples, and marginal incidence.
extension CaseMethod {
    static let resamplingMethods: [String: CaseMethod] = [
        "bootstrap": CaseMethod(
            ["statistic", "x", "resamples", "index_base", "conf", "ci_method"], run: bootstrap),
        "bia_marginal": CaseMethod(
            ["area", "subarea", "group", "rate", "cell_pop", "instrument"], run: biaMarginal),
    ]

    private enum IntervalMethod: String { case percentile, bca }
    private enum LeaveOutOnly: String { case leaveOutMean = "leave-out-mean" }

    private static func bootstrap(_ options: CaseOptions, _ data: StudyData) throws(EvaluationRefusal) -> Answer {
        guard let statistic = try options.choice("statistic", BootstrapStatistic.self) else {
            throw EvaluationRefusal(.invalidOption, "statistic")
        }
        let confidence = try options.confidence()
        var methods: [IntervalMethod] = try options.choices("ci_method")
        if !options.has("ci_method") { methods = [.percentile] }
        guard !methods.isEmpty else { throw EvaluationRefusal(.invalidOption, "ci_method") }
        let base = try options.integer("index_base") ?? 0
        guard base == 0 || base == 1 else { throw EvaluationRefusal(.invalidOption, "index_base") }
        let x = try options.requiredExpression("x").values(in: data)
        let resamples = try resamples(at: options.file("resamples"), base: base)
        let result = try Bootstrap(x, statistic, resamples: resamples)
        var fields: [String: JSON] = [
            "estimate": .finite(result.estimate), "se": .finite(result.standardError), "mean": .finite(result.mean),
            "bias": .finite(result.bias), "n_used": .integer(result.n),
        ]
        for method in methods {
            switch method {
            case .percentile:
                let interval = try result.percentile(confidence: confidence)
                fields["percentile_type7"] = .numbers([interval.lower, interval.upper])
            case .bca:
                fields["z0"] = .finite(result.biasCorrection)
                fields["acceleration"] = .finite(result.acceleration)
                // Where the correction does not exist the other results stand.
                let interval = try? result.bca(confidence: confidence)
                fields["bca"] = interval.map { .numbers([$0.lower, $0.upper]) } ?? .null
            }
        }
        return (fields, result.warnings)
    }

    /// One resample per line, row numbers between commas.
    private static func resamples(at url: URL, base: Int) throws(EvaluationRefusal) -> [[Int]] {
        guard let bytes = try? Data(contentsOf: url) else {
            throw EvaluationRefusal(.unknownColumn, url.lastPathComponent)
        }
        var out: [[Int]] = []
        for line in bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            var rows: [Int] = []
            for cell in line.split(separator: 0x2C, omittingEmptySubsequences: false) {
                let text = String(decoding: cell, as: UTF8.self).trimmingCharacters(in: .whitespaces)
                guard let row = Int(text) else { throw EvaluationRefusal(.invalidOption, "resamples") }
                rows.append(row - base)
            }
            out.append(rows)
        }
        return out
    }

    private static func biaMarginal(_ options: CaseOptions, _ data: StudyData) throws(EvaluationRefusal) -> Answer {
        _ = try options.choice("instrument", LeaveOutOnly.self)
        func numbers(_ key: String) throws(EvaluationRefusal) -> [Double] {
            try Expression.column(options.requiredText(key)).values(in: data)
        }
        func codes(_ key: String) throws(EvaluationRefusal) -> [String?] {
            let name = try options.requiredText(key)
            guard let cells = data.text(name) else { throw EvaluationRefusal(.unknownColumn, name) }
            return cells
        }
        let (areas, subareas) = (try codes("area"), try codes("subarea"))
        var groups = try numbers("group")
        for row in groups.indices where areas[row] == nil || subareas[row] == nil { groups[row] = .nan }
        let result = try MarginalIncidence(
            areas: areas.map { $0 ?? "" }, groups: groups, rates: numbers("rate"), populations: numbers("cell_pop"))
        var fields: [String: JSON] = [
            "average_odds": .numbers(result.groups.map(\.average)), "n_used": .integer(result.n),
        ]
        for odds in result.groups {
            fields["beta_q\(odds.group)"] = .number(odds.marginal)
            fields["se_q\(odds.group)"] = .finite(odds.standardError)
            fields["ols_q\(odds.group)"] = .number(odds.leastSquares)
        }
        return (fields, result.warnings)
    }
}
