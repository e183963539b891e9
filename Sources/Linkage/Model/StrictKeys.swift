import Problems

/// Any key of a written value.
private struct WrittenKey: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

extension Decoder {
    /// The container of a type that refuses keys which it does not know: a key that is misspelt would say nothing, and
    /// nobody would notice.
    ///
    /// - Throws: `linkage.model-key` with the path to the key, and the keys that are known there.
    func container<Key: CodingKey & CaseIterable>(only keys: Key.Type) throws -> KeyedDecodingContainer<Key> {
        let known = Set(Key.allCases.map(\.stringValue))
        let written = try container(keyedBy: WrittenKey.self)
        for key in written.allKeys.sorted(by: { $0.stringValue < $1.stringValue })
        where !known.contains(key.stringValue) {
            throw Problem(
                "linkage.model-key", value: (codingPath + [key]).map(Self.word).joined(separator: "/"),
                ["known": known.sorted().joined(separator: ", ")])
        }
        return try container(keyedBy: keys)
    }

    private static func word(_ key: any CodingKey) -> String { key.intValue.map(String.init) ?? key.stringValue }
}
