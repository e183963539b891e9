/// A name taken apart.
public struct NameParts: Sendable, Hashable {
    /// The words of the name itself: lower case, unaccented, without titles, abbreviations written out.
    public var given: [String]
    /// The words behind `bin` or `binti`: the father's name.
    public var patronym: [String]
    /// Whether the name is marked `alm.` or `almh.`: the person has died.
    public var isMarkedDeceased: Bool

    /// All words without the separator `bin`.
    public var tokens: [String] { given + patronym }

    /// The comparison key in modern spelling: the words with one space between.
    public var key: String { tokens.joined(separator: " ") }

    /// An extra key in which Soedjatmoko and Sujatmoko meet. Never the only key: it also joins names that differ.
    ///
    /// `oe`→`u`, `dj`→`j`, `tj`→`c`, `nj`→`ny`, `sj`→`sy`; `ch`→`kh` and `j`→`y` only in a word that shows one of
    /// these old signs; `dh`→`d`, `th`→`t`, doubled letters once (`domain.md` 2.2).
    public var oldSpellingKey: String { tokens.map(OldSpelling.folded).joined(separator: " ") }
}
