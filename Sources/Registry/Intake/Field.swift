/// What a column of a list can mean to the registry. Columns that mean none of these are kept in the raw cells.
public enum Field: String, Sendable, Hashable, Codable, CaseIterable {
    case nik
    case familyCard
    case name
    case sex
    case birthDate
    case phone
    case address
    case village
    case regionCode
    case rtrw
    case business
    case nib
    case npwp
    case group
    case subgroup
    /// Rupiah granted or lent.
    case amount
    case status
    /// When the benefit began: contract, disbursement.
    case startDate
    /// When it ended: paid off, left.
    case endDate
    /// What was attended, such as a training's name.
    case activity
    case activityDate
}
