extension CurveDominance {
    /// A curve against a reference: multiple comparison by the largest |z|, or by all of them (intersection and union),
    /// as in O'Donnell and others (2008), ch. 7.
    public struct Comparison: Sendable {
        /// Curve less reference at each share.
        public let differences: [Double]
        /// The sampling error of each difference.
        public let standardErrors: [Double]
        /// (curve − reference)/se; 0 where both are equal up to rounding, infinite where only the error is 0.
        public let z: [Double]
        /// The same with an error that is never less than that of recipients who happen not to be in the sample, where
        /// the curve has reached 1.
        public let cautiousZ: [Double]
        private let cautiousErrors: [Double]
        private let correlation: [Double]
        private let degreesOfFreedom: Int

        init(differences: [Double], _ errors: CurveErrors.Part, unseen: [Double], degreesOfFreedom: Int) {
            self.differences = differences
            standardErrors = errors.standardErrors
            correlation = errors.correlation
            self.degreesOfFreedom = degreesOfFreedom
            cautiousErrors = zip(errors.standardErrors, unseen).map(max)
            z = Self.ratios(differences, standardErrors)
            cautiousZ = Self.ratios(differences, cautiousErrors)
        }

        private static func ratios(_ differences: [Double], _ errors: [Double]) -> [Double] {
            zip(differences, errors).map { difference, error in
                if difference.magnitude < 1e-12 { return 0 }
                return error < 1e-14 ? (difference > 0 ? .infinity : -.infinity) : difference / error
            }
        }

        /// The default: multiple comparison with the critical value of the joint distribution of the ordinates, and with
        /// ``cautiousZ``.
        public func decision(alpha: Double = 0.05) -> Decision {
            decision(supremum: supremumCritical(alpha: alpha))
        }

        /// The default decision where ``supremumCritical(alpha:)`` is known already.
        public func decision(supremum critical: Double) -> Decision { Self.decision(cautiousZ, critical) }

        /// Multiple comparison: some |z| beyond the critical value, and none of the other sign.
        public func decision(critical: Double) -> Decision { Self.decision(z, critical) }

        private static func decision(_ z: [Double], _ critical: Double) -> Decision {
            let (above, below) = (z.contains { $0 > critical }, z.contains { $0 < -critical })
            return above && below ? .cross : above ? .dominates : below ? .dominated : .nonDominance
        }

        /// Intersection and union: all z beyond the critical value of a single test.
        public func unanimous(critical: Double) -> Decision {
            if z.allSatisfy({ $0 > critical }) { return .dominates }
            return z.allSatisfy { $0 < -critical } ? .dominated : .nonDominance
        }

        /// The critical value for the largest |z| under the joint t distribution of the ordinates with the design's
        /// degrees of freedom: the best of them, since neighbouring ordinates move together. Reproducible to the digit.
        public func supremumCritical(alpha: Double = 0.05) -> Double {
            SupremumT.critical(correlation: correlation, degrees: degreesOfFreedom, alpha: alpha)
        }

        /// The band that holds the whole difference with probability 1 − α.
        public func band(alpha: Double = 0.05) -> [Interval] {
            let critical = supremumCritical(alpha: alpha)
            return zip(differences, cautiousErrors).map { Interval($0 - critical * $1, $0 + critical * $1) }
        }
    }
}
