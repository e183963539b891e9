public import Store

/// What a life event means for an enrolment. It is worked out whenever it is asked for, from what stands.
public struct EventEffect: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Held: the person died.
        case died
        /// Held: the person does not want it.
        case declined
        /// Held: somebody else takes the place.
        case replaced
        /// Told and not held: the person lives outside the area of the institution that keeps the list.
        case movedAway = "moved-away"

        /// Whether the enrolment is held: not to be paid until somebody has looked at it, and not counted as a recipient.
        public var isHeld: Bool { self != .movedAway }
    }

    public var kind: Kind
    /// What happened. Of a death that only a status tells: its day is the one as of which the source speaks.
    public var event: LifeEvent
    public var enrolment: EnrolmentPlace
    /// What another source says, where no life event tells the death; a life event goes before it.
    public var status: ExternalStatus?

    /// The kind, and whether a status tells it: what sentences about it are named by.
    public var wording: String { kind.rawValue + (status == nil ? "" : "-status") }
}

/// Judges what life events mean for enrolments.
struct EffectJudge {
    /// Decisions that leave nothing open: refused by the office, or money that came back.
    private static let closed: Set<String> = [StageDecision.refused.rawValue, StageDecision.returned.rawValue]

    /// - Parameters:
    ///   - places: of one or several people.
    ///   - events: those of the same people by their current number.
    ///   - deaths: what other sources say; it counts for those of whom no event tells that they died.
    static func effects(
        on places: some Sequence<EnrolmentPlace>, events: [String: [LifeEvent]], deaths: ReportedDeaths,
        _ corrections: NumberCorrections
    ) -> [EventEffect] {
        func cashing(_ place: EnrolmentPlace) -> Cashing {
            Cashing(
                nik: corrections.current(of: place.nik), programme: place.programme, fiscalYear: place.fiscalYear)
        }
        let cashed = places.reduce(into: [Cashing: String]()) { first, place in
            guard let at = place.cashedAt else { return }
            first[cashing(place)] = min(first[cashing(place)] ?? at, at)
        }
        return places.flatMap { place -> [EventEffect] in
            guard !closed.contains(place.decision ?? "") else { return [] }
            let number = corrections.current(of: place.nik)
            let own = events[number] ?? []
            // Who moved away and came back lives where the newest move led.
            let newestMove = own.lazy.filter { $0.event == .moved }.map(\.date).max()
            var place = place
            place.cashedAt = cashed[cashing(place)]
            let told = own.compactMap { event -> EventEffect? in
                guard event.event != .moved || event.date == newestMove else { return nil }
                return kind(of: event, for: place).map { EventEffect(kind: $0, event: event, enrolment: place) }
            }
            guard let status = deaths[number], !own.contains(where: { $0.event == .died }) else { return told }
            let death = LifeEvent(deathToldBy: status)
            return told
                + (kind(of: death, for: place).map {
                    [EventEffect(kind: $0, event: death, enrolment: place, status: status)]
                } ?? [])
        }
    }

    /// What a payment is told of: whatever number of the person it names.
    private struct Cashing: Hashable {
        var nik: String
        var programme: String
        var fiscalYear: Int
    }

    private static func kind(of event: LifeEvent, for place: EnrolmentPlace) -> EventEffect.Kind? {
        let isOfProgramme = event.programme == place.programme && event.fiscalYear == place.fiscalYear
        switch event.event {
        case .died: return isOpen(place, on: event.date, byReference: true) ? .died : nil
        case .refused: return isOfProgramme && isOpen(place, on: event.date, byReference: false) ? .declined : nil
        case .replaced: return isOfProgramme && isOpen(place, on: event.date, byReference: false) ? .replaced : nil
        case .moved:
            return isOutside(event, place) && isOpen(place, on: event.date, byReference: true) ? .movedAway : nil
        case .familySplit, .numberCorrected, .nameChanged: return nil
        }
    }

    /// Whether the enrolment was still to be served on a day: no contract had begun and nothing been cashed before it.
    ///
    /// - Parameter byReference: whether a list of recipients of which no decision tells is one of people served on its
    ///   reference date. It is not where the event itself names the programme.
    private static func isOpen(_ place: EnrolmentPlace, on day: String, byReference: Bool) -> Bool {
        if let started = place.startedOn { return day <= started }
        if let cashed = place.cashedAt { return day <= String(cashed.prefix(10)) }
        guard byReference, !place.isCandidate, place.decision == nil else { return true }
        return day <= place.referenceDate
    }

    /// Whether the region moved to lies outside the one in which the list's institution works; a national one works
    /// everywhere.
    private static func isOutside(_ event: LifeEvent, _ place: EnrolmentPlace) -> Bool {
        guard let region = event.region, region != SheetContext.nation, let area = place.institutionRegion,
            area != SheetContext.nation
        else { return false }
        return region != area && !region.hasPrefix(area + ".")
    }
}
