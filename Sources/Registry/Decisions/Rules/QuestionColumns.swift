extension FactSchema.Question {
    /// The question that a column of this heading answers, as `received('BPUM',2020)`; nil where it answers none.
    func call(of heading: String) -> String? {
        let words = heading.split(separator: " ").map(String.init)
        for template in columns ?? [] {
            let parts = template.split(separator: " ").map(String.init)
            guard parts.count == words.count else { continue }
            var programme: String?
            var period: Int?
            let fits = zip(parts, words).allSatisfy { part, word in
                switch part {
                case "{programme}":
                    programme = word.uppercased()
                    return word.utf8.allSatisfy { $0.isLetterOrDigit || $0 == UInt8(ascii: "-") }
                case "{period}":
                    period = Int(word)
                    return word.utf8.count == 4 && period != nil
                default: return part.lowercased() == word.lowercased()
                }
            }
            guard fits, let programme else { continue }
            return name + "('" + programme + "'" + (period.map { "," + String($0) } ?? "") + ")"
        }
        return nil
    }
}

extension UInt8 {
    fileprivate var isLetterOrDigit: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
