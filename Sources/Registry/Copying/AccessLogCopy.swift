import Problems
import Store

/// The log of access that goes along with a registry into another database.
enum AccessLogCopy {
    /// Copies a registry's log of access to that of another database, as it is: number by number and hash by hash, as far
    /// as it speaks of changes that the copy has.
    ///
    /// To be called after the registry was copied: what that remembers of the log is then in it.
    ///
    /// - Throws: `move.not-empty` where the other has a log of access already.
    static func run(from original: any Database, to copy: any Database) throws(Problem) {
        let (source, target) = (try original.accessLog(), try copy.accessLog())
        // What stood in the target when it was opened may have been put aside since.
        try AccessSchema.prepare(target)
        try source.read { reading in
            let entries = LogQueries(reading, .access)
            guard try entries.head() != nil else { return }
            let lent = Lent(connection: reading)
            try target.write { writing in
                let log = LogQueries(writing, .access)
                guard try log.head() == nil else { throw Problem("move.not-empty") }
                try log.adopt { add in try LogQueries(lent.connection, .access).forEach(add) }
            }
        }
        try trim(copy, of: original)
    }

    /// Leaves out of a copy's log of access what was told after the registry was copied: it remembers changes that the
    /// copy does not have, and would show as a chain of changes that was cut off. Nothing that the copy remembers lies
    /// behind that point.
    static func trim(_ copy: any Database, of source: any Database) throws(Problem) {
        let head = try copy.read { try LogQueries($0).head()?.number ?? 0 }
        let log = try copy.accessLog()
        let later = try log.read { try LogQueries($0, .access).remembered(behind: head) }
        guard !later.isEmpty else { return }
        // Changes that the source does not know either were taken from it: the copy shall tell that too.
        let isKnown = try source.read { connection in
            try later.allSatisfy { try LogQueries(connection).hash(of: $0.number) == $0.hash }
        }
        if isKnown { try log.write { try LogQueries($0, .access).leaveOut(rememberingBehind: head) } }
    }
}

/// A connection that another database's transaction uses, which begins and ends within this one's and on its thread.
struct Lent: @unchecked Sendable {
    let connection: any Connection
}
