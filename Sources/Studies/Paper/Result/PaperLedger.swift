/// What an audit has looked at so far: each printed figure with its state, and the findings.
struct PaperLedger {
    enum State { case right, flagged, unchecked }

    private(set) var findings: [PaperFinding] = []
    private var states: [PaperPlace: State] = [:]
    private var order: [PaperPlace] = []

    /// The figure was held against something and stood.
    mutating func right(_ place: PaperPlace) { set(place, .right) }

    /// Nothing printed decides about the figure.
    mutating func unchecked(_ place: PaperPlace) { set(place, .unchecked) }

    /// Files a finding; a place with a field counts as a figure that does not stand.
    mutating func flag(
        _ code: String, _ weight: PaperFinding.Weight, _ place: PaperPlace, printed: String, possible: [String] = [],
        _ arguments: [String: LocalText] = [:]
    ) {
        if place.field != nil { set(place, .flagged) }
        findings.append(
            PaperFinding(
                code: code, weight: weight, place: place, printed: printed, possible: possible, arguments: arguments))
    }

    /// Files a finding, or holds the figure for right.
    mutating func judge(
        _ isRight: Bool, _ code: String, _ weight: PaperFinding.Weight, _ place: PaperPlace, printed: String,
        possible: [String] = [], _ arguments: [String: LocalText] = [:]
    ) {
        guard !isRight else { return right(place) }
        flag(code, weight, place, printed: printed, possible: possible, arguments)
    }

    /// How many figures of a table are in each state.
    func counts(of table: String) -> PaperTally {
        var tally = PaperTally()
        for place in order where place.table == table {
            switch states[place] {
            case .right: tally.right += 1
            case .flagged: tally.flagged += 1
            default: tally.unchecked += 1
            }
        }
        return tally
    }

    /// A figure keeps its worst state; one that stood one check and could not be held to another stands.
    private mutating func set(_ place: PaperPlace, _ state: State) {
        guard let known = states[place] else {
            states[place] = state
            order.append(place)
            return
        }
        switch (known, state) {
        case (_, .flagged), (.unchecked, .right): states[place] = state
        default: break
        }
    }
}

/// How many printed figures stood, did not, or could not be held to anything.
public struct PaperTally: Sendable, Hashable {
    public var right = 0
    public var flagged = 0
    public var unchecked = 0

    /// Figures held to something.
    public var checked: Int { right + flagged }

    static func + (left: PaperTally, other: PaperTally) -> PaperTally {
        PaperTally(
            right: left.right + other.right, flagged: left.flagged + other.flagged,
            unchecked: left.unchecked + other.unchecked)
    }

    var fields: [String: JSON] {
        [
            "checked": .integer(checked), "right": .integer(right), "flagged": .integer(flagged),
            "not_checkable": .integer(unchecked),
        ]
    }
}
