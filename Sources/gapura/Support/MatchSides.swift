// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Problems
import Registry
import Store

extension MatchAnswer {
    struct SideBySide: Encodable {
        struct Field: Encodable {
            var field: String
            var a: String?
            var b: String?
            var agreement: String
            var places: [Int]
            var swapped: Bool
        }

        struct Side: Encodable {
            var record: String
            var list: String
            var row: Int
            var programmes: [String]
            var person: Bool
            var refused_for: [String]
        }

        var pair: String
        var sides: [Side]
        var fields: [Field]
        var sampled: Bool
        var implied: String?
        var weight: Double?
        var probability: Double?
        var comparisons: [MatchField]?
        var decisions: [Decision]

        init(_ view: MatchPairView, reveals: Bool) {
            pair = view.pair.text
            sides = view.sides.map {
                Side(
                    record: SubjectPair.text($0.subject.id), list: $0.batch.name, row: $0.subject.row,
                    programmes: $0.programmes, person: $0.subject.isPerson, refused_for: $0.refusals)
            }
            fields = view.fields.map {
                Field(
                    field: $0.name, a: $0.shownA, b: $0.shownB, agreement: $0.agreement.rawValue, places: $0.places,
                    swapped: $0.isSwapped)
            }
            sampled = view.isSampled
            implied = view.implied?.rawValue
            decisions = view.history.map(Decision.init)
            guard reveals, let candidate = view.candidate else { return }
            weight = Double(candidate.weight) / 1000
            probability = Double(candidate.probability) / 1_000_000
            comparisons = candidate.comparisons
        }
    }
}
