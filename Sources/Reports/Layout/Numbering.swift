/// Running numbers of tables and figures: "Tabel 1. …", "Gambar 1. …".
struct Numbering {
    private let words: Words
    private var tables = 0
    private var figures = 0

    init(_ words: Words) { self.words = words }

    mutating func table(_ caption: String) -> String {
        tables += 1
        return words("table", ["n": String(tables), "caption": caption])
    }

    mutating func figure(_ caption: String) -> String {
        figures += 1
        return words("figure", ["n": String(figures), "caption": caption])
    }
}
