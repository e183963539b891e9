import Rules

extension CaseFacts {
    /// Takes the sum of a form as the fact that it is. Where an answer is missing, or the list says another number itself,
    /// the fact is missing and what is to be looked at is named.
    mutating func add(_ columns: FormColumns, _ score: FormScore, _ file: String) {
        let form = columns.form
        guard let total = score.total else {
            // What the list says itself stands by itself where nobody filled the form in.
            let isBlank = score.parts.allSatisfy { $0.answer == nil }
            guard !isBlank || values[form.fact] == nil else { return }
            values[form.fact] = nil
            gaps[form.fact] = Set(score.missing.map { form.fact + ": " + $0 })
            return
        }
        let value: RuleValue = form.isWhole ? .int(Int64(total)) : .double(total)
        if let told = values[form.fact], told.value != value {
            values[form.fact] = nil
            gaps[form.fact] = [form.fact + ": " + told.value.literal + " ≠ " + value.literal]
            return
        }
        values[form.fact] = KnownFact(value, FactSource(kind: .list, name: file, column: form.code))
    }
}
