/// A quantity that is not given, and why: the request cannot be carried out, or the quantity does not exist.
///
/// A refusal is an answer, not an accident: an engine that prints a number here would print a wrong one.
public struct EvaluationRefusal: Error, Sendable, Hashable {
    /// Whose fault it is.
    public enum Status: String, Sendable {
        /// The request cannot be carried out.
        case error
        /// The quantity does not exist for these data.
        case undefined
    }

    /// Stable reason codes.
    public enum Reason: String, Sendable, CaseIterable {
        case zeroTotal = "zero-total"
        case zeroMean = "zero-mean"
        case singleGroup = "single-group"
        case lonelyPSU = "lonely-psu"
        case noNonzeroDifferences = "no-nonzero-differences"
        case noComparisonGroup = "no-comparison-group"
        case emptyData = "empty-data"
        case unknownMethod = "unknown-method"
        case unknownOption = "unknown-option"
        case invalidOption = "invalid-option"
        case unknownColumn = "unknown-column"
        case invalidExpression = "invalid-expression"
        case negativeWeight = "negative-weight"
        case missingValues = "missing-values"
        case notDefined = "not-defined"

        /// Whether the data or the request is at fault.
        public var status: Status {
            switch self {
            case .zeroTotal, .zeroMean, .singleGroup, .lonelyPSU, .noNonzeroDifferences, .noComparisonGroup,
                .emptyData, .notDefined:
                .undefined
            default: .error
            }
        }
    }

    public var reason: Reason
    /// What the refusal is about: the option, the column, the value; for the sentence of the catalogue.
    public var subject: String
    /// What does exist although the quantity does not, such as the number of zero differences.
    public var evidence: [String: Int]

    public var status: Status { reason.status }

    public init(_ reason: Reason, _ subject: String = "", evidence: [String: Int] = [:]) {
        self.reason = reason
        self.subject = subject
        self.evidence = evidence
    }
}
