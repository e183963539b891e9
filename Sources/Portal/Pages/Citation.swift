/// Where a statement comes from: a title, or an address of the web that can be opened.
struct Citation: Sendable {
    var text: String
    /// Only `https` and `http`; nil for anything else.
    var link: String?

    init(_ text: some StringProtocol) {
        self.text = String(text)
        let isLink = ["https://", "http://"].contains { text.hasPrefix($0) } && !text.contains { $0.isWhitespace }
        link = isLink ? String(text) : nil
    }

    /// The sources of a text that separates them by semicolons.
    static func all(_ text: String) -> [Citation] {
        text.split(separator: ";").map { $0.trimmingPrefix { $0.isWhitespace } }.filter { !$0.isEmpty }.map {
            Citation($0)
        }
    }
}
