import Foundation
import Linkage
import Problems

/// The bundled model by which people are linked.
enum MatchModel {
    /// - Throws: `linkage.model-file` where the file is missing or broken.
    static func persons() throws(Problem) -> LinkageModel {
        guard let folder = ResourceFolder.find("gapura_Registry", built: { Bundle.module.resourceURL }) else {
            throw Problem("linkage.model-file", at: Place(file: "persons.yaml"))
        }
        return try LinkageModelFile.read(folder.appendingPathComponent("LinkageModels/persons.yaml"))
    }
}
