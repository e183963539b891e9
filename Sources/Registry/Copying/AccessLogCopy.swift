import Problems
import Store

/// The log of access that goes along with a registry into another database.
enum AccessLogCopy {
    /// Copies a registry's log of access to that of another database, as it is: number by number and hash by hash.
    ///
    /// To be called after the registry was copied: what that remembers of the log is then in it.
    ///
    /// - Throws: `move.not-empty` where the other has a log of access already.
    static func run(from source: any Database, to target: any Database) throws(Problem) {
        let (source, target) = (try source.accessLog(), try target.accessLog())
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
    }
}

/// A connection that another database's transaction uses, which begins and ends within this one's and on its thread.
struct Lent: @unchecked Sendable {
    let connection: any Connection
}
