import Registry
import Testing

/// The estimator against numbers worked out by hand, and against its own promises.
@Suite struct MatchQualityTests {
    private func band(
        _ number: Int, candidates: Int, sample: Int, decided: Int, same: Int
    ) -> MatchQueue.Band {
        var band = MatchQueue.Band(number: number, from: 0, to: 1)
        band.candidates = candidates
        band.sample = sample
        band.sampleDecided = decided
        band.sampleSame = same
        return band
    }

    @Test func everythingDecidedIsNoEstimate() throws {
        let quality = MatchQuality([
            band(1, candidates: 20, sample: 20, decided: 20, same: 1),
            band(2, candidates: 10, sample: 10, decided: 10, same: 3),
            band(3, candidates: 10, sample: 10, decided: 10, same: 9),
            band(4, candidates: 30, sample: 30, decided: 30, same: 30),
        ])
        let precision = try #require(quality.precision)
        let recall = try #require(quality.recall)
        #expect([precision.value, precision.low, precision.high].allSatisfy { abs($0 - 39.0 / 40) < 1e-12 })
        #expect([recall.value, recall.low, recall.high].allSatisfy { abs($0 - 39.0 / 43) < 1e-12 })
        #expect(quality.isComplete)
        #expect(quality.matches?.value == 43)
    }

    /// 1,000 of the surest with 50 of 50, 200 of the next with 40 of 50, 400 unlikely ones with 5 of 50.
    @Test func strataAreWeighedByTheirSize() throws {
        let quality = MatchQuality([
            band(1, candidates: 400, sample: 50, decided: 50, same: 5),
            band(2, candidates: 0, sample: 0, decided: 0, same: 0),
            band(3, candidates: 200, sample: 50, decided: 50, same: 40),
            band(4, candidates: 1000, sample: 50, decided: 50, same: 50),
        ])
        let precision = try #require(quality.precision)
        let recall = try #require(quality.recall)
        #expect(abs(precision.value - 1160.0 / 1200) < 1e-12)
        #expect(abs(recall.value - 1160.0 / 1200) < 1e-12)
        // Fifty of fifty does not prove the whole band.
        #expect(precision.low < 0.95 && precision.low > 0.85)
        #expect(precision.high <= 1 && precision.high > precision.value)
        #expect(recall.low < recall.value && recall.value < recall.high)
        // Fewer decisions say less.
        let less = MatchQuality([
            band(1, candidates: 400, sample: 50, decided: 10, same: 1),
            band(2, candidates: 0, sample: 0, decided: 0, same: 0),
            band(3, candidates: 200, sample: 50, decided: 10, same: 8),
            band(4, candidates: 1000, sample: 50, decided: 10, same: 10),
        ])
        #expect(abs(try #require(less.precision).value - precision.value) < 1e-12)
        #expect(try #require(less.precision).low < precision.low)
        #expect(!less.isComplete)
    }

    @Test func aBandWithoutDecisionsIsNotGuessed() {
        let quality = MatchQuality([
            band(1, candidates: 40, sample: 40, decided: 0, same: 0),
            band(2, candidates: 0, sample: 0, decided: 0, same: 0),
            band(3, candidates: 0, sample: 0, decided: 0, same: 0),
            band(4, candidates: 30, sample: 30, decided: 30, same: 30),
        ])
        #expect(quality.precision?.value == 1)
        #expect(quality.recall == nil)
        #expect(quality.bands.first?.share == nil)
    }

    /// What was stated is held against the interval of what was found, and against nothing where nobody has decided.
    @Test(arguments: [(0.97, MatchQuality.Reliability.tooHigh), (0.8, .within), (0.72, .within), (0.3, .tooLow)])
    func statedSharesAreHeldAgainstFoundOnes(_ stated: Double, _ expected: MatchQuality.Reliability) {
        let bands = [
            band(1, candidates: 400, sample: 50, decided: 0, same: 0),
            band(3, candidates: 200, sample: 50, decided: 50, same: 40),
        ]
        let quality = MatchQuality(bands, stated: [1: stated, 3: stated])
        #expect(quality.bands.map(\.reliability) == [nil, expected])
        #expect(quality.bands.map(\.stated) == [stated, stated])
        #expect(MatchQuality(bands).bands.allSatisfy { $0.stated == nil && $0.reliability == nil })
    }

    /// One decision, even of a band that has no other pair, judges nothing: by Clopper and Pearson one of one leaves every
    /// chance from 0.025 on.
    @Test func aHandfulOfDecisionsJudgesNothing() throws {
        let one = MatchQuality([band(4, candidates: 1, sample: 1, decided: 1, same: 1)], stated: [4: 0.9995])
        let share = try #require(one.bands.first?.share)
        #expect(share.value == 1 && share.high == 1 && abs(share.low - 0.025) < 1e-9)
        #expect(one.bands.first?.reliability == .few)
        // What is counted of the band itself is known all the same.
        #expect(one.precision?.low == 1)
        // Nine of nine that are two people are too few, ten of ten say that 0.9 is too high: at most 1 − 0.025^(1/10) = 0.308.
        for (decided, expected) in [(9, MatchQuality.Reliability.few), (10, .tooHigh)] {
            let quality = MatchQuality(
                [band(2, candidates: 40, sample: 40, decided: decided, same: 0)], stated: [2: 0.9])
            #expect(quality.bands.first?.reliability == expected)
        }
        let ten = MatchQuality([band(2, candidates: 40, sample: 40, decided: 10, same: 0)], stated: [2: 0.9])
        #expect(abs((ten.bands.first?.share?.high ?? 0) - 0.3084971) < 1e-6)
    }

    /// Drawn again and again from bands of known truth, the interval holds the truth at least as often as it says.
    @Test func intervalsHoldWhatTheyPromise() throws {
        var generator = Mixed(state: 7)
        let truth: [(candidates: Int, same: Int)] = [(300, 12), (120, 60), (200, 176), (500, 495)]
        let upper = Double(truth[2].same + truth[3].same)
        let precision = upper / Double(truth[2].candidates + truth[3].candidates)
        let recall = upper / Double(truth.reduce(0) { $0 + $1.same })
        var (held, recalled) = (0, 0)
        let rounds = 400
        for _ in 0..<rounds {
            let bands = truth.enumerated().map { place, item in
                let drawn = (0..<item.candidates).map { $0 < item.same }.shuffled(using: &generator).prefix(50)
                return band(
                    place + 1, candidates: item.candidates, sample: 50, decided: 50, same: drawn.count { $0 })
            }
            let quality = MatchQuality(bands)
            let p = try #require(quality.precision)
            let r = try #require(quality.recall)
            if p.low <= precision, precision <= p.high { held += 1 }
            if r.low <= recall, recall <= r.high { recalled += 1 }
        }
        #expect(held >= rounds * 94 / 100, "precision held in \(held) of \(rounds)")
        #expect(recalled >= rounds * 94 / 100, "recall held in \(recalled) of \(rounds)")
    }

    private struct Mixed: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }
}
