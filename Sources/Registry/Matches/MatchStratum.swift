import Linkage

/// Bands of weights from which the blind sample is drawn: within one, pairs are about equally sure.
public enum MatchStratum {
    /// Where the bands begin, as probabilities; candidates below the first are not kept.
    ///
    /// 1: more likely two people; 2: perhaps one; 3: probably one (the engine's threshold); 4: almost surely one.
    public static let bounds = [0.01, 0.5, 0.95, 0.999]
    /// The band from which on a pair counts as a probable match.
    public static let probable = 3
    /// How many pairs of a band are drawn for the blind sample: those with the smallest drawing numbers, so that a later
    /// search draws the same ones again and what was decided about them still counts.
    public static let sample = 50

    /// The least probability that is kept.
    static var lowest: Double { bounds[0] }

    static func stratum(_ weight: Double) -> Int {
        1 + bounds.dropFirst().count { weight >= MatchWeight.weight($0) }
    }
}
