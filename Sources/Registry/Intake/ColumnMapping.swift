import Problems
import Tabular

/// Which column of a list means which field, and how sure that is.
public struct ColumnMapping: Sendable, Hashable {
    public struct Entry: Sendable, Hashable {
        /// The column's header.
        public var name: String
        /// nil when the column means nothing to the registry; its cells are kept all the same.
        public var field: Field?
        /// Percent: 100 when the header's name is the profile's own and the content agrees.
        public var confidence: Int
    }

    public var profile: Profile
    public var entries: [Entry]

    /// The column of a field.
    func column(_ field: Field) -> Int? { entries.firstIndex { $0.field == field } }

    /// Fields the profile asks for and no column means.
    public var missingRequired: [Profile.Column] {
        profile.columns.filter { ($0.required ?? false) && column($0.field) == nil }
    }
}

/// Finds the profile of a list and what its columns mean, from header names and from what the columns hold.
enum ColumnMapper {
    /// - Parameters:
    ///   - profile: the profile the user named; the best fitting one when nil.
    static func map(
        _ layout: Layout, _ surveys: [ColumnSurvey], profile: Profile?, library: ProfileLibrary = .bundled
    ) throws(Problem) -> ColumnMapping {
        if let profile {
            return sized(
                mapping(layout, surveys, profile, library), try library.profile(ProfileLibrary.general))
        }
        var best: (score: Double, mapping: ColumnMapping)?
        for candidate in library.profiles where candidate.name != ProfileLibrary.general {
            let found = mapping(layout, surveys, candidate, nil)
            guard found.missingRequired.isEmpty else { continue }
            // Of two profiles that fit, the one that explains more of the list's columns and wants more is meant.
            let explained = Double(found.entries.filter { $0.field != nil }.count)
            // Any list may have a column for where its candidates come from, and few do: it tells no profile.
            let own = candidate.columns.count { $0.field != .origin }
            let score = explained / Double(max(1, own)) + explained / 100
            if best.map({ score > $0.score }) ?? true { best = (score, found) }
        }
        if let best { return sized(best.mapping, try library.profile(ProfileLibrary.general)) }
        return peopleOnly(mapping(layout, surveys, try library.profile(ProfileLibrary.general), nil))
    }

    /// What tells the size of an enterprise means it on any list, whether its profile asks for it or not.
    private static func sized(_ mapping: ColumnMapping, _ general: Profile) -> ColumnMapping {
        var sized = mapping
        for column in general.columns where [.capital, .annualSales].contains(column.field) {
            let names = column.headers.map(normalised)
            guard sized.column(column.field) == nil,
                let index = sized.entries.firstIndex(where: { $0.field == nil && names.contains(normalised($0.name)) })
            else { continue }
            (sized.entries[index].field, sized.entries[index].confidence) = (column.field, 70)
        }
        return sized
    }

    /// A table of regions or counts has columns called "nama" or "jenis usaha" too. They mean a person's name and
    /// business only beside something else that tells of a person.
    private static func peopleOnly(_ mapping: ColumnMapping) -> ColumnMapping {
        if mapping.column(.nik) != nil { return mapping }
        let personal: [Field] = [.familyCard, .birthDate, .phone, .sex]
        if mapping.column(.name) != nil, personal.contains(where: { mapping.column($0) != nil }) { return mapping }
        var bare = mapping
        for index in bare.entries.indices where bare.entries[index].field != .regionCode {
            bare.entries[index].field = nil
            bare.entries[index].confidence = 0
        }
        return bare
    }

    private static func mapping(
        _ layout: Layout, _ surveys: [ColumnSurvey], _ profile: Profile, _ fallback: ProfileLibrary?
    ) -> ColumnMapping {
        var entries = layout.columns.map { ColumnMapping.Entry(name: $0, field: nil, confidence: 0) }
        var taken: Set<Field> = []
        func assign(_ columns: [Profile.Column], base: Int) {
            for column in columns where !taken.contains(column.field) {
                let names = column.headers.map(normalised)
                // Earlier header names are the likelier ones.
                for name in names {
                    guard
                        let index = entries.indices.first(where: {
                            entries[$0].field == nil && normalised(layout.columns[$0]) == name
                        })
                    else { continue }
                    entries[index].field = column.field
                    entries[index].confidence = base + agreement(column.field, surveys, index)
                    taken.insert(column.field)
                    break
                }
            }
        }
        assign(profile.columns, base: 90)
        if let general = try? fallback?.profile(ProfileLibrary.general), profile.name != ProfileLibrary.general {
            assign(general.columns.filter { column in profile.columns.contains { $0.field == column.field } }, base: 70)
        }
        if profile.columns.contains(where: { $0.field == .nik }), !taken.contains(.nik) {
            // No header says NIK: a column of sixteen-digit numbers may be one, unless its heading says what else it is.
            if let index = entries.indices.first(where: {
                entries[$0].field == nil && surveys[$0].filled >= 3
                    && surveys[$0].sixteenDigits * 10 >= surveys[$0].filled * 8
                    && !OtherNumbers.shared.areUnder(layout.columns[$0])
            }) {
                entries[index].field = .nik
                entries[index].confidence = 50
            }
        }
        return ColumnMapping(profile: profile, entries: entries)
    }

    /// Headings of numbers that are nobody's identity number, whatever the cells hold.
    private struct OtherNumbers {
        static let shared = OtherNumbers(ProfileLibrary.bundled)

        /// Headings that some profile knows as a field other than the identity number.
        private let headings: Set<String>

        private init(_ library: ProfileLibrary) {
            func headings(_ isWanted: (Field) -> Bool) -> Set<String> {
                Set(
                    library.profiles.flatMap(\.columns).filter { isWanted($0.field) }.flatMap(\.headers)
                        .map(ColumnMapper.normalised))
            }
            self.headings = headings { $0 != .nik }.subtracting(headings { $0 == .nik })
        }

        func areUnder(_ heading: String) -> Bool {
            let words = heading.lowercased().split { !$0.isLetter }
            return headings.contains(ColumnMapper.normalised(heading)) || words.contains("kk")
                || words.contains { $0.hasPrefix("keluarga") || $0.hasPrefix("rekening") }
        }
    }

    /// Header names are compared by their letters and digits only.
    static func normalised(_ header: String) -> String {
        String(header.lowercased().unicodeScalars.filter { ("a"..."z").contains($0) || ("0"..."9").contains($0) })
    }

    /// How far a column's content agrees with a field: -30 (contradicts) to 10 (agrees).
    private static func agreement(_ field: Field, _ surveys: [ColumnSurvey], _ index: Int) -> Int {
        guard index < surveys.count, surveys[index].filled > 0 else { return 0 }
        let survey = surveys[index]
        switch field {
        case .nik, .familyCard:
            let share = survey.sixteenDigits * 100 / survey.filled
            return share >= 60 ? 10 : share >= 20 ? 0 : -30
        case .birthDate, .startDate, .endDate, .activityDate:
            return survey.type == .decimal ? -20 : 10
        case .amount: return survey.type == .date ? -30 : 10
        case .name: return survey.type == .text ? 10 : -30
        default: return 10
        }
    }
}
