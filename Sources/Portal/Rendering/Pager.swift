/// Leads from page to page of a long table.
struct Pager: Sendable {
    static let field = "halaman"
    static let size = 50

    /// Such as `Baris 51–100 dari 1.408`.
    var summary: String
    var previous: String?
    var next: String?
    var hasPages: Bool
    /// The rows shown.
    let range: Range<Int>

    /// - Parameter count: rows in all.
    init(_ count: Int, _ visit: Visit, size: Int = Pager.size) {
        let pages = max(1, (count + size - 1) / size)
        let page = min(visit.query.positive(Self.field) ?? 1, pages)
        range = min(count, (page - 1) * size)..<min(count, page * size)
        let words = visit.words
        summary = words(
            count == 0 ? "pager.none" : "pager.summary",
            [
                "from": words.count(range.lowerBound + 1), "to": words.count(range.upperBound),
                "all": words.count(count),
            ])
        hasPages = pages > 1
        previous = page > 1 ? visit.address(Self.field, page > 2 ? String(page - 1) : "") : nil
        next = page < pages ? visit.address(Self.field, String(page + 1)) : nil
    }
}
