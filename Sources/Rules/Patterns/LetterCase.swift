/// Letters that differ only in case, one code point for one.
enum LetterCase {
    /// All letters that have another case: those of Unicode lie below U+1F000.
    static let table: [(scalar: Unicode.Scalar, others: [UInt32])] = (0..<0x1F000).compactMap { value in
        guard let scalar = Unicode.Scalar(UInt32(value)), scalar.properties.changesWhenCaseMapped else { return nil }
        let others = others(scalar)
        return others.isEmpty ? nil : (scalar, others)
    }

    static func others(_ scalar: Unicode.Scalar) -> [UInt32] {
        var found: Set<UInt32> = []
        for text in [scalar.properties.uppercaseMapping, scalar.properties.lowercaseMapping] {
            guard let first = only(text) else { continue }
            found.insert(first.value)
            if let back = only(first.properties.lowercaseMapping) { found.insert(back.value) }
        }
        // Two letters outside ASCII that stand for one within it.
        switch scalar {
        case "k", "K": found.insert(0x212A)
        case "s", "S": found.insert(0x17F)
        default: break
        }
        found.remove(scalar.value)
        return found.sorted()
    }

    private static func only(_ text: String) -> Unicode.Scalar? {
        text.unicodeScalars.count == 1 ? text.unicodeScalars.first : nil
    }
}
