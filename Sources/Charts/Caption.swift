/// What a figure says about itself to readers who do not see it, and the prefix of its identifiers.
public struct Caption: Sendable, Hashable {
    /// Unique within the page: letters, digits and `-`; other characters are replaced by `-`.
    public var id: String
    /// The short name, read aloud first.
    public var title: String
    /// What the figure shows, in one or two sentences; also names the finding where there is one.
    public var summary: String

    public init(id: String, title: String, summary: String) {
        self.id = String(id.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
        self.title = title
        self.summary = summary
    }
}
