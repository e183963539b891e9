import Foundation
import Testing

@Suite("No text brings reading or evaluating down")
struct FuzzTests {
    /// One second in the suite; `GAPURA_FUZZ_SECONDS=300` and another `GAPURA_FUZZ_SEED` for a long run.
    static let seconds = number("GAPURA_FUZZ_SECONDS") ?? 1
    static let seed = UInt64(number("GAPURA_FUZZ_SEED") ?? 7)

    static func number(_ name: String) -> Double? { ProcessInfo.processInfo.environment[name].flatMap(Double.init) }

    @Test("changed at random, every expression is refused or evaluated, the same in every way")
    func fuzz() throws {
        let (count, faults) = try #require(
            SmallStack.run {
                var fuzzer = Fuzzer(numbers: SeededNumbers(seed: Self.seed))
                var faults: [String] = []
                var count = 0
                let end = ContinuousClock.now + .seconds(Self.seconds)
                while ContinuousClock.now < end, faults.count < 10 {
                    let text = fuzzer.expression()
                    if let fault = Fuzzer.fault(text) { faults.append("\(fault): \(text)") }
                    count += 1
                }
                return (count, faults)
            })
        #expect(faults.isEmpty, "\(faults.joined(separator: "\n"))")
        #expect(count > 50)
        if Self.seconds > 1 { print("fuzzed", count, "expressions in", Self.seconds, "s, seed", Self.seed) }
    }
}
