import Foundation

/// A synthetic table on which the properties of estimators are tried, and what may be done to it without changing any
/// result.
struct PropertySample {
    /// The properties.
    enum Property: String, CaseIterable, Sendable {
        /// The rows in another order.
        case rowOrder = "order of rows"
        /// All weights times one number.
        case weightScale = "scale of weights"
        /// Every row twice, with half its weight where there are weights.
        case replication = "replication"
        /// Money in another unit.
        case unit = "unit of money"
        /// Strata, clusters, groups and areas under other names, which sort differently.
        case labels = "names of groups"
        /// More rows, with weight 0.
        case zeroWeights = "rows of weight 0"
    }

    private(set) var columns: [String: [String]]
    private var count: Int { columns["x"]?.count ?? 0 }

    /// Columns in units of money.
    private static let money: Set<String> = ["x", "d", "h", "b", "u"]
    private static let codes: Set<String> = ["s", "c", "g", "k"]

    init(_ seed: Int) {
        var random = Generator(state: UInt64(seed) &* 7919 &+ 11)
        columns = [:]
        let n = 60
        func add(_ name: String, _ value: (Int) -> Double) {
            columns[name] = (0..<n).map { String(value($0)) }
        }
        // A living standard with ties; one without; a benefit that goes to the poor; a second measurement.
        let standard = (0..<n).map { _ in (random.uniform() * 40).rounded() / 2 + 1 }
        add("x") { standard[$0] }
        add("d") { standard[$0] + Double($0) * 1e-4 }
        add("h") { random.uniform() * 25 > standard[$0] ? (random.uniform() * 8).rounded() / 2 + 0.5 : 0 }
        add("b") { standard[$0] + (random.uniform() * 9).rounded() / 2 - 1 }
        add("u") { _ in (random.uniform() * 30).rounded() / 4 + 0.25 }
        add("w") { _ in (random.uniform() * 40).rounded() / 8 + 0.5 }
        add("m") { _ in (random.uniform() * 5).rounded(.down) + 1 }
        add("e") { _ in random.uniform() < 0.4 ? 1 : 0 }
        add("r") { _ in random.uniform() < 0.5 ? 1 : 0 }
        add("p") { Double($0 % 2) }
        for name in ["i1", "i2", "i3"] { add(name) { _ in random.uniform() < 0.5 ? 1 : 0 } }
        for name in ["q1", "q2"] { add(name) { _ in (random.uniform() * 4).rounded(.down) + 1 } }
        add("rate") { _ in 0.1 + random.uniform() / 2 }
        add("pop") { _ in (random.uniform() * 900).rounded() + 50 }
        add("five") { Double($0 % 5 + 1) }
        // Clusters lie in strata; areas of three parts of five groups each.
        columns["s"] = (0..<n).map { "s\($0 % 12 % 3)" }
        columns["c"] = (0..<n).map { "c\($0 % 12)" }
        columns["g"] = (0..<n).map { _ in ["a", "b", "z"][Int(random.uniform() * 3)] }
        columns["k"] = (0..<n).map { "k\($0 / 15)" }
        columns["part"] = (0..<n).map { "p\($0 / 5)" }
        columns["fpc"] = (0..<n).map { _ in "9" }
    }

    /// The table with one thing done to it.
    func changed(_ property: Property, factor: Double) -> PropertySample {
        var other = self
        var random = Generator(state: 99)
        switch property {
        case .rowOrder:
            var order = Array(0..<count)
            for place in stride(from: count - 1, to: 0, by: -1) {
                order.swapAt(place, Int(random.uniform() * Double(place + 1)))
            }
            other.columns = columns.mapValues { cells in order.map { cells[$0] } }
        case .weightScale:
            for name in ["w", "pop"] { other.scale(name, by: factor) }
        case .replication:
            other.columns = columns.mapValues { $0 + $0 }
            other.scale("w", by: 0.5)
        case .unit:
            for name in Self.money { other.scale(name, by: factor) }
        case .labels:
            for name in Self.codes { other.columns[name] = columns[name]?.map(Self.renamed) }
        case .zeroWeights:
            for name in columns.keys { other.columns[name]? += (columns[name] ?? []).prefix(7).reversed() }
            for name in ["w", "pop"] {
                other.columns[name] = (columns[name] ?? []) + Array(repeating: "0", count: 7)
            }
        }
        return other
    }

    /// Another name for a code; the order of the names turns round.
    static func renamed(_ code: String) -> String {
        "n" + code.unicodeScalars.map { String(200 - Int($0.value)) }.joined(separator: "-")
    }

    private mutating func scale(_ name: String, by factor: Double) {
        columns[name] = columns[name]?.map { String((Double($0) ?? .nan) * factor) }
    }

    var csv: String {
        let names = columns.keys.sorted()
        let lines = (0..<count).map { row in names.map { columns[$0]?[row] ?? "" }.joined(separator: ",") }
        return ([names.joined(separator: ",")] + lines).joined(separator: "\n") + "\n"
    }

    private struct Generator {
        var state: UInt64

        mutating func uniform() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) * 0x1p-53
        }
    }
}
