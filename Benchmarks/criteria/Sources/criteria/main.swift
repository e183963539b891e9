// How often the search for undeclared criteria claims something on fair lists, and how often it finds a planted one.
//
//     swift run -c release criteria fair 1000          # lists of 60 to 1000 lines, decided by rules and chance
//     swift run -c release criteria power 300 [FILE.svg]   # lists with a planted criterion, by size and compliance
import Charts
import Evaluation
import Foundation

let arguments = CommandLine.arguments
let runs = arguments.count > 2 ? Int(arguments[2]) ?? 100 : 100
let sizes = [30, 60, 120, 250, 500, 1000]

/// Wilson's interval, as the house prints it.
func share(_ count: Int, of all: Int) -> String {
    guard let interval = try? ProportionIntervals(successes: count, of: all).wilson else { return "-" }
    func percent(_ value: Double) -> String { String(format: "%.1f", 100 * value) }
    return "\(percent(Double(count) / Double(all))) % [\(percent(interval.lower)); \(percent(interval.upper))]"
}

func search(_ list: SimulatedList, seed: UInt64) throws -> UndeclaredCriteria {
    var random = SplitMix(seed)
    var options = UndeclaredCriteria.Options()
    options.draws = 999
    options.seed = seed
    return try UndeclaredCriteria(list.draw(&random), options: options)
}

/// Whether a finding is the planted one, alone.
func isPlanted(_ finding: CriterionFinding) -> Bool {
    finding.condition.statements == [.init(SimulatedList.name, .equals("yes"))]
        || finding.condition.statements == [.init(SimulatedList.name, .differs(from: "no"))]
}

func fair() throws {
    var claimed = 0
    var all = 0
    let start = Date()
    let chances = [
        (0.04, "8 % refused by chance"), (0.15, "28 % refused by chance"), (0.35, "quota: 58 % refused by lot"),
    ]
    let cells = chances.flatMap { chance in sizes.dropFirst().map { (chance, $0) } }
    for (index, ((chance, name), size)) in cells.enumerated() {
        let number = runs * (index + 1) / cells.count - runs * index / cells.count
        var own = 0
        for run in 0..<number {
            let list = SimulatedList(lines: size, chance: chance)
            if try !search(list, seed: UInt64(run) &* 7919 &+ UInt64(size)).findings.isEmpty { own += 1 }
        }
        print("fair, \(name), \(size) lines: \(own) of \(number) lists with a claim")
        claimed += own
        all += number
    }
    print("fair lists with a claim: \(claimed) of \(all): \(share(claimed, of: all)); stated 5 %")
    print("seconds: \(Int(Date().timeIntervalSince(start)))")
}

/// Power by the size of the list: one curve for each planted criterion.
func curve(_ series: [LineSeries]) -> CurveFigure {
    CurveFigure(
        caption: Caption(
            id: "power", title: "Planted criteria found, by lines of the list",
            summary: "Share of \(runs) simulated lists in which the first finding speaks of the planted attribute."),
        places: sizes.map(Double.init), series: series, range: 0...1, measure: "Lines of the list",
        numbers: NumberStyle(
            integer: { String($0) }, decimal: { String(format: "%.\($1)f", $0) },
            percent: { String(format: "%.\($1)f %%", $0 * 100) }))
}

func power() throws {
    let start = Date()
    var series: [LineSeries] = []
    for (planted, name) in [
        (SimulatedList.Planted(compliance: 1, share: 0.27), "27 % meet it, compliance 100 %"),
        (SimulatedList.Planted(compliance: 0.8, share: 0.27), "27 % meet it, compliance 80 %"),
        (SimulatedList.Planted(compliance: 0.5, share: 0.27), "27 % meet it, compliance 50 %"),
        (SimulatedList.Planted(compliance: 0.8, share: 0.08), "8 % meet it, compliance 80 %"),
        (SimulatedList.Planted(compliance: 0.8, share: 0.27, isBankOnly: true), "27 % meet it, bank alone, 80 %"),
    ] {
        var shares: [Double?] = []
        for size in sizes {
            var (found, named, further) = (0, 0, 0)
            for run in 0..<runs {
                let result = try search(
                    SimulatedList(lines: size, planted: planted), seed: UInt64(run) &* 104_729 &+ UInt64(size))
                if let first = result.findings.first, first.condition.attributes.contains(SimulatedList.name) {
                    found += 1
                    if isPlanted(first) { named += 1 }
                }
                if result.findings.count > 1 { further += 1 }
            }
            print(
                "power, \(name), \(size) lines: found \(share(found, of: runs)), named exactly \(named),"
                    + " further claims \(share(further, of: runs))")
            shares.append(Double(found) / Double(runs))
        }
        series.append(LineSeries(label: name, values: shares))
    }
    if arguments.count > 3 {
        try curve(series).svg().write(toFile: arguments[3], atomically: true, encoding: .utf8)
    }
    print("seconds: \(Int(Date().timeIntervalSince(start)))")
}

switch arguments.dropFirst().first {
case "fair": try fair()
case "power": try power()
default: print("criteria fair|power [lists] [FILE.svg]")
}
