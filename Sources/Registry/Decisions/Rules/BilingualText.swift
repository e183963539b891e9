public import Problems

/// A text in both languages.
public struct BilingualText: Sendable, Hashable, Codable {
    public var id: String
    public var en: String

    public init(id: String, en: String) {
        self.id = id
        self.en = en
    }

    public func callAsFunction(_ language: Language) -> String { language == .en ? en : id }
}
