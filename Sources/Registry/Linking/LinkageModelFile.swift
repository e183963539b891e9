public import Foundation
public import Linkage
public import Problems
import Yams

/// Models of linkage as files: YAML or JSON in, JSON out.
public enum LinkageModelFile {
    /// Reads a model.
    ///
    /// - Throws: `input.missing`; `linkage.model-file` with what cannot be read.
    public static func read(_ url: URL) throws(Problem) -> LinkageModel {
        guard let data = try? Data(contentsOf: url) else {
            throw Problem("input.missing", at: Place(file: url.lastPathComponent), ["path": url.relativePath])
        }
        return try read(data, name: url.lastPathComponent)
    }

    /// The names of the models that ship with Gapura.
    public static let bundledNames = ["enterprises", "families", "persons"]

    /// A model that ships with Gapura, or one in a file.
    ///
    /// - Parameter name: `persons`, `families`, `enterprises`, or a path.
    /// - Throws: as ``read(_:)``.
    public static func named(_ name: String) throws(Problem) -> LinkageModel {
        guard bundledNames.contains(name) else { return try read(URL(fileURLWithPath: name)) }
        return try read(try bundledData(name + ".yaml"), name: name + ".yaml")
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

    static func read(_ data: Data, name: String) throws(Problem) -> LinkageModel {
        do {
            return try YAMLDecoder().decode(LinkageModel.self, from: data)
        } catch let error as DecodingError {
            throw Problem("linkage.model-file", at: Place(file: name), value: words(error))
        } catch {
            throw Problem("linkage.model-file", at: Place(file: name), value: "YAML")
        }
    }

    /// A model as JSON, keys in a fixed order.
    public static func json(_ model: LinkageModel) throws(Problem) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(model) else { throw Problem("linkage.model-file") }
        return String(decoding: data, as: UTF8.self) + "\n"
    }

    private static func words(_ error: DecodingError) -> String {
        let context: DecodingError.Context
        switch error {
        case .keyNotFound(let key, let found):
            return (found.codingPath + [key]).map(\.stringValue).joined(separator: "/")
        case .dataCorrupted(let found), .typeMismatch(_, let found), .valueNotFound(_, let found): context = found
        @unknown default: return ""
        }
        let path = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: "/")
        return path.isEmpty ? context.debugDescription : path + ": " + context.debugDescription
    }
}
