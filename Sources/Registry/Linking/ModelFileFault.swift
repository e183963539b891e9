import Problems
import Yams

/// What is wrong with a model's file, told by its place: the sentences of decoders are English, and speak of types.
enum ModelFileFault {
    /// `linkage.model-file` with the row where the text is no YAML, else with the path to what cannot be read, and what
    /// stands there where that is known.
    static func problem(_ error: any Error, name: String) -> Problem {
        var place = Place(file: name)
        if let problem = error as? Problem { return problem.inFile(name) }
        guard let error = error as? DecodingError else {
            return Problem("linkage.model-file", at: place, value: "YAML")
        }
        let context: DecodingError.Context
        var text = ""
        switch error {
        case .keyNotFound(let key, let found):
            return Problem("linkage.model-file", at: place, value: path(found.codingPath + [key]))
        case .dataCorrupted(let found):
            context = found
            if let problem = found.underlyingError as? Problem { return problem.inFile(name) }
            // Our own conditions and keys say what they could not read.
            if found.underlyingError == nil { text = found.debugDescription }
        case .typeMismatch(_, let found), .valueNotFound(_, let found): context = found
        @unknown default: return Problem("linkage.model-file", at: place, value: "YAML")
        }
        if let row = row(context.underlyingError) { place.row = row }
        let words = [path(context.codingPath), text].filter { !$0.isEmpty }
        return Problem("linkage.model-file", at: place, value: words.isEmpty ? "YAML" : words.joined(separator: ": "))
    }

    private static func path(_ keys: [any CodingKey]) -> String {
        keys.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: "/")
    }

    /// The line that a parser of YAML stopped at.
    private static func row(_ error: (any Error)?) -> Int? {
        switch error as? YamlError {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        default: nil
        }
    }
}
