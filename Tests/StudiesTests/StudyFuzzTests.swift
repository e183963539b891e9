import Examples
import Foundation
import Problems
import Studies
import Testing

/// Mutated study files: each is taken or refused with a complaint that a reader can act on; none ends the program.
///
/// `GAPURA_FUZZ` sets the number of mutants of each seed file for longer runs by hand, `GAPURA_FUZZ_SEED` another start.
@Suite("Fuzzed study files")
struct StudyFuzzTests {
    /// SplitMix64.
    struct Generator: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    private static func setting(_ name: String, _ usual: Int) -> Int {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? usual
    }

    private static let scraps = [
        "[", "]", "{", "}", ": ", "- ", "&a ", "*a", "!!int ", "|\n", ">\n", "#", "'", "\"", "\t", "\n", "\u{0}",
        "\u{FEFF}",
        "~", "null", "true", "-1", "1e308", "99999999999999999999", ".nan", "💥", "? ", "<<: *a", "%YAML 1.1\n", "---\n",
        "((", "))", " and ", "== 'x'", "/ 0", "method: ", "rank: ", "population: {limits: [1, 2], source: S}",
        "design: {weight: w}", "units: persons", "settings: {replicates: 5}",
    ]

    /// A few cuts, doublings, swaps of lines and insertions of scraps.
    private func mutant(_ seed: [UInt8], _ generator: inout Generator) -> [UInt8] {
        var bytes = seed
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            let place = Int.random(in: 0...bytes.count, using: &generator)
            switch Int.random(in: 0..<6, using: &generator) {
            case 0:
                let end = min(bytes.count, place + Int.random(in: 1...40, using: &generator))
                bytes.removeSubrange(place..<end)
            case 1: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: place)
            case 2:
                bytes.insert(contentsOf: Array((Self.scraps.randomElement(using: &generator) ?? "").utf8), at: place)
            case 3:
                let end = min(bytes.count, place + Int.random(in: 1...200, using: &generator))
                bytes.insert(contentsOf: bytes[place..<end], at: place)
            case 4:
                var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
                lines.swapAt(
                    Int.random(in: lines.indices, using: &generator), Int.random(in: lines.indices, using: &generator))
                bytes = Array(lines.joined(separator: [0x0A]))
            default:
                if place < bytes.count { bytes[place] ^= UInt8(1) << UInt8.random(in: 0..<8, using: &generator) }
            }
        }
        return bytes
    }

    private func sees(_ yaml: [UInt8], in folder: URL, running: Bool) throws -> Bool {
        let url = folder.appendingPathComponent("study.yaml")
        try Data(yaml).write(to: url)
        do {
            let study = try Study(contentsOf: url)
            if running { _ = try study.run().document(in: .en) }
            return true
        } catch {
            #expect(error.place.file != nil || error.code.hasPrefix("evaluation."), "\(error)")
            #expect(Catalogue.bundled.codes.contains(error.code), "\(error.code)")
            return false
        }
    }

    @Test("mutants of the example studies are read or refused", arguments: ["mekaar-kutasari", "survei-manfaat"])
    func reading(example: String) throws {
        let scratch = try Scratch()
        let source = try #require(Examples.folder(example)).appendingPathComponent("study.yaml")
        let seed = [UInt8](try Data(contentsOf: source))
        var generator = Generator(state: UInt64(Self.setting("GAPURA_FUZZ_SEED", 1)))
        let count = Self.setting("GAPURA_FUZZ", 200)
        var taken = 0
        for _ in 0..<count { taken += try sees(mutant(seed, &generator), in: scratch.url, running: false) ? 1 : 0 }
        // Most mutants are broken, and some, such as those of a title, are not.
        #expect(taken > 0 && taken < count)
    }

    private static let small = StudyWorkshop.data

    private static let yaml = """
        study: t
        title: T
        source: S
        synthetic: true
        data: data.csv
        sampling: random
        members: size
        rank: {total: spend, per: head}
        benefit: {amount: aid, fees: fee}
        design: {weight: w, strata: strata, cluster: village}
        settings: {replicates: 20}
        analyses:
          - {name: a, title: A, method: mean, outcome: spend, by: area}
          - {name: b, title: B, method: inequality}
          - {name: c, title: C, method: concentration, types: [standard, erreygers], limits: [0, 100]}
          - {name: d, title: D, method: incidence, groups: 3}
          - {name: e, title: E, method: targeting, eligible: spend < 200, recipient: aid > 0}
          - {name: f, title: F, method: poverty, line: 60}
          - {name: g, title: G, method: difference-in-differences, before: before, after: after, treated: aid > 0}
          - {name: h, title: H, method: cross, row: area, column: strata}
          - {name: i, title: I, method: signed-rank, before: before, after: after}
          - {name: j, title: J, method: proportion, condition: aid > 0, by: area}
          - {name: k, title: K, method: quantile, outcome: spend}
          - {name: l, title: L, method: satisfaction, items: [score]}
          - {name: m, title: M, method: power, test: two-sample-t, solve: n, d: 0.5, power: 0.8}

        """

    @Test("mutants of a small study of many methods run or are refused")
    func running() throws {
        let scratch = try Scratch()
        _ = try scratch.file("data.csv", Self.small)
        var generator = Generator(state: UInt64(Self.setting("GAPURA_FUZZ_SEED", 1)) &+ 99)
        let count = Self.setting("GAPURA_FUZZ", 25)
        #expect(try sees(Array(Self.yaml.utf8), in: scratch.url, running: true))
        for _ in 0..<count { _ = try sees(mutant(Array(Self.yaml.utf8), &generator), in: scratch.url, running: true) }
    }

    @Test("mutants of the data run or are refused")
    func data() throws {
        let scratch = try Scratch()
        var generator = Generator(state: UInt64(Self.setting("GAPURA_FUZZ_SEED", 1)) &+ 7)
        for _ in 0..<Self.setting("GAPURA_FUZZ", 25) {
            try Data(mutant(Array(Self.small.utf8), &generator)).write(
                to: scratch.url.appendingPathComponent("data.csv"))
            _ = try sees(Array(Self.yaml.utf8), in: scratch.url, running: true)
        }
    }
}
