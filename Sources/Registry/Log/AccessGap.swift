public import Problems
import Store

extension Registry {
    /// What is wrong with the log of access as far as a glance tells: it is missing, it began anew in the place of one that was
    /// missing, or it is another one than the chain of changes remembers. nil where nothing shows.
    ///
    /// Asked whenever a registry is opened, so that an office which copied one of the two files learns of it at once.
    public func accessGap() throws(Problem) -> Problem? {
        guard let last = try database.read({ try LogQueries($0).lastRemembered() }) else { return nil }
        return try database.accessLog().read { connection in
            let log = LogQueries(connection, .access)
            guard let head = try log.head() else {
                return Problem("log.access-missing", .refuse, ["last": String(last.number)])
            }
            // Once changes remember a log that began anew, a check alone goes on saying so.
            guard try log.hash(of: last.number) != last.hash else { return nil }
            if let begun = try log.anew() { return Self.begunAnew(begun) }
            let isShort = head.number < last.number
            let fault =
                isShort
                ? LogFault(.cut, .access, head.number + 1, to: last.number)
                : LogFault(.rewritten, .access, 1, to: last.number)
            return fault.problem
        }
    }

    /// The same of a log that is read from end to end, where the chains alone would say that its end is gone.
    static func accessGap(_ log: LogQueries, remembered: some Collection<LogHead>) throws -> Problem? {
        if let begun = try log.anew() { return begunAnew(begun) }
        guard let last = remembered.map(\.number).max(), try log.head() == nil else { return nil }
        return Problem("log.access-missing", .refuse, ["last": String(last)])
    }

    private static func begunAnew(_ begun: (instant: String, missing: Int64)) -> Problem {
        Problem("log.access-anew", .refuse, ["at": begun.instant, "last": String(begun.missing)])
    }
}
