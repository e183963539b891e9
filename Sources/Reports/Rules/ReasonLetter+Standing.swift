import Charts
import Problems
import Registry

/// What a letter tells of an appeal: against which ruling, and on what evidence.
public struct LetterAppeal: Sendable, Hashable {
    /// The number of the ruling appealed against.
    public var against: Int64
    /// The paper or person that says so.
    public var source: String
    /// The day as of which it speaks, `yyyy-mm-dd`.
    public var asOf: String?

    public init(against: Int64, source: String, asOf: String? = nil) {
        (self.against, self.source, self.asOf) = (against, source, asOf)
    }
}

/// Why somebody who is eligible is not served, and what was appealed against.
extension ReasonLetter {
    /// That this decision looks at an earlier one again, and what was brought.
    var again: HTML {
        guard let appeal else { return .empty }
        let evidence = appeal.asOf.map { words("appeal.dated", ["source": appeal.source, "day": words.day($0)]) }
        return tag(
            .p, "", words("appeal", ["ruling": String(appeal.against), "evidence": evidence ?? appeal.source]))
    }

    /// The limit, where somebody stands, and what counted.
    var place: HTML {
        guard let standings, standings.leavesOut(value), let place = standings.places[value.row] else { return .empty }
        let plan = standings.plan
        return tag(.section, "reason") {
            tag(.h2, "", words("standing"))
            tag(.ul) { for sentence in sentences(of: place, plan) { tag(.li, "", sentence) } }
        }
    }

    private func sentences(of place: RulingStandings.Place, _ plan: RulingStandings.Plan) -> [String] {
        var told: [String] = []
        let area = plan.area(of: place)
        if let area {
            let limit = plan.isBudget ? words.rupiah(area.limit) : words.count(Int(area.limit))
            let key = (plan.isBudget ? "standing.budget" : "standing.people") + (area.name == nil ? "" : ".area")
            told.append(words(key, ["limit": limit, "area": area.name ?? "", "served": words.count(area.served)]))
        }
        func points(_ number: Double) -> String {
            words.numbers.decimal(number, number == number.rounded() ? 0 : 2)
        }
        let numbers = [
            "rank": place.rank.map { words.count($0) } ?? "–", "points": place.points.map(points) ?? "–",
            "cut": area?.cut.map(points) ?? "–",
            "missing": place.missing.map { sentences.label($0) }.joined(separator: ", "),
        ]
        let isCut = place.standing == .waiting && area?.cut == nil
        told.append(words("standing." + place.standing.rawValue + (isCut ? ".nobody" : ""), numbers))
        let counted = judge.rules.filter { plan.rules.contains($0.code) }.map { $0.statement(words.language) }
        if !counted.isEmpty { told.append(words("standing.rules", ["rules": counted.joined(separator: "; ")])) }
        if !plan.ties.isEmpty { told.append(words("standing.ties", ["ties": plan.ties.joined(separator: ", ")])) }
        return told
    }
}
