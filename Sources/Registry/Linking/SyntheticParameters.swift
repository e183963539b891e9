import Foundation
public import Linkage
public import Problems

/// How often people's data agree in a synthetic list of a million registrations: for where there is too little to learn
/// it from.
public enum SyntheticParameters {
    private struct File: Decodable {
        var parameters: ModelParameters
    }

    /// Fewer records than this teach nothing about how often people's data agree.
    public static let leastToTrain = 100

    private static let file = "persons-synthetic.json"
    /// From so many records on, how common a value is among them says something of how common it is.
    private static let leastForFrequencies = 1000
    /// However few records there are, two of them drawn at random are not likelier than this to be one person before
    /// anything is compared: the synthetic list is many lists put together, a small list is often one without doubles.
    private static let mostLikely = 0.01
    /// Fewer expected pairs of one person teach nothing.
    public static let leastMatches = 20.0

    /// Whether training found enough pairs to be believed, so that these parameters are not needed.
    ///
    /// - Parameter pairs: how many pairs of records there are, compared or not.
    static func isTaught(_ parameters: ModelParameters?, pairs: Double) -> Bool {
        guard let parameters, parameters.convergence.isConverged else { return false }
        return parameters.match * pairs >= leastMatches
    }

    /// A model of persons with these parameters, for so many records.
    ///
    /// That two records drawn at random are one person is the less likely, the more records there are: a record has about
    /// as many others of its person in a small list as in a large one. How common a name or number is cannot be told from
    /// few records; then agreement counts as that on an average value, unless a table tells how common values are. Where
    /// people live it does tell: on a list of one village that they share it says nothing.
    ///
    /// - Returns: nil for a model that compares otherwise than the one the parameters are of.
    /// - Throws: `linkage.model-file` where the file that ships with the program cannot be read.
    public static func applied(to model: LinkageModel, records: Int) throws(Problem) -> LinkageModel? {
        let data = try LinkageModelFile.bundledData(file)
        guard var parameters = try? JSONDecoder().decode(File.self, from: data).parameters else {
            throw Problem("linkage.model-file", value: file)
        }
        let persons = try LinkageModelFile.named("persons")
        guard model.comparisons == persons.comparisons,
            parameters.comparisons.map(\.name) == model.comparisons.map(\.name),
            zip(parameters.comparisons, model.comparisons).allSatisfy({ $0.m.count == $1.levels.count + 1 })
        else { return nil }
        let scale = Double(max(1, parameters.records - 1)) / Double(max(1, records - 1))
        parameters.match = min(parameters.match * scale, mostLikely)
        parameters.household = min(parameters.household * scale, mostLikely)
        var model = model
        model.parameters = parameters
        if records < leastForFrequencies {
            let areas = Set(model.fields.filter { $0.cleaning == FieldCleaner.Cleaning.area.rawValue }.map(\.name))
            for place in model.comparisons.indices {
                for level in model.comparisons[place].levels.indices {
                    let key = model.comparisons[place].levels[level].frequency
                    if let key, model.frequencyFiles?[key.text] != nil || areas.contains(key.field) { continue }
                    model.comparisons[place].levels[level].frequency = nil
                }
            }
        }
        return model
    }
}
