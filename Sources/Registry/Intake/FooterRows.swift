import Indonesia
import Problems
import Tabular

/// Rows below a list's people that hold nobody: totals, place and day, who signed, notes.
///
/// They are looked for from the end backwards, as far as rows hold nobody's number and little else. Only from the first
/// one on that says by its words what it is are they passed over: somebody without a number above it stays in the list.
struct FooterRows: Sendable, Hashable {
    private struct Row: Sendable, Hashable {
        var number: Int
        /// Whether its words say that it is no person.
        var isTold: Bool
    }

    private var tail: [Row] = []
    /// Whether no row so far belongs to the people.
    private var isAll = true

    /// No list ends in more of them.
    private static let most = 60

    init() {}

    /// Looks at the end of a batch.
    init(_ batch: RecordBatch, nik: Int) {
        for position in (0..<batch.count).reversed() where !batch.isBlank(position) {
            guard tail.count < Self.most, let isTold = FooterWords.isTold(batch, position, nik: nik) else {
                isAll = false
                break
            }
            tail.append(Row(number: batch.row(position), isTold: isTold))
        }
        tail.reverse()
    }

    /// Adds what the following rows showed.
    mutating func append(_ next: FooterRows) {
        tail = next.isAll ? tail + next.tail : next.tail
        isAll = isAll && next.isAll
        if tail.count > Self.most { tail.removeFirst(tail.count - Self.most) }
    }

    private var passed: ArraySlice<Row> {
        guard !isAll, let first = tail.firstIndex(where: \.isTold) else { return [] }
        return tail[first...]
    }

    /// The first row that is passed over; nil where there is none.
    var first: Int? { passed.first?.number }

    /// What is told of them.
    var problem: Problem? {
        guard let first = passed.first, let last = passed.last else { return nil }
        return Problem(
            "list.footer", .note, at: Place(row: first.number),
            ["first": String(first.number), "last": String(last.number), "count": String(passed.count)])
    }
}

/// What the rows below the people of a list say.
private enum FooterWords {
    /// Whether a row is told by its words to be no person; nil where it belongs to the people: it holds somebody's
    /// number, or more than two filled cells that are no total.
    static func isTold(_ batch: RecordBatch, _ position: Int, nik: Int) -> Bool? {
        guard !isNumber(batch.text(position, nik).trimmed) else { return nil }
        let cells = (0..<batch.fieldCount(position)).map { batch.text(position, $0).trimmed }.filter { !$0.isEmpty }
        guard let first = cells.first, !cells.contains(where: holdsNumber) else { return nil }
        if isTotal(first), cells.count <= 2 || cells.dropFirst().allSatisfy(isFigure) { return true }
        guard cells.count <= 2 else { return nil }
        return isSigned(first) || isPlaceAndDay(first) || cells == [endOfFile]
    }

    /// With this sign old programs end a file.
    private static let endOfFile = "\u{1A}"

    /// A cell that was meant to be a number, also a damaged one.
    private static func isNumber(_ cell: String) -> Bool {
        guard let first = cell.first, first.isNumber || "'’\"=".contains(first) else { return false }
        return cell.count(where: \.isNumber) >= 6
    }

    /// A run of digits as long as a NIK or one that lost some; 18 are those of an official (NIP).
    private static func holdsNumber(_ cell: String) -> Bool {
        cell.split { !$0.isNumber }.contains { (13...17).contains($0.count) }
    }

    private static func isFigure(_ cell: String) -> Bool {
        cell.contains(where: \.isNumber) || !cell.contains(where: \.isLetter)
    }

    private static func words(_ cell: String) -> [Substring] { cell.lowercased().split { !$0.isLetter } }

    private static func isTotal(_ cell: String) -> Bool {
        var words = words(cell)[...]
        if words.first == "sub" || words.first == "grand" { words.removeFirst() }
        return words.first.map { ["jumlah", "total", "subtotal", "rekapitulasi"].contains($0) } ?? false
    }

    private static func isSigned(_ cell: String) -> Bool {
        let words = words(cell)
        guard let first = words.first else { return false }
        if signs.contains(first) { return true }
        // Villages and businesses bear these names too.
        if headings.contains(first) { return words.count == 1 || cell.dropFirst(first.count).first == ":" }
        if first == "nip" { return cell.contains(where: \.isNumber) }
        return cell.lowercased().hasPrefix("a.n.")
            || words.count > 1 && phrases.contains(words[0] + " " + words[1])
    }

    private static let signs: Set<Substring> = [
        "mengetahui", "menyetujui", "diketahui", "disetujui", "mengesahkan", "ttd", "tertanda", "kepala", "camat",
        "lurah",
        "bupati", "ketua", "sekretaris", "bendahara", "plt", "plh", "demikian",
    ]
    private static let headings: Set<Substring> = ["catatan", "keterangan", "sumber"]
    private static let phrases: Set<Substring> = [
        "hormat kami", "yang membuat", "yang menyatakan", "dibuat oleh", "disusun oleh", "pembuat daftar",
    ]

    /// `Donomulyo, 1 Juni 2021`
    private static func isPlaceAndDay(_ cell: String) -> Bool {
        guard cell.contains(",") else { return false }
        let bytes = cell.utf8Span.span
        let start = PlaceAndDate.dateStart(in: bytes)
        return start > 0 && DateParser().value(of: bytes.extracting(start..<bytes.count)) != nil
    }
}
