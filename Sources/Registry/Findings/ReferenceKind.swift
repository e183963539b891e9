/// What a list says of the people that an audited list is held against.
public enum ReferenceKind: String, Sendable, Hashable, CaseIterable {
    /// An extract of the population register.
    case population = "kependudukan"
    case stateEmployees = "asn"
    case deaths = "meninggal"
    case kur
    case credit = "kredit"
    case decree = "sk"
    case abroad = "pindah-ln"
    /// Who was paid what on which day.
    case payments = "penyaluran"
    /// Enterprises with capital, sales or size.
    case enterprises = "usaha"
    /// Another list of the same programme and year.
    case sameProgramme = "program"

    /// The category that it checks.
    public var category: FindingCategory {
        switch self {
        case .population: .unmatched
        case .stateEmployees: .stateEmployee
        case .deaths: .deceased
        case .kur: .runningKUR
        case .credit: .otherCredit
        case .decree: .notAsDecreed
        case .abroad: .movedAbroad
        case .payments: .paidTwice
        case .enterprises: .notMicro
        case .sameProgramme: .moreThanOnce
        }
    }

    /// Reads the word before `=`: a role, or the code of a programme.
    ///
    /// - Parameter programme: that of the audited list.
    public init?(word: String, programme: String?) {
        let word = word.lowercased()
        if word == "kredit-bank" {
            self = .credit
        } else if let kind = ReferenceKind(rawValue: word), kind != .sameProgramme {
            self = kind
        } else if word == programme?.lowercased() {
            self = .sameProgramme
        } else {
            return nil
        }
    }
}
