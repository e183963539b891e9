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
    /// Rupiah of business capital, without land and buildings.
    case capital
    /// Rupiah of sales in one year.
    case annualSales
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
    /// Who looks after the person's account: an account officer, mentor or field officer, by name or code.
    case officer
    /// Where the proposal comes from: of this year, carried over from the one before, in another's place.
    case origin

    /// The position in `allCases`.
    var position: Int {
        switch self {
        case .nik: 0
        case .familyCard: 1
        case .name: 2
        case .sex: 3
        case .birthDate: 4
        case .phone: 5
        case .address: 6
        case .village: 7
        case .regionCode: 8
        case .rtrw: 9
        case .business: 10
        case .capital: 11
        case .annualSales: 12
        case .nib: 13
        case .npwp: 14
        case .group: 15
        case .subgroup: 16
        case .amount: 17
        case .status: 18
        case .startDate: 19
        case .endDate: 20
        case .activity: 21
        case .activityDate: 22
        case .officer: 23
        case .origin: 24
        }
    }
}
