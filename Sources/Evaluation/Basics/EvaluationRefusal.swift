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
        /// The total is 0: there is nothing to have a share of.
        case zeroTotal = "zero-total"
        /// Positive and negative values cancel: the mean is 0, and nothing can be set against it.
        case zeroMean = "zero-mean"
        /// One group, level or cluster where at least two are compared.
        case singleGroup = "single-group"
        /// A stratum with a single primary unit, under ``LonelyPolicy/fail``.
        case lonelyPSU = "lonely-psu"
        /// Every difference is 0.
        case noNonzeroDifferences = "no-nonzero-differences"
        /// Nothing stands for those without the programme, or for the population.
        case noComparisonGroup = "no-comparison-group"
        /// No usable row.
        case emptyData = "empty-data"
        /// A method that the vocabulary of cases and studies does not have.
        case unknownMethod = "unknown-method"
        /// An option that the method does not have.
        case unknownOption = "unknown-option"
        /// An argument outside its range, or arguments that do not fit each other.
        case invalidOption = "invalid-option"
        /// A variable that the data do not have.
        case unknownColumn = "unknown-column"
        /// A condition or formula that cannot be read.
        case invalidExpression = "invalid-expression"
        /// A weight below 0.
        case negativeWeight = "negative-weight"
        /// Rows with missing values, under ``Observations/MissingRule/error``.
        case missingValues = "missing-values"
        /// The quantity does not exist for these values, or cannot be counted out.
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

    /// Why there is no number.
    public var reason: Reason
    /// What the refusal is about: the option, the column, the value; for the sentence of the catalogue.
    public var subject: String
    /// What does exist although the quantity does not, such as the number of zero differences.
    public var evidence: [String: Int]

    /// Whether the data or the request is at fault.
    public var status: Status { reason.status }

    /// A refusal with its reason, what it is about, and what does exist.
    public init(_ reason: Reason, _ subject: String = "", evidence: [String: Int] = [:]) {
        self.reason = reason
        self.subject = subject
        self.evidence = evidence
    }
}
