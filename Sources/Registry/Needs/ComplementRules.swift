import Store

/// Which programmes go well together, by the rules about pairs and by what the programmes themselves name.
struct ComplementRules {
    /// Why one programme completes another.
    struct Ground: Sendable, Hashable, Codable {
        /// `rule` of the compatibility file, or `record` of one of the two programmes.
        var kind: String
        var conditionId: String?
        var conditionEn: String?
        var source: String?
    }

    private let encouraged: [CompatibilityRecord]
    private let forbidden: [CompatibilityRecord]

    /// - Parameter year: rules that held in no part of it are left out.
    init(_ rules: [CompatibilityRecord], year: Int) {
        let valid = rules.filter { rule in
            let from = rule.validFrom.flatMap { Int($0.prefix(4)) } ?? year
            let to = rule.validTo.flatMap { Int($0.prefix(4)) } ?? year
            return from <= year && year <= to
        }
        encouraged = valid.filter { $0.verdict == Verdict.encouraged.rawValue }
        // A ban that hangs on days or distributors cannot be told of a plan: only one that always holds counts.
        forbidden = valid.filter {
            $0.verdict == Verdict.forbidden.rawValue && ["any", "same-fiscal-year", "b-active"].contains($0.when)
        }
    }

    /// Why b completes a; nil where nothing says so.
    func ground(_ a: ProgrammeRecord, _ b: ProgrammeRecord) -> Ground? {
        if a.complementary.contains(b.code) || b.complementary.contains(a.code) { return Ground(kind: "record") }
        guard
            let rule = encouraged.first(where: { rule in
                Self.names(rule, a, b) || rule.unit == "village" && Self.names(rule, b, a)
            })
        else { return nil }
        return Ground(
            kind: "rule", conditionId: rule.conditionId, conditionEn: rule.conditionEn, source: rule.source)
    }

    /// The rule that forbids having both; nil where there is none.
    func ban(_ a: ProgrammeRecord, _ b: ProgrammeRecord) -> CompatibilityRecord? {
        forbidden.first { Self.names($0, a, b) || Self.names($0, b, a) }
    }

    /// Whether the programmes exclude each other, by a rule or by their own records.
    func excludes(_ a: ProgrammeRecord, _ b: ProgrammeRecord) -> Bool {
        a.conflicting.contains(b.code) || b.conflicting.contains(a.code) || ban(a, b) != nil
    }

    private static func names(_ rule: CompatibilityRecord, _ a: ProgrammeRecord, _ b: ProgrammeRecord) -> Bool {
        means(rule.programmeA, a) && means(rule.programmeB, b)
    }

    private static func means(_ name: String, _ programme: ProgrammeRecord) -> Bool {
        name.hasPrefix("kind:") ? programme.kinds.contains(String(name.dropFirst(5))) : name == programme.code
    }
}
