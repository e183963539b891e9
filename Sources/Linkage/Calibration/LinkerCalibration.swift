import Problems

extension Linker {
    /// A calibration and what it was fitted to, by groups of weight.
    struct Calibrated {
        var calibration: Calibration
        var curve: [ReliabilityGroup]
    }

    /// Fits a calibration to the pairs whose truth is known, or else to those that people know; without either the model's
    /// own is used.
    ///
    /// Of known pairs only those count that blocking brought together: the others are never stated a probability of.
    ///
    /// - Parameters:
    ///   - scored: all pairs from the lowest weight on.
    ///   - isTrained: whether the model was trained just now, on `links` too.
    /// - Returns: nil where it is not asked for.
    /// - Throws: `linkage.calibration-none` where nothing tells what pairs are; as ``Calibration/init(_:from:isTaught:)``.
    func calibrated(
        _ scored: [LinkedPair], _ links: [KnownLink], _ truth: [UInt32], isTrained: Bool
    ) throws(Problem) -> Calibrated? {
        guard options.calibrates else { return nil }
        let judged: [JudgedPairs]
        if !truth.isEmpty {
            judged = Self.judged(scored, truth)
        } else if links.contains(where: \.isCompared) {
            judged = links.filter(\.isCompared).map {
                JudgedPairs(weight: $0.pair.weight, isSame: $0.verdict == .same)
            }
        } else if let own = model.calibration {
            return Calibrated(calibration: own, curve: [])
        } else {
            throw Problem("linkage.calibration-none")
        }
        let calibration = try Calibration(
            judged, from: truth.isEmpty ? .labels : .truth, isTaught: isTrained && !links.isEmpty)
        return Calibrated(calibration: calibration, curve: Calibration.curve(judged))
    }

    /// Pairs by the truth, those of one 64th of a bit put together; pairs of which it is not known are left out.
    private static func judged(_ scored: [LinkedPair], _ truth: [UInt32]) -> [JudgedPairs] {
        var counts: [Int: (same: Int, different: Int)] = [:]
        for pair in scored where truth[pair.left] != 0 && truth[pair.right] != 0 {
            let place = Int((pair.weight * 64).rounded())
            if truth[pair.left] == truth[pair.right] {
                counts[place, default: (0, 0)].same += 1
            } else {
                counts[place, default: (0, 0)].different += 1
            }
        }
        return counts.flatMap { place, count in
            [
                JudgedPairs(weight: Double(place) / 64, isSame: true, count: count.same),
                JudgedPairs(weight: Double(place) / 64, isSame: false, count: count.different),
            ]
        }
    }
}
