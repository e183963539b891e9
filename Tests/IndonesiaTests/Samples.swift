import Indonesia

/// Numbers of nobody: built from the rules, with a small generator so that every run sees the same ones.
enum Samples {
    static let nik = "3507112501900003"
    static let womansNIK = "3507116501900003"
    static let today = date(2021, 9, 30)

    static func date(_ year: Int, _ month: Int, _ day: Int) -> CalendarDate {
        guard let date = CalendarDate(year: year, month: month, day: day) else {
            preconditionFailure("no such day: \(year)-\(month)-\(day)")
        }
        return date
    }

    /// A generator with a fixed seed (SplitMix64).
    struct Random: RandomNumberGenerator {
        private var state: UInt64

        init(seed: UInt64) { state = seed }

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    /// 16 valid digits.
    static func nik(_ random: inout Random) -> String {
        let day = Int.random(in: 1...28, using: &random) + (Bool.random(using: &random) ? 40 : 0)
        let areas = ["350711", "330222", "327301", "910203", "117105"]
        let area = areas[Int.random(in: 0..<areas.count, using: &random)]
        return area + two(day) + two(.random(in: 1...12, using: &random)) + two(.random(in: 0...99, using: &random))
            + four(.random(in: 1...9999, using: &random))
    }

    static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    static func four(_ number: Int) -> String { String(String(10_000 + number).dropFirst()) }
}
