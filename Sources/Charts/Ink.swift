import Foundation

/// The look of one class of marks: a colour, and a pattern over it that survives print in black and white.
struct Ink: Sendable {
    enum Pattern: Sendable { case plain, hatch, dots, cross, bars, backHatch }

    var fill: String
    var pattern: Pattern
    /// Colour of the pattern's strokes.
    var stroke: String
    /// Dash array of a line in this class.
    var dash: String
    /// Readable on `fill`.
    var text: String

    /// The class as a line or dot on paper: dark enough where the fill is light.
    var line: String { text == "#ffffff" ? fill : stroke }

    static let outline = "#22303c"
    static let words = "#1b2733"
    static let quiet = "#51606d"
    static let grid = "#d5dde3"
    static let paper = "#ffffff"

    /// Neighbours differ in lightness by at least a fifth, and in pattern.
    private static let series: [Ink] = [
        Ink(fill: "#17496f", pattern: .plain, stroke: "#ffffff", dash: "", text: "#ffffff"),
        Ink(fill: "#e9a13b", pattern: .hatch, stroke: "#8a5200", dash: "7 4", text: "#1b2733"),
        Ink(fill: "#b3362f", pattern: .plain, stroke: "#ffffff", dash: "2 3", text: "#ffffff"),
        Ink(fill: "#a9d3c6", pattern: .dots, stroke: "#1c6a58", dash: "10 3 2 3", text: "#1b2733"),
        Ink(fill: "#6a4a86", pattern: .backHatch, stroke: "#d9c9ea", dash: "5 2", text: "#ffffff"),
        Ink(fill: "#e3e7ea", pattern: .bars, stroke: "#6b7782", dash: "1 4", text: "#1b2733"),
        Ink(fill: "#2f7f79", pattern: .cross, stroke: "#bfe3df", dash: "12 4", text: "#ffffff"),
        Ink(fill: "#f3d9e2", pattern: .plain, stroke: "#7c3a55", dash: "3 6", text: "#1b2733"),
    ]

    /// The look of a class by its number; more than eight classes repeat.
    static func of(_ index: Int) -> (ink: Ink, slot: Int) {
        let slot = ((index % series.count) + series.count) % series.count
        return (series[slot], slot)
    }

    /// A shade between paper and the first class, `share` from 0 to 1, and the text colour readable on it.
    static func shade(_ share: Double) -> (fill: String, text: String) {
        let part = Swift.min(1, Swift.max(0, share.isFinite ? share : 0))
        let light = (238.0, 244.0, 248.0)
        let dark = (23.0, 73.0, 111.0)
        func mix(_ from: Double, _ to: Double) -> Int { Int((from + (to - from) * part).rounded()) }
        let (red, green, blue) = (mix(light.0, dark.0), mix(light.1, dark.1), mix(light.2, dark.2))
        let hex = "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        // Black or white, whichever is further from the shade: the contrast never falls below 4.5.
        return (hex, luminance(red, green, blue) > 0.179 ? "#000000" : "#ffffff")
    }

    /// Relative luminance as WCAG 2 defines it.
    private static func luminance(_ red: Int, _ green: Int, _ blue: Int) -> Double {
        func linear(_ channel: Int) -> Double {
            let value = Double(channel) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }
}
