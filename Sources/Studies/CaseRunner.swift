public import Foundation
public import Problems

/// Answers statistical questions put in the vocabulary of the evaluation cases: `gapura stat`.
public struct CaseRunner: Sendable {
    /// The language of the messages in refusals and warnings.
    public var language: Language

    public init(language: Language = .id) { self.language = language }

    /// Runs a case file.
    ///
    /// - Parameters:
    ///   - url: a JSON file `{"cases": [{"id", "method", "data", "options"}]}`.
    ///   - root: the folder that the data paths are relative to.
    /// - Returns: `{id: {field: value}}` for every case; a case that cannot be answered holds its refusal.
    /// - Throws: a ``Problem`` when the case file itself cannot be read.
    public func answers(casesAt url: URL, root: URL) throws(Problem) -> JSON {
        throw Problem("study.unreadable", at: Place(file: url.lastPathComponent))
    }

    /// Answers one question.
    ///
    /// - Parameters:
    ///   - method: the method's name in the vocabulary.
    ///   - dataURL: the CSV file; nil for methods that need none.
    ///   - options: the options as a JSON object.
    /// - Returns: the fields of the answer, or `{"status", "reason", "message"}` for a refusal.
    public func answer(method: String, dataURL: URL?, options: JSON) -> JSON { .null }
}
