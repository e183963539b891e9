import Foundation

/// The statistics of one resample, and the influence of its rows on them.
extension ResampleFrame {
    /// The statistics under the factors; nan where one does not exist.
    func values(_ statistics: [ResampledStatistic], _ factors: [Double]) -> [Double] {
        var both: (outcome: Area, companion: Area)?
        func areas() -> (outcome: Area, companion: Area)? {
            if both == nil, let byCompanion { both = self.areas(factors, byCompanion) }
            return both
        }
        return statistics.map { statistic in
            switch statistic {
            case .mean: return sum(factors, outcomeAmounts) / sum(factors, weights)
            case .quantile(let share): return quantile(share, factors)
            case .ratio: return sum(factors, outcomeAmounts) / sum(factors, companionAmounts)
            case .gini: return area(factors, outcomeAmounts, byOutcome).index
            case .giniOfRank: return areas()?.companion.index ?? .nan
            case .kakwani: return areas().map { $0.outcome.index - $0.companion.index } ?? .nan
            case .concentration(let kind): return areas().map { index(kind, $0.outcome, factors) } ?? .nan
            }
        }
    }

    private func index(_ kind: ConcentrationIndex.Kind, _ area: Area, _ factors: [Double]) -> Double {
        switch kind {
        case .standard: return area.index
        case .extended, .symmetric:
            guard let byCompanion, area.total != 0 else { return .nan }
            let values = RankValues(kind)
            var (below, sum) = (0.0, 0.0)
            walk(byCompanion) { places, _ in
                let (units, total) = sums(places, factors, outcomeAmounts)
                guard units > 0 else { return }
                let next = below + units / area.units
                sum += total / units * (values.value(next) - values.value(below))
                below = next
            }
            return values.origin + values.scale * sum / area.mean
        default:
            guard let factor = try? ConcentrationIndex.factor(kind, area.mean).value else { return .nan }
            return area.mean * area.index * factor
        }
    }

    /// The smallest value with the share of the weight at or below it; the mean of two at an exact step.
    private func quantile(_ share: Double, _ factors: [Double]) -> Double {
        let total = sum(factors, weights)
        let (target, slack) = (share * total, 2e-15 * total)
        var reached = 0.0
        var found = Double.nan
        for number in 0..<count {
            let place = byOutcome.positions.map { Int($0[number]) } ?? number
            guard factors[place] > 0 else { continue }
            if !found.isNaN { return (found + outcome[place]) / 2 }
            reached += factors[place] * weights[place]
            if reached >= target - slack {
                guard reached <= target + slack else { return outcome[place] }
                found = outcome[place]
            }
        }
        return found
    }

    /// The weighted influence of each row on a statistic under the factors, by base position; for a quantile up to its
    /// density.
    func influences(_ statistic: ResampledStatistic, _ factors: [Double]) -> [Double] {
        switch statistic {
        case .mean:
            let units = sum(factors, weights)
            let mean = sum(factors, outcomeAmounts) / units
            return weights.indices.map { factors[$0] * (outcomeAmounts[$0] - mean * weights[$0]) / units }
        case .ratio:
            let below = sum(factors, companionAmounts)
            let ratio = sum(factors, outcomeAmounts) / below
            return weights.indices.map {
                factors[$0] * (outcomeAmounts[$0] - ratio * companionAmounts[$0]) / below
            }
        case .quantile(let share):
            let units = sum(factors, weights)
            let value = quantile(share, factors)
            return weights.indices.map {
                factors[$0] * weights[$0] * (share - (outcome[$0] <= value ? 1 : 0)) / units
            }
        case .gini: return influences(factors, outcomeAmounts, byOutcome)
        case .giniOfRank: return byCompanion.map { influences(factors, companionAmounts, $0) } ?? []
        case .kakwani:
            guard let byCompanion else { return [] }
            return zip(
                influences(factors, outcomeAmounts, byCompanion), influences(factors, companionAmounts, byCompanion)
            ).map(-)
        case .concentration(let kind): return influences(kind, factors)
        }
    }

    /// Of a standard index; see ``RankedOutcome/influences(unit:count:)``.
    private func influences(_ factors: [Double], _ amounts: [Double], _ ordering: Ordering) -> [Double] {
        let whole = area(factors, amounts, ordering)
        var out = [Double](repeating: 0, count: count)
        var (below, height) = (0.0, 0.0)
        walk(ordering) { places, _ in
            let (units, total) = sums(places, factors, amounts)
            let slope = ((below + below + units) / whole.units - 1 - whole.index) / whole.mean
            let constant = 1 - whole.index - (height + height + total) / whole.total
            for place in places {
                let row = Int(place)
                out[row] = factors[row] * (amounts[row] * slope + weights[row] * constant) / whole.units
            }
            below += units
            height += total
        }
        return out
    }

    private func influences(_ kind: ConcentrationIndex.Kind, _ factors: [Double]) -> [Double] {
        guard let byCompanion else { return [] }
        switch kind {
        case .standard: return influences(factors, outcomeAmounts, byCompanion)
        case .extended, .symmetric:
            // Rows that were not drawn have no weight and leave the sample.
            let drawn = weights.indices.filter { factors[$0] > 0 }
            let rows = try? Observations(
                [drawn.map { outcome[$0] }], weights: drawn.map { factors[$0] * weights[$0] })
            let order = RankOrder(drawn.map { companion[$0] })
            let found = rows.flatMap { try? ConcentrationIndex.scores(kind, $0, order) } ?? []
            var out = [Double](repeating: 0, count: count)
            for (place, score) in zip(drawn, found) { out[place] = score }
            return out
        default:
            let whole = area(factors, outcomeAmounts, byCompanion)
            guard let (factor, slope) = try? ConcentrationIndex.factor(kind, whole.mean) else { return [] }
            let (perIndex, perMean) = (whole.mean * factor, whole.index * (factor + whole.mean * slope))
            let own = influences(factors, outcomeAmounts, byCompanion)
            return weights.indices.map {
                perIndex * own[$0] + perMean * factors[$0] * (outcomeAmounts[$0] - whole.mean * weights[$0])
                    / whole.units
            }
        }
    }

    /// The standard error of a quantile from that of the share below it, read off the sample (Woodruff 1952).
    func quantileError(_ share: Double, _ shareError: Double, _ factors: [Double]) -> Double {
        let z = Normal.critical(0.95)
        let (low, high) = (max(0, share - z * shareError), min(1, share + z * shareError))
        return (quantile(high, factors) - quantile(low, factors)) / (2 * z)
    }
}
