/// A growing SVG drawing: the one place where marks become text, so that escaping, rounding and identifiers are right.
struct Canvas {
    enum Anchor: String { case start, middle, end }

    let caption: Caption
    private var body = ""
    private var usedPatterns: Set<Int> = []

    init(_ caption: Caption) {
        self.caption = caption
    }

    mutating func line(
        _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, stroke: String = Ink.grid, width: Double = 1,
        dash: String = "", kind: String = ""
    ) {
        body += "<line\(Self.kind(kind)) x1=\"\(Self.number(x1))\" y1=\"\(Self.number(y1))\" x2=\"\(Self.number(x2))\""
        body += " y2=\"\(Self.number(y2))\" stroke=\"\(stroke)\" stroke-width=\"\(Self.number(width))\""
        body += (dash.isEmpty ? "" : " stroke-dasharray=\"\(dash)\"") + "/>"
    }

    mutating func rect(
        _ x: Double, _ y: Double, _ width: Double, _ height: Double, fill: String, stroke: String = "none",
        kind: String = "", radius: Double = 0
    ) {
        body += "<rect\(Self.kind(kind)) x=\"\(Self.number(x))\" y=\"\(Self.number(y))\""
        body += " width=\"\(Self.number(max(0, width)))\" height=\"\(Self.number(max(0, height)))\""
        body += (radius > 0 ? " rx=\"\(Self.number(radius))\"" : "") + " fill=\"\(fill)\""
        body += (stroke == "none" ? "" : " stroke=\"\(stroke)\" stroke-width=\"0.8\"") + "/>"
    }

    /// A rectangle in the look of a class.
    mutating func block(
        _ x: Double, _ y: Double, _ width: Double, _ height: Double, series: Int, kind: String = "bar"
    ) {
        rect(x, y, width, height, fill: paint(series), stroke: Ink.outline, kind: kind)
    }

    mutating func circle(
        _ x: Double, _ y: Double, radius: Double, fill: String, stroke: String = "none", kind: String = ""
    ) {
        body += "<circle\(Self.kind(kind)) cx=\"\(Self.number(x))\" cy=\"\(Self.number(y))\""
        body += " r=\"\(Self.number(radius))\" fill=\"\(fill)\""
        body += (stroke == "none" ? "" : " stroke=\"\(stroke)\" stroke-width=\"1.5\"") + "/>"
    }

    /// A mark in the look of a class; neighbours differ in shape.
    mutating func mark(_ x: Double, _ y: Double, series: Int, kind: String) {
        let ink = Ink.of(series).ink
        switch series % 3 {
        case 0: circle(x, y, radius: 5, fill: ink.line, kind: kind)
        case 1: circle(x, y, radius: 5, fill: Ink.paper, stroke: ink.line, kind: kind)
        // Stands out above and below a circle in the same place.
        default: rect(x - 2, y - 9, 4, 18, fill: ink.line, kind: kind)
        }
    }

    /// A line through points.
    mutating func polyline(
        _ points: [(x: Double, y: Double)], stroke: String, width: Double = 2, dash: String = "", kind: String = ""
    ) {
        guard points.count > 1 else { return }
        let list = points.map { Self.number($0.x) + "," + Self.number($0.y) }.joined(separator: " ")
        body += "<polyline\(Self.kind(kind)) points=\"\(list)\" fill=\"none\" stroke=\"\(stroke)\""
        body += " stroke-width=\"\(Self.number(width))\" stroke-linejoin=\"round\""
        body += (dash.isEmpty ? "" : " stroke-dasharray=\"\(dash)\"") + "/>"
    }

    /// A tinted area inside a line through points.
    mutating func area(_ points: [(x: Double, y: Double)], fill: String, opacity: Double, kind: String = "") {
        guard points.count > 2 else { return }
        let list = points.map { Self.number($0.x) + "," + Self.number($0.y) }.joined(separator: " ")
        body += "<polygon\(Self.kind(kind)) points=\"\(list)\" fill=\"\(fill)\""
        body += " fill-opacity=\"\(Self.number(opacity))\"/>"
    }

    mutating func text(
        _ text: String, _ x: Double, _ y: Double, size: Double = Layout.size, anchor: Anchor = .start,
        bold: Bool = false, fill: String = Ink.words, turned: Bool = false
    ) {
        guard !text.isEmpty else { return }
        body += "<text x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" font-size=\"\(Self.number(size))\""
        body += (anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\"") + (bold ? " font-weight=\"600\"" : "")
        if turned { body += " transform=\"rotate(-90 \(Self.number(x)) \(Self.number(y)))\"" }
        body += " fill=\"\(fill)\">\(Self.escaped(text))</text>"
    }

