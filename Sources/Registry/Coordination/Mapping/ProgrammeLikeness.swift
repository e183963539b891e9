import Foundation
import Store

/// How alike two programmes of a year are.
///
/// The score is the weighted sum of five likenesses from 0 to 1: the names' words 0.55, the kinds of aid 0.15, whom
/// they are for (unit, size classes, sectors, special targets) 0.15, the areas 0.10, the owner 0.05. The name weighs
/// more than all else together: programmes of the same kind for the same people under different names are clashes, not
/// doubles.
struct ProgrammeLikeness {
    private static let weights = (name: 0.55, kinds: 0.15, targets: 0.15, area: 0.10, owner: 0.05)
    /// Words that say nothing of what a programme is.
    private static let fillers: Set<String> = [
        "atau", "bagi", "dalam", "dan", "dari", "di", "ke", "kepada", "oleh", "pada", "para", "program", "serta",
        "untuk", "yang", "and", "for", "in", "of", "the", "to",
    ]

    /// A record with its name taken apart.
    struct Subject {
        let record: ProgrammeRecord
        /// The name without case, accents and signs.
        let plainName: String
        let words: [String]

        init(_ record: ProgrammeRecord) {
            self.record = record
            let all = Subject.words(of: record.name)
            plainName = all.joined(separator: " ")
            words = all.filter { !fillers.contains($0) }
        }

        static func words(of text: String) -> [String] {
            text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: Locale(identifier: "id"))
                .split { !$0.isLetter && !$0.isNumber }.map(String.init)
        }
    }

    /// The words that an abbreviation of some record stands for, as far as all records agree on it.
    private let abbreviations: [String: [String]]

    init(_ subjects: [Subject]) {
        var meanings: [String: Set<[String]>] = [:]
        for subject in subjects {
            guard let short = subject.record.abbreviation else { continue }
            let words = Subject.words(of: short)
            // An abbreviation of one word which the name itself spells out tells nothing new.
            guard words.count == 1, let word = words.first, !subject.words.contains(word) else { continue }
            meanings[word, default: []].insert(subject.words)
        }
        abbreviations = meanings.compactMapValues { $0.count == 1 ? $0.first : nil }
    }

    /// - Returns: nil where the score stays below the threshold.
    func likeness(_ a: Subject, _ b: Subject, threshold: Double) -> SimilarProgrammes? {
        let one = a.record, other = b.record
        let weights = Self.weights
        let kinds = Self.share(one.kinds, other.kinds)
        let targets =
            ([one.targetUnit == other.targetUnit ? 1 : 0]
            + [(one.sizeClasses, other.sizeClasses), (one.sectors, other.sectors)].map(Self.share)
            + [Self.share(one.specialTargets, other.specialTargets)]).reduce(0, +) / 4
        let area = Self.overlap(one.area, other.area) ? 1.0 : 0
        let owner = one.owner == other.owner ? 1.0 : 0
        let beside =
            weights.kinds * kinds + weights.targets * targets + weights.area * area + weights.owner * owner
        guard beside + weights.name >= threshold else { return nil }
        let name = likeness(names: a, b)
        let score = beside + weights.name * name
        guard score >= threshold else { return nil }
        return SimilarProgrammes(
            a: one.code, b: other.code, score: score, name: name, kinds: kinds, targets: targets,
            agreeing: Self.agreeing(a, b))
    }

    /// The share of words that both names have, 0 to 1; abbreviations count as what they stand for, and long words that
    /// are one slip apart as the same.
    private func likeness(names a: Subject, _ b: Subject) -> Double {
        if a.plainName == b.plainName { return 1 }
        let one = spelledOut(a.words, beside: b.words)
        return Self.share(one, spelledOut(b.words, beside: one))
    }

    private func spelledOut(_ words: [String], beside others: [String]) -> [String] {
        words.flatMap { word in
            if others.contains(word) { return [word] }
            if let meaning = abbreviations[word] { return meaning }
            if let run = Self.run(of: others, withInitials: word) { return run }
            return [others.first { Self.isOneSlipApart($0, word) } ?? word]
        }
    }

    /// Whether words of at least six letters differ in one letter that is wrong, missing or too many.
    private static func isOneSlipApart(_ a: String, _ b: String) -> Bool {
        let short = Array(a.count < b.count ? a : b), long = Array(a.count < b.count ? b : a)
        guard short.count >= 6, long.count - short.count <= 1 else { return false }
        let front = zip(short, long).prefix { $0 == $1 }.count
        let back = zip(short.reversed(), long.reversed()).prefix { $0 == $1 }.count
        return front + back >= long.count - 1
    }

    /// The words in a row whose first letters an acronym is made of: `umkm` is *usaha mikro kecil menengah*.
    private static func run(of words: [String], withInitials acronym: String) -> [String]? {
        let count = acronym.count
        guard count >= 3, words.count >= count else { return nil }
        return (0...words.count - count).lazy.map { Array(words[$0..<$0 + count]) }
            .first { String($0.compactMap(\.first)) == acronym }
    }

    /// The fields, as the template calls them, in which two records say the same.
    private static func agreeing(_ a: Subject, _ b: Subject) -> [String] {
        let one = a.record, other = b.record
        func same<Value: Hashable>(_ path: KeyPath<ProgrammeRecord, [Value]>) -> Bool {
            !one[keyPath: path].isEmpty && Set(one[keyPath: path]) == Set(other[keyPath: path])
        }
        let checks: [(String, Bool)] = [
            ("name", a.plainName == b.plainName), ("owner", one.owner == other.owner),
            ("legalBasis", one.legalBasis != nil && one.legalBasis == other.legalBasis),
            ("pillar", one.pillar != nil && one.pillar == other.pillar), ("aims", same(\.aims)),
            ("kinds", same(\.kinds)), ("targetUnit", one.targetUnit == other.targetUnit),
            ("sizeClasses", same(\.sizeClasses)), ("sectors", same(\.sectors)),
            ("specialTargets", same(\.specialTargets)),
            ("benefitForm", one.benefitForm != nil && one.benefitForm == other.benefitForm),
            ("area", overlap(one.area, other.area)),
        ]
        return checks.filter(\.1).map(\.0)
    }

    /// What two lists share of all they name; 1 where both are empty, which means the same to both.
    private static func share(_ a: [String], _ b: [String]) -> Double {
        let one = Set(a), other = Set(b)
        guard !one.isEmpty || !other.isEmpty else { return 1 }
        return Double(one.intersection(other).count) / Double(one.union(other).count)
    }

    /// Whether two areas have a region in common; an area that nobody told is the nation.
    static func overlap(_ a: [String], _ b: [String]) -> Bool {
        (a.isEmpty ? [RegionScope.nation] : a).contains { RegionScope.touches(b, $0) }
    }
}
