import Indonesia
public import Problems

/// Something that happened to a person and bears on what is proposed for them. It is told by a sheet, and gone when its
/// sending is taken back; nothing in the lists changes by it.
public struct LifeEvent: Sendable, Hashable, Decodable {
    /// The kind of sheets that tell life events.
    static let kind = "life-event"

    public enum Event: String, Sendable, Hashable, Decodable, CaseIterable {
        case died, moved, refused, replaced
        case familySplit = "family-split"
        case numberCorrected = "number-corrected"
        case nameChanged = "name-changed"

        /// Fields without which the event says nothing; one of each group is enough.
        var needs: [[String]] {
            switch self {
            case .died: []
            case .moved: [["region", "address"]]
            case .refused: [["programme"]]
            case .replaced: [["programme"], ["replacement"]]
            case .familySplit: [["newCard"]]
            case .numberCorrected: [["newNik"]]
            case .nameChanged: [["newName"]]
            }
        }

        /// Fields that may be filled beside them.
        var mayHave: [String] {
            switch self {
            case .died, .numberCorrected, .nameChanged: []
            case .moved: ["fromRegion"]
            case .refused, .replaced: ["year"]
            case .familySplit: ["oldCard", "members"]
            }
        }

        public func label(_ language: Language) -> String {
            SheetKinds.bundled.label("lifeEvent", rawValue, language) ?? rawValue
        }
    }

    public var nik: String
    public var event: Event
    /// The day on which it happened, `yyyy-mm-dd`.
    public var date: String
    /// The programme that was refused, or whose recipient was replaced.
    public var programme: String?
    private var year: Int?
    public var replacement: String?
    public var fromRegion: String?
    /// The code of the region moved to.
    public var region: String?
    public var address: String?
    public var oldCard: String?
    public var newCard: String?
    private var members: [String]?
    public var newNik: String?
    public var newName: String?
    /// The paper or office that says so.
    public var source: String
    public var note: String?

    /// The fiscal year of the programme.
    public var fiscalYear: Int { year ?? Int(date.prefix(4)) ?? 0 }

    /// Who is on the new card: the named people, and the person.
    var newFamily: [String] {
        let named = members ?? []
        return named.contains(nik) ? named : [nik] + named
    }
}

extension LifeEvent {
    /// The death of which a status tells.
    init(deathToldBy status: ExternalStatus) {
        self.init(nik: status.nik, event: .died, date: status.asOf, source: status.source)
    }
}
