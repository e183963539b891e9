/// Widths of texts, so that labels neither collide nor get cut.
///
/// The reader's font is unknown. The widths are those of a wide sans-serif face (upper bounds per class of letters), so
/// that narrower faces leave room and none overflows.
public enum TextMetrics {
    /// The width of a text in the units of `size`.
    public static func width(_ text: String, size: Double, bold: Bool = false) -> Double {
        var thousandths = 0
        for scalar in text.unicodeScalars { thousandths += advance(scalar) }
        return Double(thousandths) / 1000 * size * (bold ? 1.12 : 1)
    }

    /// Breaks a text into lines no wider than `limit`: at spaces and after `/`, `-` and `,` where possible, inside a word
    /// only where the word alone is wider. Nothing is left out.
    public static func wrap(_ text: String, within limit: Double, size: Double, bold: Bool = false) -> [String] {
        var lines: [String] = []
        var line = ""
        for piece in pieces(of: text) {
            let joined = line + piece
            if width(trimmed(joined), size: size, bold: bold) <= limit {
                line = joined
                continue
            }
            if !trimmed(line).isEmpty { lines.append(trimmed(line)) }
            line = piece
            while width(trimmed(line), size: size, bold: bold) > limit, line.count > 1 {
                var head = ""
                for character in line {
                    if !head.isEmpty, width(head + String(character), size: size, bold: bold) > limit { break }
                    head.append(character)
                }
                lines.append(head)
                line = String(line.dropFirst(head.count))
            }
        }
        if !trimmed(line).isEmpty { lines.append(trimmed(line)) }
        return lines.isEmpty ? [""] : lines
    }

    /// The width of the widest piece that wrapping leaves whole.
    static func widestWord(_ text: String, size: Double, bold: Bool = false) -> Double {
        pieces(of: text).map { width(trimmed($0), size: size, bold: bold) }.max() ?? 0
    }

    private static func pieces(of text: String) -> [String] {
        var pieces: [String] = []
        var piece = ""
        for character in text {
            // A sign between digits (`86,7`, `2020-2021`) belongs to the number.
            if let last = piece.last, "/-,".contains(last), !character.isNumber {
                pieces.append(piece)
                piece = ""
            }
            piece.append(character)
            if character == " " || character.isNewline {
                pieces.append(piece)
                piece = ""
            }
        }
        if !piece.isEmpty { pieces.append(piece) }
        return pieces
    }

    private static func trimmed(_ text: String) -> String {
        var view = text[...]
        while let first = view.first, first.isWhitespace { view.removeFirst() }
        while let last = view.last, last.isWhitespace { view.removeLast() }
        return String(view)
    }

    /// Advance in thousandths of the type size.
    private static func advance(_ scalar: Unicode.Scalar) -> Int {
        switch scalar {
        case "i", "j", "l", "'", "|": 340
        case " ", ",", ".", ":", ";", "!", "I", "J", "f", "t", "/", "\\": 400
        case "r", "(", ")", "[", "]", "-", "\"": 480
        case "m", "W", "%", "@", "—", "…": 1000
        case "M", "w", "+", "=", "<", ">", "≤", "≥", "±", "×", "−", "→", "~", "#": 870
        case "0"..."9", "–": 640
        case "O", "Q", "D", "G", "N", "H", "U", "&": 790
        case "A"..."Z": 700
        case "a"..."z": 640
        default: scalar.value < 0x300 ? 700 : (scalar.value < 0x2E80 ? 870 : 1100)
        }
    }
}
