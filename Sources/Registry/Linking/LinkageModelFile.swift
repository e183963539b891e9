import Foundation
public import Linkage
public import Problems
import Yams

/// Models of linkage as files: YAML, JSON or Splink's settings in, JSON out.
public enum LinkageModelFile {
    /// A model as it was given, and what its file says beside it.
    public struct Given: Sendable {
        public var model: LinkageModel
        /// Whether only pairs across lists are to be compared.
        public var acrossListsOnly = false
        /// The column with the records' ids.
        public var idColumn: String?
        /// What comes close to the file's meaning but is not quite the same.
        public var notes: [Problem] = []
    }

    /// The names of the models that ship with Gapura.
    public static let bundledNames = ["enterprises", "families", "persons"]

    /// A model that ships with Gapura.
    ///
    /// - Throws: as ``given(_:)``.
    public static func named(_ name: String) throws(Problem) -> LinkageModel { try given(name).model }

    /// A model that ships with Gapura, or one in a file: Gapura's own, or settings of Splink.
    ///
    /// - Parameter name: `persons`, `families`, `enterprises`, or a path.
    /// - Throws: `input.missing`; `linkage.model-file` with what cannot be read; `linkage.splink` naming what of Splink's
    ///   settings has no counterpart.
    public static func given(_ name: String) throws(Problem) -> Given {
        guard bundledNames.contains(name) else { return try read(URL(fileURLWithPath: name)) }
        return Given(model: try read(try bundledData(name + ".yaml"), name: name + ".yaml"))
    }

    /// A file that stands beside the models that ship with Gapura.
    ///
    /// - Throws: `input.missing`.
    static func bundledData(_ name: String) throws(Problem) -> Data {
        let folder = ResourceFolder.find("gapura_Registry", built: { Bundle.module.resourceURL })
        guard let file = folder?.appendingPathComponent("LinkageModels/" + name), let data = try? Data(contentsOf: file)
        else { throw Problem("input.missing", at: Place(file: name), ["path": name]) }
        return data
    }

    private static func read(_ url: URL) throws(Problem) -> Given {
        let name = url.lastPathComponent
        guard let data = try? Data(contentsOf: url) else {
            throw Problem("input.missing", at: Place(file: name), ["path": url.relativePath])
        }
        if let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any], SplinkImport.isSettings(object)
        {
            let settings = try SplinkImport(object, name: name)
            return Given(
                model: settings.model, acrossListsOnly: settings.acrossListsOnly, idColumn: settings.idColumn,
                notes: settings.near.map { Problem("linkage.splink-near", .note, at: Place(file: name), value: $0) })
        }
        var model = try read(data, name: name)
        // Tables that it names stand beside it.
        model.frequencyFiles = model.frequencyFiles?.mapValues { path in
            path.hasPrefix("/") ? path : url.deletingLastPathComponent().appendingPathComponent(path).path
        }
        return Given(model: model)
    }

    static func read(_ data: Data, name: String) throws(Problem) -> LinkageModel {
        do {
            return try YAMLDecoder().decode(LinkageModel.self, from: data)
        } catch {
            throw ModelFileFault.problem(error, name: name)
        }
    }

    /// A model as JSON, keys in a fixed order.
    public static func json(_ model: LinkageModel) throws(Problem) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(model) else { throw Problem("linkage.model-file") }
        return String(decoding: data, as: UTF8.self) + "\n"
    }
}
