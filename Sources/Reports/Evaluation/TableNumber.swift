import Problems

/// Numbers of tables in an evaluation: those of the publication stay (`Tabel 4a`, `4b` where one table became several),
/// what the publication has no number for gets one of the report (`Tabel A1`).
struct TableNumber {
    private let words: Words
    private var own = 0

    init(_ words: Words) { self.words = words }

    /// The captions of an item's tables, in their order.
    mutating func captions(_ texts: [String], of title: String) -> [String] {
        let number = Self.split(title).number
        return texts.enumerated().map { index, text in
            let rest = Self.split(text).rest
            let label: String
            if let number {
                label = texts.count > 1 ? number + Self.letter(index) : number
            } else {
                own += 1
                label = "A\(own)"
            }
            return words("table", ["n": label, "caption": rest])
        }
    }

    private static func letter(_ index: Int) -> String {
        String(Unicode.Scalar(UInt8(97 + index % 26)))
    }

    /// `Tabel 4. Sebaran manfaat` → (`4`, `Sebaran manfaat`); without number the text as it is.
    static func split(_ text: String) -> (number: String?, rest: String) {
        guard
            let match = text.prefixMatch(of: #/(?:Tabel|Table) ([0-9]+)(?: (?:dan|and) (?:Gambar|Figure) [0-9]+)?\. /#)
        else { return (nil, text) }
        return (String(match.1), String(text[match.range.upperBound...]))
    }
}
