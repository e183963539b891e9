import Problems

/// One thing that a publication's printed figures or sentences show to be wrong, or worth knowing.
public struct PaperFinding: Sendable, Hashable {
    /// What kind of fault it is, the gravest first.
    public enum Weight: String, Sendable, CaseIterable, Comparable {
        /// No data can give the figure.
        case impossible
        /// Parts and whole differ.
        case doesNotAddUp = "does-not-add-up"
        /// Two printed things cannot both be true.
        case contradicts
        /// Computed from figures already rounded.
        case doubleRounding = "double-rounding"
        /// Cut off instead of rounded.
        case truncated
        /// Said otherwise than it is.
        case wording
        /// Worth knowing before the figure is used; not an error in itself.
        case note

        public static func < (left: Weight, right: Weight) -> Bool {
            (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
        }
    }

    /// A stable code such as `paper.percent-impossible`.
    public var code: String
    public var weight: Weight
    public var place: PaperPlace
    /// The figure or words as printed.
    public var printed: String
    /// What would be right, or what is possible; empty where that does not follow from what is printed.
    public var possible: [String]
    /// The values that the sentence names, written as each language writes them.
    public var arguments: [String: LocalText]

    /// What is the matter, in a sentence that says no more than follows.
    public var message: LocalText { text { Catalogue.bundled.reason($0, $1) } }

    /// What the authors or a reader can do about it.
    public var remedy: LocalText { text { Catalogue.bundled.remedy($0, $1) } }

    private func text(_ wording: (Problem, Language) -> String) -> LocalText {
        func sentence(_ language: Language) -> String {
            var filled = arguments.mapValues { $0[language] }
            filled["printed"] = printed
            filled["possible"] = possible.joined(separator: language == .id ? " atau " : " or ")
            return wording(Problem(code, .warn, filled), language)
        }
        return LocalText(sentence(.id), en: sentence(.en))
    }

    func document(in language: Language) -> JSON {
        .object([
            "code": .string(code), "severity": .string(weight.rawValue), "table": .string(place.table),
            "row": place.row.map(JSON.string) ?? .null, "field": place.field.map(JSON.string) ?? .null,
            "line": place.line.map(JSON.integer) ?? .null, "printed": .string(printed),
            "possible": .strings(possible), "message": .string(message[language]),
            "remedy": .string(remedy[language]),
        ])
    }
}
