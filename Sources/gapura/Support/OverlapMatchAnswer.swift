// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Problems
import Registry

extension Answer.Overlap {
    /// Who is on several lists through matches alone.
    struct Identities: Encodable {
        struct Finding: Encodable {
            var a: String
            var b: String
            var unit: String
            /// `confirmed` where people decided it, else `probable`.
            var match: String
            var verdict: String
            /// The rule's condition could not be told.
            var undecided: Bool
            var cases: Int
            var amount_a: Int64
            var amount_b: Int64
            var condition: String?
            var legal_basis: String?
            var valid_from: String?
            var valid_to: String?
            var source: String?
        }

        var confirmed: Int
        var probable: Int
        var open_pairs: Int
        var searched_at: String?
        var stale: Bool
        var findings: [Finding]

        init(_ found: IdentityOverlap, _ result: OverlapResult, _ language: Language) {
            func filled(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }
            (confirmed, probable, open_pairs) = (found.confirmed, found.probable, found.open)
            (searched_at, stale) = (found.searchedAt, found.isStale)
            findings = found.findings.map { finding in
                Finding(
                    a: result.lists[finding.a].name, b: result.lists[finding.b].name, unit: finding.unit.rawValue,
                    match: finding.isConfirmed ? "confirmed" : "probable", verdict: finding.verdict.rawValue,
                    undecided: finding.isUndecided, cases: finding.count, amount_a: finding.amountA,
                    amount_b: finding.amountB,
                    condition: language == .en ? finding.conditionEn ?? finding.conditionId : finding.conditionId,
                    legal_basis: filled(finding.legalBasis), valid_from: finding.validFrom,
                    valid_to: finding.validTo, source: filled(finding.source))
            }
        }
    }
}
