import Rules

extension CaseFacts {
    /// Takes the sum of a form as the fact that it is. Where an answer is missing, or the list says another number itself,
    /// the fact is missing and what is to be looked at is named.
    ///
    /// - Parameter place: where the sum stands among what the line tells.
    mutating func add(_ columns: FormColumns, _ score: FormScore, at place: Int) {
        let form = columns.form
        let told = fact(form.fact)
        guard let total = score.total else {
            // What the list says itself stands by itself where nobody filled the form in.
            let isBlank = score.parts.allSatisfy { $0.answer == nil }
            guard !isBlank || told == nil else { return }
            replace(form.fact, by: nil, at: place)
            gaps[form.fact] = Set(score.missing.map { form.fact + ": " + $0 })
            return
        }
        let value: RuleValue = form.isWhole ? .int(Int64(total)) : .double(total)
        if let told, told.value != value {
            replace(form.fact, by: nil, at: place)
            gaps[form.fact] = [form.fact + ": " + told.value.literal + " ≠ " + value.literal]
            return
        }
        replace(form.fact, by: value, at: place)
    }
}
