/// Sizes common to all figures, in SVG user units (one unit is one CSS pixel at natural size).
enum Layout {
    /// Natural width of a figure without its own reason for another.
    static let width = 520.0
    /// Wider drawings do not shrink to a phone and stay readable.
    static let phone = 560.0
    /// Drawings of the natural width shrink to this one on a phone and no further, or their labels could not be read;
    /// style sheets say it once more, as 28 rem.
    static let least = 448.0
    static let margin = 12.0
    static let size = 13.0
    static let small = 11.5
    static let fonts =
        "system-ui, -apple-system, Segoe UI, Roboto, Noto Sans, Liberation Sans, Helvetica Neue, Arial, sans-serif"

    /// Distance between base lines.
    static func leading(_ size: Double) -> Double { size * 1.3 }
}
