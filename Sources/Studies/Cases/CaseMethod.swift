import Evaluation

/// One method of the vocabulary: which options it lists and how it is answered.
struct CaseMethod: Sendable {
    /// The fields of an answer and the warnings that belong to it.
    typealias Answer = (fields: [String: JSON], warnings: [EvaluationWarning])

    let options: [String]
    /// Whether a data file must be given.
    let needsData: Bool
    let run: @Sendable (CaseOptions, StudyData) throws(EvaluationRefusal) -> Answer

    init(
        _ options: [String], needsData: Bool = true,
        run: @escaping @Sendable (CaseOptions, StudyData) throws(EvaluationRefusal) -> Answer
    ) {
        self.options = options
        self.needsData = needsData
        self.run = run
    }

    /// The methods answered here.
    static let all: [String: CaseMethod] =
        proportionMethods.merging(incidenceMethods) { first, _ in first }
        .merging(effectivenessMethods) { first, _ in first }
        .merging(tableMethods) { first, _ in first }
        .merging(pairMethods) { first, _ in first }
        .merging(distributionMethods) { first, _ in first }
        .merging(concentrationMethods) { first, _ in first }
        .merging(povertyMethods) { first, _ in first }
        .merging(dominanceMethods) { first, _ in first }
        .merging(resamplingMethods) { first, _ in first }
        .merging(surveyMethods) { first, _ in first }
        .merging(targetingMethods) { first, _ in first }
        .merging(testMethods) { first, _ in first }
        .merging(causalMethods) { first, _ in first }
        .merging(powerMethods) { first, _ in first }
}
