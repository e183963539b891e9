import Problems

/// A warning with a stable code and its sentence in every language.
public struct StudyWarning: Sendable, Hashable {
    /// A stable code such as `equal-width-classes`.
    public var code: String
    /// The values that the sentence names, written as each language writes them.
    public var arguments: [String: LocalText]
    /// The row of the publication it is about, such as a category's label; empty for the whole item.
    public var subject: LocalText

    public init(_ code: String, _ arguments: [String: LocalText] = [:], subject: LocalText = LocalText("")) {
        self.code = code
        self.arguments = arguments
        self.subject = subject
    }

    /// With values that every language writes alike.
    public init(_ code: String, _ arguments: [String: String], subject: LocalText = LocalText("")) {
        self.init(code, arguments.mapValues { LocalText($0) }, subject: subject)
    }

    /// What is the matter and what to do about it; the wording stands in the catalogues of ``Problems``.
    public var message: LocalText { LocalText(sentence(.id), en: sentence(.en)) }

    func document(in language: Language) -> JSON {
        .object(["code": .string(code), "message": .string(message[language])])
    }

    private func sentence(_ language: Language) -> String {
        var filled = arguments.mapValues { $0[language] }
        // A refusal brings what it is about among its values; an empty subject must not wipe it out.
        if !subject.isEmpty || filled["subject"] == nil { filled["subject"] = subject[language] }
        let problem = Problem("evaluation." + code, .warn, filled)
        let reason = Catalogue.bundled.reason(problem, language)
        let remedy = Catalogue.bundled.remedy(problem, language)
        let sentence = remedy.isEmpty ? reason : reason + " " + remedy
        let about = subject[language]
        return about.isEmpty || sentence.contains(about) ? sentence : about + ": " + sentence
    }
}
