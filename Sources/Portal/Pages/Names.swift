import Problems
import Registry
import Store

/// Names for the codes of programmes and institutions.
struct Names {
    private let institutions: [String: InstitutionRecord]
    private let programmes: [String: ProgrammeRecord]
    /// How many lists in force are of a profile.
    private let lists: [String: Int]
    private let words: Words

    init(_ registry: Registry, _ words: Words) throws(Problem) {
        institutions = Dictionary(
            try registry.institutions().map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        programmes = Dictionary(
            try registry.programmes().map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        var lists: [String: Int] = [:]
        for batch in try registry.batches() where batch.state == .staged || batch.state == .committed {
            lists[batch.profile, default: 0] += 1
        }
        self.lists = lists
        self.words = words
    }

    /// The name of an institution; its code where it is not in the catalogue.
    func institution(_ code: String) -> String {
        institutions[code].map { words.pick($0.name, $0.nameEn) } ?? code
    }

    func knows(institution code: String) -> Bool { institutions[code] != nil }
    func knows(programme code: String) -> Bool { programmes[code] != nil }

    /// Programmes and institutions with their names, by code.
    var allProgrammes: [(code: String, name: String)] {
        programmes.values.map { ($0.code, programme($0)) }.sorted { $0.code < $1.code }
    }
    var allInstitutions: [(code: String, name: String)] {
        institutions.keys.map { ($0, institution($0)) }.sorted { $0.1 < $1.1 }
    }

    func programme(_ record: ProgrammeRecord) -> String { words.pick(record.name, record.nameEn) }

    /// What a list is called: its name, or where that is a bare word such as a file name, what kind of list it is.
    func list(_ batch: BatchRecord) -> String {
        guard !batch.name.contains(" "), batch.profile != ProfileLibrary.general,
            let title = (try? ProfileLibrary.bundled.profile(batch.profile))?.title(words.language)
        else { return batch.name }
        return lists[batch.profile, default: 0] > 1 ? "\(title) (\(batch.name))" : title
    }

    /// The abbreviation of a programme; its code where it has none.
    func short(_ code: String) -> String { programmes[code]?.abbreviation ?? code }

    /// The name of a programme; that of a programme outside the catalogue, which rules may speak of, from the wording.
    func programme(_ code: String) -> String { programmes[code].map(programme) ?? words.name("programme-name", code) }
}
