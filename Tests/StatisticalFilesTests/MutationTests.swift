import Foundation
import Problems
import StatisticalFiles
import Testing

@Suite("No damage brings the readers down")
struct MutationTests {
    /// A small generator, the same in every run (Marsaglia's xorshift).
    private struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
    }

    /// How many damaged copies of each file a seed makes; `GAPURA_FUZZ_ROUNDS` makes a long run of it.
    private static let rounds = ProcessInfo.processInfo.environment["GAPURA_FUZZ_ROUNDS"].flatMap { Int($0) } ?? 25

    /// Reads damaged bytes; anything but a table or a worded problem of this room is a failure.
    private func isAnswered(_ bytes: [UInt8], _ file: URL) throws -> Bool {
        try Data(bytes).write(to: file)
        do throws(Problem) {
            let table = try StatisticalTable(contentsOf: file)
            return table.variables.allSatisfy { $0.count == table.rowCount }
        } catch {
            return error.code.hasPrefix("statistical-file.") && Catalogue.bundled.codes.contains(error.code)
        }
    }

    @Test("Files cut off at any length are refused", arguments: Fixtures.names)
    func truncation(_ name: String) throws {
        let whole = try Fixtures.bytes(name)
        let folder = try ScratchFolder()
        for length in stride(from: 0, to: whole.count - 1, by: max(1, whole.count / 120)) {
            #expect(try isAnswered(Array(whole.prefix(length)), folder.file("data")))
        }
        // Nothing may be missing from the rows without being told.
        #expect(try refusal(Array(whole.prefix(whole.count * 9 / 10))) != nil)
    }

    @Test("Bytes changed, left out and doubled at random end in a table or a problem", arguments: Fixtures.names)
    func mutation(_ name: String) throws {
        let whole = try Fixtures.bytes(name)
        let folder = try ScratchFolder()
        let interesting: [UInt8] = [0, 1, 0x7F, 0x80, 0xFE, 0xFF, 0x20]
        for seed in 1...4 {
            var dice = Dice(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15)
            for round in 0..<Self.rounds {
                var bytes = whole
                // Every other seed leaves all bytes in their places, so that damage gets past the first records.
                let kinds = seed.isMultiple(of: 2) ? 4 : 7
                for _ in 0..<Int.random(in: 1...8, using: &dice) {
                    let at = Int.random(in: 0..<bytes.count, using: &dice)
                    switch Int.random(in: 0..<kinds, using: &dice) {
                    case 0: bytes[at] = UInt8.random(in: 0...255, using: &dice)
                    case 1: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &dice)
                    case 2: bytes[at] = interesting.randomElement(using: &dice) ?? 0
                    case 3:
                        for offset in at..<min(at + 4, bytes.count) {
                            bytes[offset] = interesting.randomElement(using: &dice) ?? 0
                        }
                    case 4: bytes.remove(at: at)
                    case 5: bytes.insert(bytes[at], at: at)
                    default:
                        let from = Int.random(in: 0..<bytes.count, using: &dice)
                        let piece = Array(bytes[from..<min(from + 64, bytes.count)])
                        bytes.replaceSubrange(at..<min(at + piece.count, bytes.count), with: piece)
                    }
                }
                let isGood = try isAnswered(bytes, folder.file("data"))
                #expect(isGood, "\(name), seed \(seed), round \(round)")
            }
        }
    }
}
