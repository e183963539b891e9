import Indonesia
import Problems
import Registry

/// The past that a reader asks for: what was known on a day, and, where another day is named, what was true on it.
struct Past: Sendable {
    static let knownField = "pada"
    static let trueField = "benar"

    let asOf: AsOf
    private let known: String
    private let trueOn: String

    /// - Parameter today: what is taken as known where only the day is named on which things were true.
    /// - Returns: nil where the present is asked for.
    /// - Throws: `asof.date`.
    init?(_ query: Query, today: CalendarDate) throws(Problem) {
        trueOn = String((query[Self.trueField] ?? "").prefix(40))
        let asked = String((query[Self.knownField] ?? "").prefix(40))
        guard !asked.isEmpty || !trueOn.isEmpty else { return nil }
        known = asked.isEmpty ? today.description : asked
        asOf = try AsOf(known, trueOn: trueOn.isEmpty ? nil : trueOn)
    }

    /// What an address of a page that can show the past ends with.
    var suffix: String {
        Query.address("", [(Self.knownField, known), (Self.trueField, trueOn)])
    }

    func text(_ words: Words) -> String {
        guard let day = asOf.trueOn else { return words("past.known", ["known": words.instant(asOf.instant)]) }
        return words("past.known-true", ["known": words.instant(asOf.instant), "true": words.day(day.description)])
    }

    /// The fields of the form that asks for the past, and what it shows now.
    struct Asking: Sendable {
        var pastKnown: String
        var pastTrue: String
        /// nil in the present.
        var pastText: String?
    }

    static func asking(_ past: Past?, _ words: Words) -> Asking {
        Asking(pastKnown: past?.known ?? "", pastTrue: past?.trueOn ?? "", pastText: past?.text(words))
    }
}

extension Desk {
    /// Overlaps of the committed lists, now or as the address asks for them.
    ///
    /// - Throws: `asof.date`, `asof.future`.
    func overlapLists() throws -> OverlapLists {
        let names = try Names(registry, words)
        guard let past = try Past(query, today: registry.today) else {
            return OverlapLists(try site.findings.overlap(registry), names, words)
        }
        return OverlapLists(
            try site.findings.overlap(registry, asOf: past.asOf), names, words, suffix: past.suffix)
    }
}
