import Problems

/// Editions of codes (regions, their changes, business classes).
///
/// An edition is what its issuer published. One that is at hand is extended and never changed, so that nothing that was
/// known is lost; what was wrong in it is corrected by an edition of its own, which stands beside it.
enum Editions {
    /// Codes that a refusal names.
    private static let named = 3

    /// The records that are not at hand yet.
    ///
    /// - Parameters:
    ///   - known: what is at hand.
    ///   - key: what a record says something about, its edition included.
    ///   - name: the edition and code as a reader knows them.
    /// - Throws: `edition.changed` where one says something else of what is at hand than stands there, or two of them do.
    static func new<Record: Hashable, Key: Hashable>(
        among records: [Record], known: [Record], key: (Record) -> Key, name: (Record) -> String
    ) throws -> [Record] {
        var standing = Dictionary(known.map { (key($0), $0) }, uniquingKeysWith: { first, _ in first })
        var new: [Record] = []
        var changed: [Record] = []
        for record in records {
            let about = key(record)
            guard let before = standing[about] else {
                standing[about] = record
                new.append(record)
                continue
            }
            if before != record { changed.append(record) }
        }
        guard changed.isEmpty else {
            throw Problem(
                "edition.changed", .refuse,
                [
                    "count": String(changed.count),
                    "codes": changed.prefix(Self.named).map(name).joined(separator: ", "),
                ])
        }
        return new
    }
}
