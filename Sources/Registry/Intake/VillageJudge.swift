import Foundation
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
        let wanted = Set(names.map(Self.folded))
        var hits: [String: Int] = [:]
        for village in directory.villages {
            if wanted.contains(Self.folded(village.name)), let parent = village.parent { hits[parent, default: 0] += 1 }
        }
        // The sub-districts that hold a good share of the names; one stray namesake does not count.
        let most = hits.values.max() ?? 0
        let districts = Set(hits.filter { $0.value * 2 >= most }.keys)
        guard most >= 2, districts.count <= 40 else { return nil }
        let villages = directory.villages.filter { $0.parent.map(districts.contains) ?? false }
        let covered = wanted.filter { name in villages.contains { Self.folded($0.name) == name } }
        guard covered.count * 2 >= min(wanted.count, 40) else { return nil }
        byName = Dictionary(
            villages.map { (Self.folded($0.name), ($0.name, $0.code)) }, uniquingKeysWith: { first, _ in first })
        district = districts.sorted().map { directory.name($0) }.joined(separator: ", ")
    }

    func judge(_ name: String) -> Verdict {
        if let found = byName[Self.folded(name)] { return .known(name: found.name, code: found.code) }
        return .unknown(district: district)
    }

    private static func folded(_ name: String) -> String {
        var text = name.lowercased()
        for prefix in ["desa ", "kelurahan ", "kel. ", "ds. ", "kel "] where text.hasPrefix(prefix) {
            text.removeFirst(prefix.count)
        }
        return String(text.unicodeScalars.filter { $0.properties.isAlphabetic })
    }

    /// The village that an address names by the word `Desa` or `Kelurahan`; nil when it names none.
    static func village(in address: String) -> String? {
        for word in ["desa ", "kelurahan "] {
            guard let range = address.range(of: word, options: [.caseInsensitive, .backwards]) else { continue }
            if range.lowerBound > address.startIndex,
                address[address.index(before: range.lowerBound)].isLetter
            {
                continue
            }
            let rest = address[range.upperBound...].prefix { $0 != "," && $0 != ";" && $0 != "(" && !$0.isNewline }
            var words = rest.split(separator: " ")
            if let stop = words.firstIndex(where: {
                ["rt", "rw", "kec", "kec.", "kecamatan"].contains($0.lowercased())
            }) {
                words.removeSubrange(stop...)
            }
            let name = words.joined(separator: " ")
            if !name.isEmpty { return name }
        }
        return nil
    }
}