    /// Lines one below the other; `y` is the base line of the first.
    mutating func lines(
        _ lines: [String], _ x: Double, _ y: Double, size: Double = Layout.size, anchor: Anchor = .start,
        bold: Bool = false, fill: String = Ink.words
    ) {
        for (index, line) in lines.enumerated() {
            text(
                line, x, y + Double(index) * Layout.leading(size), size: size, anchor: anchor, bold: bold, fill: fill)
        }
    }

    /// The fill of a class; a pattern is defined once in the document.
    mutating func paint(_ series: Int) -> String {
        let (ink, slot) = Ink.of(series)
        guard ink.pattern != .plain else { return ink.fill }
        usedPatterns.insert(slot)
        return "url(#\(caption.id)-p\(slot))"
    }

    /// The finished element.
    func document(width: Double, height: Double) -> String {
        let id = caption.id
        var out = "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\""
        out += " aria-labelledby=\"\(id)-title \(id)-desc\""
        if width > Layout.phone {
            out += " class=\"wide\""
        } else if width > Layout.least {
            out += " class=\"broad\""
        }
        out += " viewBox=\"0 0 \(Self.number(width)) \(Self.number(height))\""
        out += " width=\"\(Self.number(width))\" height=\"\(Self.number(height))\""
        out += " font-family=\"\(Layout.fonts)\">"
        out += "<title id=\"\(id)-title\">\(Self.escaped(caption.title))</title>"
        out += "<desc id=\"\(id)-desc\">\(Self.escaped(caption.summary))</desc>"
        if !usedPatterns.isEmpty {
            out += "<defs>" + usedPatterns.sorted().map { pattern($0) }.joined() + "</defs>"
        }
        out += "<rect width=\"\(Self.number(width))\" height=\"\(Self.number(height))\" fill=\"\(Ink.paper)\"/>"
        return out + body + "</svg>"
    }

    private func pattern(_ slot: Int) -> String {
        let ink = Ink.of(slot).ink
        let mark =
            switch ink.pattern {
            case .plain: ""
            case .hatch: "<path d=\"M-1 1L1 -1M0 6L6 0M5 7L7 5\" stroke=\"\(ink.stroke)\" stroke-width=\"1.1\"/>"
            case .backHatch: "<path d=\"M5 -1L7 1M0 0L6 6M-1 5L1 7\" stroke=\"\(ink.stroke)\" stroke-width=\"1.1\"/>"
            case .dots: "<circle cx=\"3\" cy=\"3\" r=\"1.1\" fill=\"\(ink.stroke)\"/>"
            case .cross: "<path d=\"M0 3H6M3 0V6\" stroke=\"\(ink.stroke)\" stroke-width=\"0.9\"/>"
            case .bars: "<path d=\"M3 0V6\" stroke=\"\(ink.stroke)\" stroke-width=\"1.2\"/>"
            }
        return "<pattern id=\"\(caption.id)-p\(slot)\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">"
            + "<rect width=\"6\" height=\"6\" fill=\"\(ink.fill)\"/>\(mark)</pattern>"
    }

    private static func kind(_ kind: String) -> String { kind.isEmpty ? "" : " class=\"\(kind)\"" }

    /// A coordinate with at most two decimals; what is not finite becomes 0, so that no drawing holds `nan`.
    static func number(_ value: Double) -> String {
        guard value.isFinite, value.magnitude < 1e9 else { return "0" }
        let hundredths = Int((value * 100).rounded())
        let magnitude = hundredths.magnitude
        var text = hundredths < 0 ? "-" : ""
        text += String(magnitude / 100)
        if magnitude % 100 != 0 {
            let rest = magnitude % 100
            text += "." + (rest < 10 ? "0" : "") + String(rest % 10 == 0 && rest >= 10 ? rest / 10 : rest)
        }
        return text
    }

    /// XML text; control characters that XML 1.0 forbids are left out.
    static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&#39;"
            default:
                if scalar.value < 0x20, scalar != "\n", scalar != "\t" { continue }
                if scalar.value == 0xFFFE || scalar.value == 0xFFFF { continue }
                out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
