import Foundation
import Linkage
import Problems
import Store

/// The model by which people are matched, and where its parameters come from.
struct MatchModel {
    var model: LinkageModel
    var basis: LinkageRunRecord.Basis

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

    static func stored(_ document: String) -> LinkageModel? {
        let model = try? LinkageModelFile.read(Data(document.utf8), name: "linkage_run")
        return model?.parameters == nil ? nil : model
    }

    /// The model with parameters that were trained on synthetic data.
    static func bundled(records: Int) throws(Problem) -> MatchModel {
        guard let model = try SyntheticParameters.applied(to: LinkageModelFile.named("persons"), records: records)
        else {
            throw Problem("linkage.model-file", value: "persons.yaml")
        }
        return MatchModel(model: model, basis: .bundled)
    }
}
