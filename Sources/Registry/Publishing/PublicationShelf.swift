import Synchronization

/// National publications that were protected already: every document of a year is cut out of the same one.
final class PublicationShelf: Sendable {
    /// What a publication follows from.
    struct Key: Sendable, Hashable {
        var computation: Int64
        var computedAt: String
        /// What the registry held: needs and referrals are read beside the counted figures.
        var basis: String
        var year: Int
        var threshold: Int
    }

    private let kept = Mutex<[Key: NationalPublication]>([:])

    subscript(key: Key) -> NationalPublication? { kept.withLock { $0[key] } }

    /// Keeps a publication, and lets go of those that no longer hold.
    func keep(_ publication: NationalPublication, _ key: Key) {
        kept.withLock { kept in
            kept = kept.filter {
                ($0.key.computation, $0.key.computedAt, $0.key.basis) == (key.computation, key.computedAt, key.basis)
            }
            kept[key] = publication
        }
    }
}
