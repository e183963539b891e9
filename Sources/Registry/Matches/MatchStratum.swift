import Linkage
import Store

/// Bands of weights from which the blind sample is drawn: within one, pairs are about equally sure.
public enum MatchStratum {
    /// Where the bands begin, as probabilities; candidates below the first are not kept.
    ///
    /// 1: more likely two people; 2: perhaps one; 3: probably one (the engine's threshold); 4: almost surely one.
    public static let bounds = [0.01, 0.5, 0.95, 0.999]
    /// The band from which on a pair counts as a probable match.
    public static let probable = 3
    /// How many pairs of a band are drawn for the blind sample.
    public static let sample = 50

    /// The least probability that is kept.
    static var lowest: Double { bounds[0] }

    static func stratum(_ weight: Double) -> Int {
        1 + bounds.dropFirst().count { weight >= MatchWeight.weight($0) }
    }

    /// Puts candidates into the drawing order of their bands.
    ///
    /// Every pair has a number that follows from its two records alone (a permanent random number, Ohlsson 1995): a later
    /// run draws the same pairs again, and what was decided about them still counts.
    static func draw(_ candidates: inout [MatchSearch.Found]) {
        candidates.sort { (rank($0.pair.a, $0.pair.b), $0.pair) < (rank($1.pair.a, $1.pair.b), $1.pair) }
        var places = [Int](repeating: 0, count: bounds.count + 1)
        for index in candidates.indices {
            places[candidates[index].stratum] += 1
            candidates[index].place = places[candidates[index].stratum]
        }
    }

    /// SplitMix64 over both numbers.
    private static func rank(_ a: Int64, _ b: Int64) -> UInt64 {
        func mix(_ value: UInt64) -> UInt64 {
            var z = value &+ 0x9E37_79B9_7F4A_7C15
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
        return mix(mix(UInt64(bitPattern: a)) ^ UInt64(bitPattern: b))
    }
}
