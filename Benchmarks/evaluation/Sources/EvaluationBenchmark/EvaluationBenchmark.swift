import Evaluation
import Foundation

/// Times one task over columns in memory and prints one line of JSON.
///
/// usage: EvaluationBenchmark indices|indices-tied|dominance|bootstrap|signed-rank|counted SIZE [ROUNDS]
@main
struct EvaluationBenchmark {
    private static let tasks = "indices|indices-tied|dominance|bootstrap|signed-rank|counted"

    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count > 2, let size = Int(arguments[2]), size > 0, size <= 100_000_000 else {
            print("usage: EvaluationBenchmark \(tasks) SIZE [ROUNDS]")
            exit(64)
        }
        let rounds = arguments.count > 3 ? Int(arguments[3]) ?? 5 : 5
        var watch = Stopwatch()
        var answer: [String: Any]
        switch arguments[1] {
        case "indices", "indices-tied":
            answer = try indices(SyntheticSurvey(rows: size, rounded: arguments[1] != "indices"), rounds, &watch)
        case "dominance": answer = try dominance(SyntheticSurvey(rows: size), rounds, &watch)
        case "bootstrap": answer = try bootstrap(SyntheticSurvey(rows: size), rounds, &watch)
        case "signed-rank": answer = try signedRank(SyntheticSurvey.differences(size), rounds, &watch)
        case "counted": answer = counted(SyntheticSurvey.differences(size), &watch)
        default: exit(64)
        }
        answer["seconds"] = watch.seconds
        answer["cpu_seconds"] = watch.processorSeconds
        answer["peak_bytes"] = Stopwatch.peakBytes
        print(String(decoding: try JSONSerialization.data(withJSONObject: answer, options: .sortedKeys), as: UTF8.self))
    }

    /// Concentration index, Gini index and Kakwani's index with linearised errors; the design's codes are read anew.
    private static func indices(_ survey: SyntheticSurvey, _ rounds: Int, _ watch: inout Stopwatch) throws
        -> [String: Any]
    {
        let result = try watch.time(rounds) {
            let design = try SurveyDesign(
                count: survey.weights.count, weights: survey.weights, stratum: UnitCodes(survey.strata),
                stages: [UnitCodes(survey.units)])
            return try Kakwani(benefit: survey.benefit, rank: survey.standard, design: design)
        }
        let errors = result.standardErrors
        return [
            "checksum": String(survey.checksum),
            "values": [
                "c": result.concentration, "gini": result.gini, "kakwani": result.value,
                "c_se": errors?.concentration ?? .nan, "gini_se": errors?.gini ?? .nan,
                "kakwani_se": errors?.kakwani ?? .nan,
            ],
        ]
    }

    /// The concentration curve held against equality and the Lorenz curve at 19 shares, with bands for the whole curve.
    private static func dominance(_ survey: SyntheticSurvey, _ rounds: Int, _ watch: inout Stopwatch) throws
        -> [String: Any]
    {
        let (critical, widest) = try watch.time(rounds) {
            let design = try SurveyDesign(
                count: survey.weights.count, weights: survey.weights, stratum: UnitCodes(survey.strata),
                stages: [UnitCodes(survey.units)])
            let curve = try CurveDominance(benefit: survey.benefit, rank: survey.standard, design: design)
                .concentrationCurve
            return (curve.supremumCritical(), curve.simultaneous().map { $0.upper - $0.lower }.max() ?? .nan)
        }
        return ["checksum": String(survey.checksum), "values": ["critical": critical, "width": widest]]
    }

    /// A thousand resamples of the three indices, sorting included.
    private static func bootstrap(_ survey: SyntheticSurvey, _ rounds: Int, _ watch: inout Stopwatch) throws
        -> [String: Any]
    {
        let results = try watch.time(rounds) {
            try Resampling(outcome: survey.benefit, companion: survey.standard, weights: survey.weights)
                .bootstrap([.concentration(.standard), .giniOfRank, .kakwani], replicates: 1000)
        }
        return [
            "checksum": String(survey.checksum),
            "values": [
                "c": results[0].estimate, "gini": results[1].estimate, "kakwani": results[2].estimate,
            ],
            "errors": [
                "c": results[0].standardError, "gini": results[1].standardError, "kakwani": results[2].standardError,
            ],
        ]
    }

    /// The exact two-sided p-value.
    private static func signedRank(_ differences: [Double], _ rounds: Int, _ watch: inout Stopwatch) throws
        -> [String: Any]
    {
        let (test, p) = try watch.time(rounds) {
            let test = try SignedRank(PairedDifferences(differences))
            return (test, try test.pValue())
        }
        return ["values": ["p": p.value, "log10_p": p.log10, "plus": test.rankSumPlus, "minus": test.rankSumMinus]]
    }

    /// The same by counting out all signs, for the relative error; nothing of the engine takes part.
    private static func counted(_ differences: [Double], _ watch: inout Stopwatch) -> [String: Any] {
        #if arch(x86_64) && !os(Windows)
            let count = watch.time(1) { CountedSigns(differences) }
            return ["values": ["p": count.p, "log10_p": count.log10]]
        #else
            return ["missing": "no extended precision on this machine"]
        #endif
    }
}
