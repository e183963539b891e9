import Evaluation
import Foundation
import Problems

/// Numbers in findings: as each language writes them, or as the publication does.
enum PaperText {
    static func number(_ value: Double, places: Int) -> LocalText {
        LocalText(Language.id.decimal(value, places: places), en: Language.en.decimal(value, places: places))
    }

    static func count(_ value: Int) -> LocalText {
        LocalText(Language.id.integer(value), en: Language.en.integer(value))
    }

    /// Plain digits without groups, with a comma or a point before the decimals.
    static func plain(_ value: Double, places: Int, comma: Bool = false) -> String {
        guard value.isFinite, value.magnitude < 1e15 else { return "–" }
        let rounded = (try? DecimalText.rounded(shortest(value), places: max(0, min(places, 15)))) ?? shortest(value)
        return comma ? rounded.replacing(".", with: ",") : rounded
    }

    /// A range of numbers.
    static func range(_ range: ClosedRange<Double>, places: Int) -> LocalText {
        let (low, high) = (number(range.lowerBound, places: places), number(range.upperBound, places: places))
        return LocalText(low.id + " – " + high.id, en: low.en + " – " + high.en)
    }

    /// A p-value in words: `< .001` below that.
    static func pValue(_ value: Double) -> LocalText {
        LocalText(StudyCell.pValue(value).text(in: .id), en: StudyCell.pValue(value).text(in: .en))
    }

    static func list(_ texts: [String]) -> LocalText { LocalText(texts.joined(separator: ", ")) }

    /// Fourteen significant digits: enough for every printed figure, and free of binary dust.
    private static func shortest(_ value: Double) -> String { String(format: "%.14g", value) }
}

extension PaperText {
    /// A number with as many places as it needs, up to four.
    static func exact(_ value: Double) -> LocalText {
        let places = (0...3).first { places in
            let scaled = value * (0..<places).reduce(1.0) { power, _ in power * 10 }
            return (scaled - scaled.rounded()).magnitude < 1e-9 * max(1, scaled.magnitude)
        }
        return number(value, places: places ?? 4)
    }

    /// The limits of a class in signs.
    static func interval(_ interval: LabelInterval) -> String {
        let (low, high) = (exact(interval.lower).id, exact(interval.upper).id)
        if !interval.lower.isFinite { return (interval.includesUpper ? "≤ " : "< ") + high }
        if !interval.upper.isFinite { return (interval.includesLower ? "≥ " : "> ") + low }
        return low + " – " + high
    }
}
