/// Whether an occupation, as lists and identity cards write it, is employment by the state: civil servants with and without
/// tenure, soldiers, police, employees of companies of the state or of a region.
public enum StateEmployment {
    /// True or false where the words say so; nil where they do not, such as a bare code or `negeri`: then a person has to look.
    ///
    /// Retired and former ones are no employees any more, and neither is who is married to one, or trades where they work.
    public static func reading(_ occupation: String) -> Bool? {
        // Most occupations hold no word that has to do with it.
        switch OccupationSigns.glance(occupation) {
        case .nothing: return nil
        case .clear: return false
        case .suspicious: break
        }
        let words = OccupationWords.split(occupation)
        guard !words.allSatisfy({ $0.isEmpty }), !OccupationWords.saysNothing(words) else { return nil }
        // `PNS (pensiun)`: such a remark is about all that stands before it.
        let former = words.contains { part in !part.isEmpty && part.allSatisfy(OccupationWords.isRemark) }
        let verdicts = words.filter { !$0.isEmpty }.map { reading($0, isFormer: former) }
        if verdicts.contains(true) {
            // `PNS (istri)` may be hers or her husband's.
            let isOthers = words.contains { part in !part.isEmpty && part.allSatisfy(OccupationWords.relatives.contains)
            }
            return isOthers ? nil : true
        }
        return verdicts.contains(nil) ? nil : false
    }

    /// One part of what stands there.
    private static func reading(_ words: [String], isFormer: Bool) -> Bool? {
        guard let term = OccupationWords.term(in: words) else {
            return words.contains(where: OccupationWords.vague.contains) ? vague(words, isFormer: isFormer) : false
        }
        let lead = words[..<term.lowerBound]
        let rest = words[term.upperBound...]
        if lead.contains(where: OccupationWords.negations.contains) { return false }
        if words.contains(where: OccupationWords.formers.contains) || isFormer {
            if words.contains(where: OccupationWords.notYet.contains) { return nil }
            // Whoever retired may have found another post.
            return rest.contains(where: OccupationWords.posts.contains) && OccupationWords.term(in: Array(rest)) != nil
                ? nil : false
        }
        let relatives = Set(words).intersection(OccupationWords.relatives)
        if !relatives.isEmpty { return relatives.count == 1 ? false : nil }
        if lead.contains(where: OccupationWords.trades.contains) {
            return words.contains(where: OccupationWords.places.contains) ? false : nil
        }
        if lead.contains(where: OccupationWords.places.contains) { return nil }
        return lead.allSatisfy(OccupationWords.leads.contains) ? true : nil
    }

    /// Words such as `negeri` and `pemda`, that tell no employment by themselves.
    private static func vague(_ words: [String], isFormer: Bool) -> Bool? {
        if isFormer || words.contains(where: OccupationWords.formers.contains) { return false }
        if words.contains(where: OccupationWords.negations.union(OccupationWords.relatives).contains) { return false }
        let isTrade = words.contains(where: OccupationWords.trades.contains)
        return isTrade && words.contains(where: OccupationWords.places.contains) ? false : nil
    }
}
