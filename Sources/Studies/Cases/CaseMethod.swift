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
    static let all: [String: CaseMethod] = [
        proportionMethods, incidenceMethods, effectivenessMethods, tableMethods, pairMethods, distributionMethods,
        concentrationMethods, povertyMethods, dominanceMethods, resamplingMethods, surveyMethods, targetingMethods,
        testMethods, causalMethods, powerMethods,
    ].reduce(into: [:]) { all, methods in all.merge(methods) { first, _ in first } }
}
