import Foundation
import Problems
import Studies
import Testing

/// Every estimator of the vocabulary that reads a table, against everything that may be done to a table without changing
/// what it says.
@Suite("Invariance of every estimator")
struct PropertyTests {
    private static let seeds = 0..<3
    private static let factor = 15_750.0

    private func same(_ a: JSON?, _ b: JSON?, _ factor: Double) -> Bool {
        switch (a ?? .null, b ?? .null) {
        case (.array(let a), .array(let b)):
            return a.count == b.count && zip(a, b).allSatisfy { same($0, $1, factor) }
        case (.object(let a), .object(let b)):
            return a.keys == b.keys && a.allSatisfy { same($1, b[$0], factor) }
        case (let a, let b):
            guard let x = a.double, let y = b.double else { return a == b }
            return (x * factor - y).magnitude <= 1e-8 * max((x * factor).magnitude, y.magnitude) + 1e-12 * factor
        }
    }

    private func failures(_ subject: PropertySubject, _ property: PropertySample.Property, _ seed: Int) throws
        -> [String]
    {
        let scratch = try Scratch()
        let sample = PropertySample(seed)
        let runner = CaseRunner(language: .en)
        // Weights are scaled by a number that is no power of two, money by a rate of exchange.
        let factor = property == .weightScale ? 1 / 3.7e5 : Self.factor
        func answer(_ table: PropertySample, _ changed: PropertySample.Property?) throws -> JSON {
            runner.answer(
                method: subject.method, dataURL: try scratch.file("\(changed?.rawValue ?? "base").csv", table.csv),
                options: subject.options(changed, factor: factor))
        }
        let base = try answer(sample, nil)
        let other = try answer(sample.changed(property, factor: factor), property)
        guard case .object(let fields) = base, fields["reason"] == nil else { return ["refused: \(base)"] }
        return fields.keys.sorted().filter { name in
            if name == "warnings" { return false }
            var scale = 1.0
            switch property {
            case .unit: if subject.money.contains(name) { scale = factor }
            case .weightScale: if subject.totals.contains(name) { scale = factor }
            case .replication:
                if subject.perRow.contains(name) { return false }
                if subject.counts.contains(name), !subject.totals.contains(name) { scale = 2 }
            case .rowOrder, .labels, .zeroWeights: break
            }
            return !same(fields[name], other[name], scale)
        }
    }

    @Test("Nothing changes that should not", arguments: PropertySubject.all)
    func holds(subject: PropertySubject) throws {
        for property in PropertySample.Property.allCases where subject.exempt[property] == nil {
            for seed in Self.seeds {
                let failed = try failures(subject, property, seed)
                #expect(failed.isEmpty, "\(property.rawValue), seed \(seed)")
            }
        }
    }

    /// Exemptions are claims too: copies of rows do change the result where that is the reason given.
    @Test("What is exempt from copies changes with them", arguments: PropertySubject.all)
    func exemptions(subject: PropertySubject) throws {
        guard subject.exempt[.replication] != nil else { return }
        #expect(try !failures(subject, .replication, 0).isEmpty)
    }

    @Test("Every method that reads a table is put to the test, and the document tells how often")
    func counted() throws {
        // `bootstrap` reads its resamples by the number of the row; the others need no table.
        let without: Set<String> = [
            "bootstrap", "effectiveness_class", "loan", "mcnemar", "power", "rounding", "sample_size",
        ]
        let tried = Set(PropertySubject.all.map(\.method))
        #expect(tried.union(without) == Set(CaseRunner.methods) && tried.isDisjoint(with: without))
        let pairs = PropertySubject.all.reduce(0) { $0 + PropertySample.Property.allCases.count - $1.exempt.count }
        let document = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("docs/evaluation-properties.md")
        let text = try String(contentsOf: document, encoding: .utf8)
        let sentence =
            "\(PropertySubject.all.count) estimators, \(PropertySample.Property.allCases.count) properties, "
            + "\(pairs) pairs that apply, \(Self.seeds.count) tables each: \(pairs * Self.seeds.count) comparisons"
        #expect(text.contains(sentence), "\(sentence)")
    }
}
