import Problems

extension Linker {
    /// A calibration and what it was fitted to, by groups of weight, or why there is none.
    struct Calibrated {
        var calibration: Calibration?
        var curve: [ReliabilityGroup] = []
        var refusal: Problem?
    }

    /// - Throws: `linkage.calibration-none` where a calibration is wanted and nothing can tell what pairs are.
    func checkCalibration(hasTruth: Bool) throws(Problem) {
        guard options.calibrates, !hasTruth, known.isEmpty, model.calibration == nil else { return }
        throw Problem("linkage.calibration-none")
    }

    /// Fits a calibration to the pairs whose truth is known, or else to those that people know; without either the model's
    /// own is used.
    ///
    /// Of known pairs only those count that blocking brought together: the others are never stated a probability of.
    ///
    /// - Parameters:
    ///   - scored: all pairs from the lowest weight on.
    ///   - isTrained: whether the model was trained just now, on `links` too.
    /// - Returns: nil where it is not asked for; with a refusal as ``Calibration/init(_:from:isTaught:)`` throws it, since
    ///   what was found by then stays as it is.
    func calibrated(
        _ scored: [LinkedPair], _ links: [KnownLink], _ truth: [UInt32], isTrained: Bool
    ) -> Calibrated? {
        guard options.calibrates else { return nil }
        let judged: [JudgedPairs]
        if !truth.isEmpty {
            judged = Self.judged(scored, truth)
        } else if let own = model.calibration, !links.contains(where: \.isCompared) {
            return Calibrated(calibration: own)
        } else {
            judged = links.filter(\.isCompared).map {
                JudgedPairs(weight: $0.pair.weight, isSame: $0.verdict == .same)
            }
        }
        do throws(Problem) {
            let calibration = try Calibration(
                judged, from: truth.isEmpty ? .labels : .truth, isTaught: isTrained && !links.isEmpty)
            return Calibrated(calibration: calibration, curve: Calibration.curve(judged))
        } catch {
            var refusal = error
            refusal.severity = .warn
            return Calibrated(refusal: refusal)
        }
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
