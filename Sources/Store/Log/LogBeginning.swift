/// The first entries of a chain of changes in a registry that was there before its log: what the old journal told, and
/// then, in one run, what was adopted.
///
/// Only there may something be guarded that no action brought; a chain that goes on cannot come back to it.
struct LogBeginning {
    private var isOver = false
    /// The instant of the first entry, which adopted ones share.
    private var instant: String?
    private var hasAdopted = false

    /// Whether an entry, the next of the chain, is one of the first.
    mutating func holds(_ entry: LogEntry) -> Bool {
        guard !isOver else { return false }
        switch entry.action {
        case LogAction.begin.rawValue where instant == nil: instant = entry.instant
        // This program's own first word: no journal told it.
        case LogAction.guardParts.rawValue: isOver = true
        case LogAction.adopt.rawValue:
            hasAdopted = true
            isOver = entry.instant != instant
        // The journal knew neither digests nor purposes, and nobody had looked yet.
        default: isOver = hasAdopted || entry.content != nil || entry.seen != nil || entry.purpose != nil
        }
        return !isOver
    }
}
