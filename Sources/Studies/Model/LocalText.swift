public import Problems

/// A sentence in every language of Gapura. Indonesian is required; English falls back to it.
public struct LocalText: Sendable, Hashable {
    /// The Indonesian sentence.
    public var id: String
    /// The English sentence.
    public var en: String

    /// - Parameters:
    ///   - id: the Indonesian sentence.
    ///   - en: the English sentence; the Indonesian one when it is not given.
    public init(_ id: String, en: String? = nil) {
        self.id = id
        self.en = en ?? id
    }

    /// The sentence in one language.
    public subscript(language: Language) -> String { language == .id ? id : en }

    /// True where there is nothing to read.
    public var isEmpty: Bool { id.isEmpty && en.isEmpty }
}
