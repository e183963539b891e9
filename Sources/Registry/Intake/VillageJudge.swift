import Indonesia
import Store

/// Judges the village names of a list by the sub-district that most of them lie in.
///
/// Village names repeat all over the country, so a name is only ever looked up inside that sub-district.
struct VillageJudge: Sendable {
    enum Verdict: Sendable, Equatable {
        case known(name: String, code: String)
        case unknown(district: String)
    }

    private let byName: [String: (name: String, code: String)]
    private let district: String

    /// - Returns: nil when the regions at hand do not show which sub-districts the list is about.
    init?(_ names: Set<String>, _ directory: RegionDirectory) {
        guard !names.isEmpty else { return nil }
        let wanted = Set(names.map { VillageName.plain($0) })
        var hits: [String: Int] = [:]
        for village in directory.villages {
            if wanted.contains(VillageName.plain(village.name)), let parent = village.parent {
                hits[parent, default: 0] += 1
            }
        }
        // The sub-districts that hold a good share of the names; one stray namesake does not count.
        let most = hits.values.max() ?? 0
        let districts = Set(hits.filter { $0.value * 2 >= most }.keys)
        guard most >= 2, districts.count <= 40 else { return nil }
        let villages = directory.villages.filter { $0.parent.map(districts.contains) ?? false }
        let covered = wanted.filter { name in villages.contains { VillageName.plain($0.name) == name } }
        guard covered.count * 2 >= min(wanted.count, 40) else { return nil }
        byName = Dictionary(
            villages.map { (VillageName.plain($0.name), ($0.name, $0.code)) }, uniquingKeysWith: { first, _ in first })
        district = districts.sorted().map { directory.name($0) }.joined(separator: ", ")
    }

    func judge(_ name: String) -> Verdict {
        if let found = byName[VillageName.plain(name)] { return .known(name: found.name, code: found.code) }
        return .unknown(district: district)
    }

    /// The village that an address names by the word `Desa` or `Kelurahan`; nil when it names none.
    static func village(in address: String) -> String? {
        let bytes = Array(address.utf8)
        for word in [desa, kelurahan] {
            guard let start = end(of: word, in: bytes) else { continue }
            var end = start
            while end < bytes.count, !stops.contains(bytes[end]) { end += 1 }
            var words = String(decoding: bytes[start..<end], as: UTF8.self).split(separator: " ")
            if let next = words.firstIndex(where: { nextParts.contains($0.lowercased()) }) {
                words.removeSubrange(next...)
            }
            if !words.isEmpty { return words.joined(separator: " ") }
        }
        return nil
    }

    private static let desa = Array("desa ".utf8)
    private static let kelurahan = Array("kelurahan ".utf8)
    /// Comma, semicolon, bracket, line ends: what ends a village's name.
    private static let stops: Set<UInt8> = [0x2C, 0x3B, 0x28, 0x0A, 0x0D]
    private static let nextParts: Set<String> = ["rt", "rw", "kec", "kec.", "kecamatan", "kab", "kab.", "kabupaten"]

    /// Where the text behind the last occurrence of a word begins; the word must not be the end of a longer one.
    private static func end(of word: [UInt8], in bytes: [UInt8]) -> Int? {
        guard bytes.count > word.count else { return nil }
        var start = bytes.count - word.count
        while start >= 0 {
            if (0..<word.count).allSatisfy({ lower(bytes[start + $0]) == word[$0] }),
                start == 0 || !isLetter(bytes[start - 1])
            {
                return start + word.count
            }
            start -= 1
        }
        return nil
    }

    private static func lower(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
    private static func isLetter(_ byte: UInt8) -> Bool { lower(byte) >= 0x61 && lower(byte) <= 0x7A || byte >= 0x80 }
}
