public import Problems

extension LinkageRecords {
    /// The rows of some records by their ids.
    ///
    /// - Throws: `linkage.unknown-id` for an id that no record has, `linkage.ambiguous-id` for one that several have.
    public func rows(of wanted: Set<String>) throws(Problem) -> [String: Int] {
        try Self.rows(of: wanted, in: ids)
    }

    static func rows(of wanted: Set<String>, in ids: RecordIDs) throws(Problem) -> [String: Int] {
        guard !wanted.isEmpty else { return [:] }
        var rows: [String: Int] = [:]
        var repeated: Set<String> = []
        for (row, id) in ids.enumerated() where wanted.contains(id) {
            if rows.updateValue(row, forKey: id) != nil { repeated.insert(id) }
        }
        // The first by name, so that the message does not depend on the order of the rows.
        if let id = wanted.subtracting(rows.keys).min() { throw Problem("linkage.unknown-id", value: id) }
        if let id = repeated.min() { throw Problem("linkage.ambiguous-id", value: id) }
        return rows
    }
}
