import Indonesia
import Rules

/// How the texts of a fact are read, so that what means the same is the same to every rule and in every database.
enum FactReading: String, Sendable, Hashable, Decodable {
    /// As they stand.
    case plain
    /// Names of villages in the one form in which they are compared.
    case village
    /// Occupations, as employment by the state or not.
    case stateEmployment = "state-employment"

    /// What a text of this fact is read as; nil where it tells nothing.
    func value(_ text: String) -> RuleValue? {
        switch self {
        case .plain: .string(text)
        case .village: VillageName.plain(text).nonEmpty.map(RuleValue.string)
        case .stateEmployment: StateEmployment.reading(text).map(RuleValue.bool)
        }
    }

    /// What follows from the value of another fact.
    func worked(outOf base: RuleValue) -> RuleValue? {
        guard case .string(let text) = base else { return nil }
        return value(text)
    }

    /// A value that was given for the fact as it is.
    func value(_ value: RuleValue) -> RuleValue {
        guard case .string(let text) = value else { return value }
        return self.value(text) ?? value
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
