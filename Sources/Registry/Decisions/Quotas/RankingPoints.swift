import Crypto
import Foundation
import Rules

/// The points of a case: the sum of what its priority rules give.
struct RankingPoints: Sendable {
    /// Codes of the rules that count.
    let counted: Set<String>

    /// The sum; nil where a rule could not be evaluated, with what it misses. A rule that gives nothing adds nothing.
    func sum(_ item: RuledCase) -> (points: Double?, missing: [String]) {
        var sum = 0.0
        var missing: [String] = []
        for finding in item.findings where finding.rule.kind == .priority && counted.contains(finding.rule.code) {
            if let number = Self.number(finding.result) {
                sum += number
            } else {
                missing += finding.missing.isEmpty ? [finding.rule.code] : finding.missing
            }
        }
        return missing.isEmpty ? (sum, []) : (nil, Set(missing).sorted())
    }

    /// What one rule gives a case; nil where it could not be evaluated.
    static func number(of code: String, _ item: RuledCase) -> Double? {
        item.findings.first { $0.rule.code == code }.flatMap { number($0.result) }
    }

    private static func number(_ result: RuleResult) -> Double? {
        switch result {
        case .idle: 0
        case .value(.int(let number)): Double(number)
        case .value(.double(let number)): number
        default: nil
        }
    }

    /// The lot of a case: SHA-256 of `gapura lottery SEED NUMBER`, hexadecimal; the smallest comes first.
    static func lot(_ seed: String, _ item: RuledCase) -> String {
        let text = "gapura lottery \(seed) \(item.nik ?? String(item.row))"
        return SHA256.hash(data: Data(text.utf8)).hexText
    }
}
