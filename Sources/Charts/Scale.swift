/// An axis from zero (or a given lower end) to a round upper end, with its ticks.
struct Scale: Sendable {
    var low: Double
    var high: Double
    var step: Double
    /// Decimal places the ticks need.
    var places: Int

    /// Ticks at 1, 2 or 5 times a power of ten that cover `low...high`, about `count` of them.
    init(covering low: Double, _ high: Double, count: Int = 5, wholeNumbers: Bool = false) {
        let from = low.isFinite ? low : 0
        var to = high.isFinite ? high : 1
        if to <= from { to = from + 1 }
        let raw = (to - from) / Double(max(1, count))
        var power = 1.0
        var places = 0
        while power * 10 <= raw { power *= 10 }
        while power > raw, power > 1e-9 {
            power /= 10
            places += 1
        }
        var step = power * 10
        for factor in [1.0, 2, 5] where power * factor >= raw {
            step = power * factor
            break
        }
        if step >= power * 10 { places = max(0, places - 1) }
        if wholeNumbers, step < 1 {
            step = 1
            places = 0
        }
        self.step = step
        self.places = places
        // A hair's breadth, so that a bound on a tick does not fall short of it.
        self.low = (from / step + 1e-9).rounded(.down) * step
        self.high = (to / step - 1e-9).rounded(.up) * step
    }

    /// The tick values from low to high.
    var ticks: [Double] {
        let count = Int(((high - low) / step).rounded())
        return (0...max(1, min(count, 100))).map { low + Double($0) * step }
    }

    /// The position of a value between 0 and 1, held inside the axis; values that are not finite stand at its low end.
    func position(_ value: Double) -> Double {
        guard value.isFinite else { return 0 }
        return min(1, max(0, (value - low) / (high - low)))
    }
}
