import Indonesia
import Store

/// Whether a programme is meant for somebody, by its target unit, size classes, sectors and special targets.
struct ProgrammeFit {
    /// What is not known of a subject and would be needed to be sure.
    enum Unknown: String, Sendable, Hashable, CaseIterable { case size, sector, target }

    /// Yes where nothing excludes it; ``unknown`` says what is not known.
    let fits: Bool
    let unknown: [Unknown]
    /// What excludes the subject; nil where the programme is for another kind of unit altogether.
    let excluded: [Unknown]?

    /// The target units of programmes that are for such a subject: an anchor firm is an enterprise and no group, a
    /// co-operative is a group too, and a group is no co-operative before it has become one.
    static func units(of kind: SubjectKind, group: SupportedGroup?) -> Set<String> {
        switch kind {
        case .person: ["person", "family", "household", "enterprise"]
        case .group:
            switch group?.kind {
            case "anchor-firm": ["enterprise"]
            case "cooperative": ["group", "cooperative"]
            default: ["group"]
            }
        case .village: ["village"]
        }
    }

    init(_ programme: ProgrammeRecord, _ facts: SubjectFacts) {
        guard Self.units(of: facts.kind, group: facts.group).contains(programme.targetUnit) else {
            (fits, unknown, excluded) = (false, [], nil)
            return
        }
        var verdicts: [(Unknown, Bool?)] = []
        let sizes = programme.sizeClasses.flatMap(Self.classes)
        if !sizes.isEmpty {
            verdicts.append((.size, (facts.kind == .person ? facts.profile?.sizeClass : nil).map(sizes.contains)))
        }
        if !programme.sectors.isEmpty { verdicts.append((.sector, facts.sector.map(programme.sectors.contains))) }
        if !programme.specialTargets.isEmpty {
            let known = programme.specialTargets.map { Self.has($0, facts) }
            verdicts.append((.target, known.contains(true) ? true : known.contains(nil) ? nil : false))
        }
        fits = !verdicts.contains { $0.1 == false }
        excluded = verdicts.filter { $0.1 == false }.map(\.0)
        unknown = fits ? verdicts.filter { $0.1 == nil }.map(\.0) : []
    }

    /// Ultra-micro enterprises are micro-enterprises; early catalogues wrote two classes as one word.
    private static func classes(_ size: String) -> [String] {
        switch size {
        case "ultra-micro": ["micro"]
        case "micro-small": ["micro", "small"]
        default: [size]
        }
    }

    private static func has(_ target: String, _ facts: SubjectFacts) -> Bool? {
        let isOfMigrants = facts.group?.kind == "migrant-women"
        switch target {
        case "women": return isOfMigrants ? true : facts.nik.flatMap { NIK.parse($0).value }.map { $0.sex == .female }
        case "migrant-family": return isOfMigrants ? true : facts.profile?.migrantFamily
        case "disabled": return facts.profile?.disabled
        case "poor-decile-1-4": return facts.profile?.decile.map { $0 <= 4 }
        default: return nil
        }
    }
}
