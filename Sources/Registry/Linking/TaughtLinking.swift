public import Linkage
public import Problems

/// Linking by what the records teach or, where that is too little, by what ships with the program: one rule for lists
/// and for the registry.
public struct TaughtLinking: Sendable {
    /// Why records taught nothing.
    public enum Lack: String, Sendable, Hashable, Codable {
        /// They are fewer than ``SyntheticParameters/leastToTrain``.
        case records
        /// Training came to no rest, or found fewer than ``SyntheticParameters/leastMatches`` pairs of one person.
        case pairs
    }

    /// What was found. It says nothing of records that hold too little to be found where weights rest on nothing.
    public var result: LinkageResult
    /// nil where the records taught the model, or the model came trained.
    public var lack: Lack?
    /// Whether the parameters are those that ship with the program.
    public var isSynthetic: Bool

    /// - Parameters:
    ///   - model: used as it stands where it is trained.
    ///   - pairs: how many pairs of records there are, compared or not.
    ///   - link: links all records by a model; called a second time where the first run taught too little.
    /// - Throws: what `link` throws, and ``SyntheticParameters/applied(to:records:)``.
    public init(
        _ model: LinkageModel, records: Int, pairs: Double,
        link: (LinkageModel) throws(Problem) -> LinkageResult
    ) throws(Problem) {
        isSynthetic = false
        let hasFew = model.parameters == nil && records < SyntheticParameters.leastToTrain
        if hasFew, let synthetic = try SyntheticParameters.applied(to: model, records: records) {
            (result, lack, isSynthetic) = (try link(synthetic), .records, true)
            return
        }
        result = try link(model)
        guard model.parameters == nil else { return }
        if hasFew {
            lack = .records
        } else if !SyntheticParameters.isTaught(result.model.parameters, pairs: pairs) {
            lack = .pairs
            if let synthetic = try SyntheticParameters.applied(to: model, records: records) {
                result = try link(synthetic)
                isSynthetic = true
            }
        }
        // Weighed by chances that nothing taught, no record could be found: that would be said of the records.
        if lack != nil, !isSynthetic { result.unlinkable = nil }
    }
}
