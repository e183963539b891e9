import Charts
import Foundation
import Indonesia
import Problems
import Registry

/// The wording and number formats of one language.
struct Words: Sendable {
    let language: Language
    let book: Phrasebook

    func callAsFunction(_ key: String, _ arguments: [String: String] = [:]) -> String {
        book(key, language, arguments)
    }

    /// A phrase that may be missing, for names that another room may add to.
    func known(_ key: String) -> String? {
        let phrase = self(key)
        return phrase == key ? nil : phrase
    }

    /// The phrase of a name made of a family and a value, a phrase of the portal's or a term of the vocabulary of that
    /// name; or the bare value where neither is known.
    func name(_ family: String, _ value: String) -> String {
        known(family + "." + value) ?? SheetKinds.bundled.label(family, value, language) ?? value
    }

    func count(_ value: some BinaryInteger) -> String { language.integer(value) }
    func rupiah(_ value: Int64) -> String { language.rupiah(value) }
    /// Rupiah, or a dash for none.
    func money(_ value: Int64) -> String { value == 0 ? "–" : language.rupiah(value) }

    /// Rupiah in words for large sums: `Rp15,36 triliun`.
    func roundRupiah(_ value: Int64) -> String {
        for (unit, key) in [(1_000_000_000_000.0, "trillion"), (1_000_000_000, "billion")] {
            if Double(value) >= unit {
                return "Rp" + language.decimal(Double(value) / unit, places: 2) + "\u{a0}" + self("unit." + key)
            }
        }
        return rupiah(value)
    }

    /// A percentage whose sign does not part from its number at the end of a line.
    func percent(_ count: Int, of total: Int) -> String {
        language.percent(count, of: total).replacing(" %", with: "\u{a0}%")
    }

    /// A calendar date `yyyy-mm-dd` in words, such as `1 April 2021`; any other text as it is.
    func day(_ date: String) -> String {
        guard let day = CalendarDate(date) else { return date }
        return "\(day.day)\u{a0}" + self("month.\(day.month)") + "\u{a0}\(day.year)"
    }

    /// An instant in Western Indonesian Time, such as `1 April 2021, 13.05 WIB`; any other text as it is.
    func instant(_ text: String) -> String {
        guard let date = try? Date(text, strategy: .iso8601) else { return text }
        let minutes = Int((date.timeIntervalSince1970 / 60).rounded(.down)) + 7 * 60
        let days = minutes >= 0 ? minutes / 1440 : (minutes - 1439) / 1440
        guard let day = CalendarDate(daysSince1970: days) else { return text }
        let (hour, minute) = ((minutes - days * 1440) / 60, (minutes - days * 1440) % 60)
        let clock =
            (hour < 10 ? "0" : "") + "\(hour)" + (language == .id ? "." : ":") + (minute < 10 ? "0" : "") + "\(minute)"
        return self.day(day.description) + ", " + clock + " WIB"
    }

    /// Of two texts the one in the reader's language; the Indonesian one where there is no other.
    func pick(_ indonesian: String?, _ english: String?) -> String {
        let own = language == .en ? english : indonesian
        return own.flatMap { $0.isEmpty ? nil : $0 } ?? indonesian ?? english ?? ""
    }

    /// Why something is a problem. What the problem at hand does not name is left open with `…`.
    func reason(_ problem: Problem) -> String { Self.open(Catalogue.bundled.reason(problem, language)) }

    /// What to do about a problem.
    func remedy(_ problem: Problem) -> String { Self.open(Catalogue.bundled.remedy(problem, language)) }

    private static func open(_ sentence: String) -> String { sentence.replacing(/\{[a-zA-Z]+\}\.?/, with: "…") }

    var numbers: NumberStyle {
        let language = language
        return NumberStyle(
            integer: { language.integer($0) }, decimal: { language.decimal($0, places: $1) },
            percent: { language.decimal($0 * 100, places: $1) + "\u{a0}%" })
    }
}
