import Problems
import Registry
import Store

/// Names for the codes of programmes and institutions.
struct Names {
    private let institutions: [String: InstitutionRecord]
    private let programmes: [String: ProgrammeRecord]
    private let words: Words

    init(_ registry: Registry, _ words: Words) throws(Problem) {
        institutions = Dictionary(
            try registry.institutions().map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        programmes = Dictionary(
            try registry.programmes().map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        self.words = words
    }

    /// The name of an institution; its code where it is not in the catalogue.
    func institution(_ code: String) -> String {
        institutions[code].map { words.pick($0.name, $0.nameEn) } ?? code
    }

    func programme(_ record: ProgrammeRecord) -> String { words.pick(record.name, record.nameEn) }

    /// The abbreviation of a programme; its code where it has none.
    func short(_ code: String) -> String { programmes[code]?.abbreviation ?? code }

    func programme(_ code: String) -> String { programmes[code].map(programme) ?? code }
}
