import Foundation
import Linkage
public import Problems
public import Store

/// What one comparison of a candidate said.
public struct MatchField: Sendable, Hashable, Codable {
    /// `name`, `identity`, `family`, …
    public var comparison: String
    /// The level that held, from 0 on.
    public var level: Int
    /// The level's own words in the model.
    public var label: String
    /// What the level adds to the weight, in thousandths of a bit, before rarer values add more.
    public var weight: Int
    /// Whether a value was missing.
    public var isNeutral: Bool

    /// The comparison in a reader's language.
    public func name(in language: Language) -> String { LinkageWords.comparison(comparison, in: language) }

    /// The level in a reader's language; the model's own words where they are not translated.
    public func label(in language: Language) -> String { LinkageWords.level(label, in: language) }

    /// The comparisons of a pair whose vector took these levels.
    static func fields(_ levels: [Int], _ model: LinkageModel) -> [MatchField] {
        let parameters = model.parameters?.comparisons ?? []
        return zip(model.comparisons, levels).enumerated().map { place, item in
            let (comparison, level) = item
            let isNeutral = comparison.levels.indices.contains(level) && comparison.levels[level].isNeutral
            var weight = 0.0
            if parameters.indices.contains(place), parameters[place].m.indices.contains(level), !isNeutral {
                weight = log2(max(parameters[place].m[level], 1e-12) / max(parameters[place].u[level], 1e-12))
            }
            return MatchField(
                comparison: comparison.name, level: level, label: comparison.label(level),
                weight: Int((weight * 1000).rounded()), isNeutral: isNeutral)
        }
    }

    /// The levels as one short text: pairs of one pattern agree and differ alike.
    static func pattern(_ fields: [MatchField]) -> String {
        fields.map { "\($0.comparison)=\($0.level)" }.joined(separator: "|")
    }
}

extension CandidateRecord {
    /// The probability in percent as a reader sees it: nothing is shown as certain that is not.
    public func percent(in language: Language) -> String {
        let share = Double(probability) / 10_000
        if share > 99.9 { return "> " + language.decimal(99.9, places: 1) }
        return language.decimal(share, places: 1)
    }

    /// What each comparison said.
    public var comparisons: [MatchField] { LedgerJSON.value([MatchField].self, fields) ?? [] }
}
