import Evaluation
import Problems

/// One printed figure with its line in the file.
struct PaperCell: Sendable {
    let text: String
    let number: PrintedNumber
    let line: Int?

    var value: Double { number.value }

    /// The figure as a whole number; nil where decimals are printed.
    var whole: Int? { number.places == 0 ? number.units : nil }

    /// A number written as the publication writes this one.
    func like(_ value: Double, places: Int? = nil) -> String {
        PaperText.plain(value, places: places ?? number.places, comma: text.contains(",") && number.places > 0)
    }
}

extension StudyNode {
    /// A printed figure; nil where the key is absent or a dash is printed.
    func cell(_ key: String, _ head: PaperHead, grouped: Bool = false) throws(Problem) -> PaperCell? {
        guard let node = try child(key) else { return nil }
        return try node.figure(head, grouped: grouped)
    }

    func requiredCell(_ key: String, _ head: PaperHead, grouped: Bool = false) throws(Problem) -> PaperCell {
        let node = try required(key)
        guard let cell = try node.figure(head, grouped: grouped) else {
            throw node.problem("paper.not-a-figure", value: try node.text())
        }
        return cell
    }

    /// A printed figure; nil where a dash is printed.
    func figure(_ head: PaperHead, grouped: Bool = false) throws(Problem) -> PaperCell? {
        let text = try text()
        guard !["-", "–", "—", ""].contains(text) else { return nil }
        var bare = text[...]
        for sign in ["Rp.", "Rp", "IDR"] where bare.hasPrefix(sign) {
            bare = bare.dropFirst(sign.count)
            break
        }
        guard let number = PrintedNumber(String(bare), decimalSign: head.decimalSign, grouped: grouped) else {
            throw problem("paper.not-a-figure", value: text)
        }
        return PaperCell(text: text, number: number, line: place.row)
    }

    /// Sums of counts stay whole numbers below this.
    private static let largestCount = 1_000_000_000_000

    /// A whole number of at least a limit.
    func count(_ key: String, from least: Int = 1) throws(Problem) -> Int? {
        guard let node = try child(key) else { return nil }
        let value = try node.integer()
        guard value >= least, value <= Self.largestCount else {
            throw node.problem("paper.out-of-range", value: String(value), ["least": String(least)])
        }
        return value
    }

    /// A whole number where 0 is none and a dash is printed for 0.
    func countCell(_ key: String, _ head: PaperHead) throws(Problem) -> PaperCell? {
        guard let cell = try cell(key, head, grouped: true) else { return nil }
        guard let whole = cell.whole, whole >= 0 else {
            throw try required(key).problem("paper.not-a-count", value: cell.text)
        }
        guard whole <= Self.largestCount else {
            throw try required(key).problem("paper.out-of-range", value: cell.text, ["least": "0"])
        }
        return cell
    }

    /// The labels of a list of texts.
    func texts(_ key: String) throws(Problem) -> [String] {
        var found: [String] = []
        for node in try child(key)?.list() ?? [] { found.append(try node.text()) }
        return found
    }
}
