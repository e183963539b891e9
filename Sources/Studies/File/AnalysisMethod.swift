/// The methods of study files.
enum AnalysisMethod: String, CaseIterable {
    case frequency, summary, proportion, incidence, effectiveness, claims
    case signedRank = "signed-rank"
    case inequality, concentration, progressivity, redistribution, dominance, targeting, poverty
    case marginalIncidence = "marginal-incidence"
    case mean, total, ratio, quantile, cross
    case multipleResponse = "multiple-response"
    case pairedT = "paired-t"
    case mcNemar = "mcnemar"
    case twoSample = "two-sample"
    case severalSamples = "k-sample"
    case differenceInDifferences = "difference-in-differences"
    case satisfaction, power, loan
    case sampleSize = "sample-size"

    var type: any Analysis.Type {
        switch self {
        case .frequency: FrequencyAnalysis.self
        case .summary: SummaryAnalysis.self
        case .proportion: ProportionAnalysis.self
        case .incidence: IncidenceAnalysis.self
        case .effectiveness: EffectivenessAnalysis.self
        case .claims: ClaimsAnalysis.self
        case .signedRank: SignedRankAnalysis.self
        case .inequality: InequalityAnalysis.self
        case .concentration: ConcentrationAnalysis.self
        case .progressivity: ProgressivityAnalysis.self
        case .redistribution: RedistributionAnalysis.self
        case .dominance: DominanceAnalysis.self
        case .targeting: TargetingAnalysis.self
        case .poverty: PovertyAnalysis.self
        case .marginalIncidence: MarginalIncidenceAnalysis.self
        case .mean, .total, .ratio: DesignAnalysis.self
        case .quantile: QuantileAnalysis.self
        case .cross: CrossAnalysis.self
        case .multipleResponse: MultipleResponseAnalysis.self
        case .pairedT: PairedTAnalysis.self
        case .mcNemar: McNemarAnalysis.self
        case .twoSample: TwoSampleAnalysis.self
        case .severalSamples: SeveralSamplesAnalysis.self
        case .differenceInDifferences: DifferenceAnalysis.self
        case .satisfaction: SatisfactionAnalysis.self
        case .power, .sampleSize, .loan: PlanningAnalysis.self
        }
    }
}
