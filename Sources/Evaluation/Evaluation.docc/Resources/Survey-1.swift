import Evaluation

/// A survey of 40 households, invented for this tutorial: no real place and no real people.
/// Money is in thousand rupiah a month; one household did not tell its expenditure (`nan`).
struct Survey {
    let district = Array(repeating: "Lembah", count: 20) + Array(repeating: "Pesisir", count: 20)
    let village = (1...8).flatMap { Array(repeating: "village \($0)", count: 5) }
    /// Households that each one stands for.
    let weight = Array(repeating: 120.0, count: 20) + Array(repeating: 80.0, count: 20)
    let persons: [Double] = [
        3, 2, 4, 4, 2, 4, 6, 4, 5, 3, 6, 6, 3, 2, 6, 2, 6, 4, 4, 5,
        5, 4, 3, 4, 6, 4, 3, 3, 3, 4, 6, 4, 2, 4, 3, 3, 3, 4, 2, 3,
    ]
    let expenditure: [Double] = [
        2700, 1000, 2450, 2850, 2150, 2100, 5350, 3700, 3500, 2350,
        3400, 7400, 850, 1250, 2400, 3700, 3550, 5850, 2950, 3300,
        2300, 8200, 2500, 2200, 3050, 4800, 2950, 3950, 2100, 2950,
        11900, 3400, 3350, 13900, 1050, 2650, 6050, 3800, 3550, .nan,
    ]
}
