/// What tells masked values apart.
extension ClaimedField {
    /// A part of a day.
    public enum DayPart: String, Sendable, Hashable, CaseIterable { case day, month, year }

    /// In which parts a claim's day of birth differs from the one that is shown; empty for that one, and in other fields.
    public func differing(_ claim: Claim) -> [DayPart] {
        guard name == .birthDate, let shown = claims.first(where: \.isShown) else { return [] }
        func parts(_ value: String) -> [Substring] { value.split(separator: "-") }
        let (one, other) = (parts(shown.value), parts(claim.value))
        guard one.count == 3, other.count == 3 else { return shown.value == claim.value ? [] : DayPart.allCases }
        return zip(DayPart.allCases, [2, 1, 0]).filter { one[$0.1] != other[$0.1] }.map(\.0)
    }

    /// The claims' values as they are masked, with a word where the mask hides that one is not the one before.
    ///
    /// - Parameters:
    ///   - mask: how a value is shown.
    ///   - differs: what is said of one that differs in these parts; of none where it is not said in which.
    public func shown(_ mask: (String) -> String, differs: ([DayPart]) -> String) -> [String] {
        var seen: Set<String> = []
        return claims.map { claim in
            let masked = mask(claim.value)
            let parts = differing(claim)
            let isHidden = !seen.insert(masked).inserted
            return parts.isEmpty && !isHidden ? masked : masked + " " + differs(parts)
        }
    }
}
