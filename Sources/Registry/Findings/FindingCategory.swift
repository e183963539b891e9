/// What auditors find in lists of recipients, by the codes of `bpk_bpum_2020_findings.csv`.
///
/// Their order is that in which a sample assigns a person who is found in several.
public enum FindingCategory: UInt8, Sendable, Hashable, CaseIterable {
    case anomaly, unmatched, deceased, movedAbroad, stateEmployee, notMicro, runningKUR, otherCredit, moreThanOnce
    case notAsDecreed, paidTwice

    /// The code that reports use.
    public var code: String {
        switch self {
        case .anomaly: "NIK_ANOMALI"
        case .unmatched: "NIK_TAK_PADAN"
        case .deceased: "MENINGGAL"
        case .movedAbroad: "PINDAH_LN"
        case .stateEmployee: "ASN"
        case .notMicro: "BUKAN_MIKRO"
        case .runningKUR: "KUR"
        case .otherCredit: "KREDIT_LAIN"
        case .moreThanOnce: "LEBIH_SEKALI"
        case .notAsDecreed: "TAK_SESUAI_SK"
        case .paidTwice: "DUPLIKAT"
        }
    }

    public init?(code: String) {
        guard let found = Self.allCases.first(where: { $0.code == code }) else { return nil }
        self = found
    }

    /// A set of categories is a word of bits.
    var bit: UInt16 { 1 << UInt16(rawValue) }

    /// Whether the money at stake is a payment of its own and not the one of the line.
    var hasOwnMoney: Bool { self == .paidTwice }
}
