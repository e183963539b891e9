import Foundation
import Linkage
import Problems
import Store

/// The model by which people are matched, and where its parameters come from.
struct MatchModel {
    var model: LinkageModel
    var basis: LinkageRunRecord.Basis

    /// Fewer records than this teach nothing about how often people's data agree.
    static let leastRecords = 100
    /// Nor do fewer pairs of one person.
    static let leastMatches = 20.0
    /// From so many records on, how common a value is among them says something of how common it is.
    static let leastForFrequencies = 1000

    /// What ships with the program: how often people's data agree in a synthetic list of a million registrations.
    private struct Bundled: Decodable {
        var parameters: ModelParameters
    }

    /// The model of the last search that was trained on this registry; without one, what ships with the program.
    init(_ run: LinkageRunRecord?, records: Int) throws(Problem) {
        if let run, run.basis == .trained, let model = Self.stored(run.document) {
            self.init(model: model, basis: .earlier)
        } else {
            self = try Self.bundled(records: records)
        }
    }

    private init(model: LinkageModel, basis: LinkageRunRecord.Basis) {
        self.model = model
        self.basis = basis
    }

    private static func stored(_ document: String) -> LinkageModel? {
        let model = try? LinkageModelFile.read(Data(document.utf8), name: "linkage_run")
        return model?.parameters == nil ? nil : model
    }

    /// The model with parameters that were trained on synthetic data.
    ///
    /// That two records drawn at random are one person is the less likely, the more records there are: a record has about
    /// as many others of its person in a small list as in a large one. How common a value is cannot be told from few
    /// records; then agreement counts as that on an average value.
    static func bundled(records: Int) throws(Problem) -> MatchModel {
        var model = try LinkageModelFile.named("persons")
        let data = try LinkageModelFile.bundledData("persons-synthetic.json")
        guard var parameters = try? JSONDecoder().decode(Bundled.self, from: data).parameters,
            parameters.comparisons.map(\.name) == model.comparisons.map(\.name),
            zip(parameters.comparisons, model.comparisons).allSatisfy({ $0.m.count == $1.levels.count + 1 })
        else { throw Problem("linkage.model-file", value: "persons-synthetic.json") }
        let scale = Double(max(1, parameters.records - 1)) / Double(max(1, records - 1))
        parameters.match = min(parameters.match * scale, Self.mostLikely)
        parameters.household = min(parameters.household * scale, Self.mostLikely)
        model.parameters = parameters
        if records < leastForFrequencies {
            for place in model.comparisons.indices {
                for level in model.comparisons[place].levels.indices {
                    model.comparisons[place].levels[level].frequency = nil
                }
            }
        }
        return MatchModel(model: model, basis: .bundled)
    }

    /// However few records there are, two of them are not taken to be one person before anything is compared.
    private static let mostLikely = 0.05

    /// Whether training found enough to be believed.
    static func isTaught(_ parameters: ModelParameters?, records: Int) -> Bool {
        guard let parameters, parameters.convergence.isConverged else { return false }
        return parameters.match * Double(records) * Double(records - 1) / 2 >= leastMatches
    }
}
