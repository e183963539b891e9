/// An axis along the bottom of a plot: its grid lines, its ticks and a line that marks one value.
struct HorizontalAxis {
    let scale: Scale
    /// Where the plot begins, how wide it is, and how wide the whole drawing.
    let left: Double
    let room: Double
    let width: Double

    func x(_ value: Double) -> Double { left + scale.position(value) * room }

    /// Grid lines from `top` to `bottom`, and below each its value where it touches no neighbour.
    func draw(
        on canvas: inout Canvas, from top: Double, to bottom: Double, tick: (_ value: Double, _ places: Int) -> String
    ) {
        // From the high end, so that it always has its value.
        var free = Double.infinity
        for value in scale.ticks.reversed() {
            canvas.line(x(value), top, x(value), bottom)
            let text = tick(value, scale.places)
            let half = TextMetrics.width(text, size: Layout.small) / 2
            let middle = min(max(x(value), half + 2), width - half - 2)
            guard middle + half <= free else { continue }
            canvas.text(text, middle, bottom + 16, size: Layout.small, anchor: .middle, fill: Ink.quiet)
            free = middle - half - 6
        }
    }

    /// A marked value with its name above the plot; `y` is the name's base line.
    func drawReference(
        _ reference: (value: Double, label: String), on canvas: inout Canvas, y: Double, from top: Double,
        to bottom: Double
    ) {
        let ink = Ink.of(2).ink.line
        canvas.line(
            x(reference.value), top - 2, x(reference.value), bottom, stroke: ink, width: 1.5, dash: "4 3",
            kind: "reference")
        let half = TextMetrics.width(reference.label, size: Layout.small) / 2
        let middle = min(max(x(reference.value), half + 4), width - half - 4)
        canvas.text(reference.label, middle, y, size: Layout.small, anchor: .middle, fill: ink)
    }
}
