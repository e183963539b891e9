import Foundation
import Problems
import Studies
import Testing

/// Puts a question on a few columns.
protocol DefectAsking {}

extension DefectAsking {
    func ask(_ method: String, _ options: JSON, _ columns: [String: [String]] = [:]) throws -> JSON {
        let scratch = try Scratch()
        let names = columns.keys.sorted()
        let count = columns.values.first?.count ?? 0
        let lines = (0..<count).map { row in names.map { columns[$0]?[row] ?? "" }.joined(separator: ",") }
        let table = try scratch.file("t.csv", ([names.joined(separator: ",")] + lines).joined(separator: "\n") + "\n")
        return CaseRunner(language: .en).answer(
            method: method, dataURL: columns.isEmpty ? nil : table, options: options)
    }

    func texts(_ values: [Double]) -> [String] { values.map { String($0) } }

    /// Whether a field is a number close to another.
    func near(_ found: JSON?, _ expected: Double, _ relative: Double = 1e-12) -> Bool {
        guard let value = found?.double else { return false }
        return (value - expected).magnitude <= relative * max(value.magnitude, expected.magnitude)
    }
}

/// Inputs on which a reference package is known to answer wrongly, or not at all, with the right answer.
/// `docs/evaluation-defects.md` tells package, their answer and ours; a test below holds it to the two files.
@Suite("Known defects of the reference packages")
struct DefectTests: DefectAsking {
    private func wilcoxon(_ differences: [Double], _ options: [String: JSON] = [:]) throws -> JSON {
        try ask(
            "wilcoxon_signed_rank", .object(options.merging(["diff": "d"]) { first, _ in first }),
            ["d": texts(differences)])
    }

    // MARK: Signed rank and rank sum

    @Test func smallExactTail() throws {
        let p = try wilcoxon((1...54).map(Double.init))
        #expect(near(p["p_value"], 0x1p-53, 1e-15))
        #expect(near(p["log10_p"], -53 * log10(2.0), 1e-14))
    }

    @Test func exactWithTies() throws {
        // 33 of the 4096 sign patterns have a rank sum as small, by enumeration of the midranks.
        let d: [Double] = [1, 1, 1, 2, 2, -1, 3, 3, -2, 4, 4, 5]
        var ranks: [Double] = []
        for value in d.map(\.magnitude) {
            ranks.append(Double(d.count { $0.magnitude < value }) + Double(d.count { $0.magnitude == value } + 1) / 2)
        }
        let observed = zip(d, ranks).reduce(0) { $0 + ($1.0 < 0 ? $1.1 : 0) }
        let few = (0..<4096).count { pattern in
            ranks.indices.reduce(0.0) { $0 + (pattern >> $1 & 1 == 1 ? ranks[$1] : 0) } <= observed
        }
        #expect(near(try wilcoxon(d)["p_value"], 2 * Double(few) / 4096))
    }

    @Test func symmetricInTheSign() throws {
        let d: [Double] = [1, 1, 1, 2, 2, -1, 3, 3, -2, 4, 4, 5]
        for rule in ["wilcoxon", "pratt", "zsplit"] {
            let values = d + [0, 0]
            let a = try wilcoxon(values, ["zero": .string(rule)])
            let b = try wilcoxon(values.map { -$0 }, ["zero": .string(rule)])
            #expect(a["p_value"] == b["p_value"])
        }
    }

    @Test func balancedWithManyZeros() throws {
        let d = Array(repeating: 1.0, count: 15) + Array(repeating: -1.0, count: 15) + Array(repeating: 0.0, count: 40)
        for rule in ["wilcoxon", "pratt", "zsplit"] {
            for source in ["exact", "asymptotic"] {
                #expect(try wilcoxon(d, ["zero": .string(rule), "p": .string(source)])["p_value"] == .number(1))
            }
        }
    }

    @Test func exactWithZeros() throws {
        let d = (1...25).map(Double.init) + [0, 0, 0, 0, 0]
        for rule in ["wilcoxon", "pratt", "zsplit"] {
            #expect(near(try wilcoxon(d, ["zero": .string(rule)])["p_value"], 0x1p-24))
        }
    }

    @Test func manyPairs() throws {
        // 1100 gains: one pattern of 2¹¹⁰⁰ on each side.
        let p = try wilcoxon((1...1100).map(Double.init))
        #expect(near(p["log10_p"], -1099 * log10(2.0), 1e-13))
        let middle = try wilcoxon((1...1100).map { $0 % 2 == 0 ? Double($0) : -Double($0) })
        #expect((0.9...1).contains(middle["p_value"]?.double ?? 0))
    }

    @Test func farAsymptoticTail() throws {
        let p = try wilcoxon((1...300).map(Double.init), ["p": "asymptotic"])
        let z = try #require(p["z"]?.double)
        #expect(near(p["p_value"], erfc(z / 2.0.squareRoot()), 1e-12) && (p["p_value"]?.double ?? 0) > 0)
    }

    @Test func rankSumExactWithTies() throws {
        let first: [Double] = [12, 12, 15, 15, 15, 18, 20, 20, 22, 22, 25, 30, 30, 31]
        let second: [Double] = [10, 10, 12, 15, 15, 16, 16, 18, 20, 20, 22, 25, 12, 12, 14]
        let answer = try ask(
            "mann_whitney", ["outcome": "y", "group": "g", "first": "a"],
            ["y": texts(first + second), "g": first.map { _ in "a" } + second.map { _ in "b" }])
        // All choices of 14 among the 29 midranks, counted by size and sum.
        let all = first + second
        let doubled = all.map { value in all.count { $0 < value } * 2 + all.count { $0 == value } + 1 }
        var ways: [[Int: Double]] = Array(repeating: [:], count: 15)
        ways[0][0] = 1
        for rank in doubled {
            for size in stride(from: 13, through: 0, by: -1) {
                for (sum, count) in ways[size] { ways[size + 1][sum + rank, default: 0] += count }
            }
        }
        let (observed, mean) = (doubled.prefix(14).reduce(0, +), 14 * doubled.reduce(0, +))
        let far = ways[14].filter { ($0.key * 29 - mean).magnitude >= (observed * 29 - mean).magnitude }
        let expected = far.values.sorted().reduce(0, +) / ways[14].values.sorted().reduce(0, +)
        #expect(near(answer["p_value"], expected))
        // coin 1.4-2 gives the same number.
        #expect(near(answer["p_value"], 0.0534845580305822, 1e-12))
    }

    @Test("The document names every test of the two suites, and no other")
    func documented() throws {
        let here = URL(fileURLWithPath: #filePath)
        let source = try ["DefectTests.swift", "IndexDefectTests.swift"].map { name in
            try String(
                contentsOf: here.deletingLastPathComponent().appendingPathComponent(name), encoding: .utf8)
        }.joined()
        let document = try String(
            contentsOf: here.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
                .appendingPathComponent("docs/evaluation-defects.md"), encoding: .utf8)
        let tests = source.components(separatedBy: "\n    @Test func ").dropFirst().compactMap {
            $0.components(separatedBy: "(").first
        }
        #expect(tests.count > 20)
        for test in tests { #expect(document.contains("`\(test)`"), "\(test)") }
        let named = document.components(separatedBy: "\n").filter { $0.hasPrefix("|") && $0.hasSuffix("` |") }
        for row in named {
            let test = row.components(separatedBy: "`").dropLast().last ?? ""
            #expect(tests.contains(test), "\(test)")
        }
    }
}
