import Indonesia
import Problems

/// Fields of an address read strictly: a slip of the hand gets a sentence and not the answer to another question.
extension Query {
    /// A fiscal year; nil where the field is absent or empty.
    func year(_ name: String) throws(Problem) -> Int? {
        guard let text = filled(name) else { return nil }
        guard let year = Int(text), (1990...2100).contains(year) else {
            throw Problem("query.year", value: Masked.digits(text), ["field": name])
        }
        return year
    }

    /// A day; nil where the field is absent or empty.
    func day(_ name: String) throws(Problem) -> CalendarDate? {
        guard let text = filled(name) else { return nil }
        guard let day = CalendarDate(text) else {
            throw Problem("query.day", value: Masked.digits(text), ["field": name])
        }
        return day
    }

    /// Whether a field says yes; it does not where it is absent or empty.
    func flag(_ name: String, yes: String, no: String) throws(Problem) -> Bool {
        switch filled(name) {
        case yes: return true
        case nil, no: return false
        case .some(let text):
            throw Problem("query.flag", value: Masked.digits(text), ["field": name, "yes": yes, "no": no])
        }
    }

    /// The value of a field; nil where it is absent or empty.
    func filled(_ name: String) -> String? { self[name].flatMap { $0.isEmpty ? nil : $0 } }

    /// Refuses fields that an address does not know.
    func expect(_ names: [String]) throws(Problem) {
        for item in items where !names.contains(item.name) && item.name != LanguageChoice.field {
            throw Problem(
                "query.field", .refuse,
                ["field": Masked.digits(item.name), "known": names.isEmpty ? "–" : names.joined(separator: ", ")])
        }
    }
}
