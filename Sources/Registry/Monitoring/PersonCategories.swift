import Indonesia
import Store

/// What people are broken down by: sex, age, sector and decile of one person in a year; `-` for what is not known.
struct PersonCategories {
    /// Every breakdown of people, in the order in which they are shown.
    static let breakdowns = ["sex", "age", "sector", "decile"]
    /// Bands of age on the last day of the fiscal year.
    static let ages = ["0-24", "25-34", "35-44", "45-54", "55-64", "65+"]
    static let unknown = "-"
    /// From which age somebody may work, and so own a business (UU 13/2003 Art 69).
    private static let workingAge = 15

    var sex: String
    var age: String
    var sector: String
    var decile: String

    var isWoman: Bool { sex == "P" }

    /// Breakdown and category, in the order of ``breakdowns``.
    var all: [(breakdown: String, category: String)] {
        Array(zip(Self.breakdowns, [sex, age, sector, decile]).map { ($0, $1) })
    }

    /// What a list does not say of sex and age is read from the identity number.
    init(_ line: CountedEnrolment, _ facts: BusinessProfile?) {
        let birth = line.birthDate.flatMap { CalendarDate($0) }
        let nik = line.sex == nil || birth == nil ? NIK.parse(line.nik).value : nil
        sex = line.sex ?? Self.sex(nik)
        age = Self.band(birth ?? Self.birth(nik, line.fiscalYear), line.fiscalYear)
        sector = facts?.sector ?? Self.unknown
        decile = facts?.decile.map(String.init) ?? Self.unknown
    }

    /// Of an owner of whom the identity number is known: it tells sex and day of birth.
    init(_ profile: BusinessProfile, year: Int) {
        let nik = NIK.parse(profile.nik).value
        sex = Self.sex(nik)
        age = Self.band(Self.birth(nik, year), year)
        sector = profile.sector ?? Self.unknown
        decile = profile.decile.map(String.init) ?? Self.unknown
    }

    private static func sex(_ nik: NIK?) -> String { nik.map { $0.sex == .female ? "P" : "L" } ?? unknown }

    private static func birth(_ nik: NIK?, _ year: Int) -> CalendarDate? {
        guard let nik, let end = CalendarDate(year: year, month: 12, day: 31) else { return nil }
        return nik.birthDate(notAfter: end, minimumAge: workingAge)
    }

    private static func band(_ birth: CalendarDate?, _ year: Int) -> String {
        guard let birth else { return unknown }
        switch year - birth.year {
        case ..<0: return unknown
        case ..<25: return ages[0]
        case ..<35: return ages[1]
        case ..<45: return ages[2]
        case ..<55: return ages[3]
        case ..<65: return ages[4]
        default: return ages[5]
        }
    }
}
