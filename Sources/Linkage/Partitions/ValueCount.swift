/// How many of all records have a record's value of a key; counted where all records could be seen.
public struct ValueCount: Sendable, Hashable {
    public var records: Int
    /// For each word of the value, in order, how often it stands among the values of all records; empty where the key
    /// is no text.
    public var words: [Int]

    public init(records: Int, words: [Int] = []) {
        self.records = records
        self.words = words
    }
}

/// What the values of a key come to over all records.
public struct KeyTotal: Sendable, Hashable, Codable {
    /// How many records have a value.
    public var records: Int
    /// How many words these values have; 0 where the key is no text.
    public var words: Int

    public init(records: Int, words: Int) {
        self.records = records
        self.words = words
    }
}

extension Frequencies {
    /// - Parameters:
    ///   - values: for each record how common its value is; nil where it has none.
    ///   - isText: whether the key is made of a text.
    convenience init(_ key: FieldKey, _ values: [ValueCount?], _ total: KeyTotal, isText: Bool) {
        let present = Double(total.records)
        func logShare(_ value: ValueCount?) -> Double {
            guard isText else { return Self.logCount(Double(value?.records ?? 1) / max(1, present)) }
            guard let value, present > 0 else { return 0 }
            let guess = value.words.reduce(1.0) { $0 * (Double($1) / max(1, Double(total.words))) }
            return Double(Self.logShare(Double(value.records), guess: guess, of: present))
        }
        // A text's share is never below that of a single record whose words are as rare as can be.
        let least =
            isText ? Self.logCount(1 / (present + Self.priorRecords)) - 1e-3 : Self.logCount(1 / max(1, present))
        // A record at least, so that it is these shares that are looked up.
        self.init(key, byRow: values.isEmpty ? [0] : values.map(logShare), least: least)
    }
}
