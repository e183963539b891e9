import Foundation
import Registry
import Store
import Testing

/// A filtered log is read portion by portion, and nothing is missed in between.
@Suite struct LogSliceTests {
    @Test(arguments: [
        LogFilter(actor: "a"), LogFilter(action: "read-lines"), LogFilter(since: "2021-03-05T00:00:00Z"),
        LogFilter(actor: "b", since: "2021-03-02T00:00:00Z", before: "2021-03-04T00:00:00Z"),
        LogFilter(actor: "nobody"), LogFilter(subject: 7),
    ])
    func portionsTogetherAreAll(filter: LogFilter) throws {
        let scratch = try Scratch()
        let registry = try scratch.registry(catalogue: false)
        try registry.look(.readLines)
        try registry.database.accessLog().write { connection in
            try LogQueries(connection, .access).append(
                (0..<240).map { step in
                    LogEntry(
                        step % 7 == 0 ? .readLines : .readPerson, at: "2021-03-0\(1 + step / 30)T08:00:00Z",
                        by: step % 3 == 0 ? "a" : "b", subject: step % 50 == 0 ? 7 : nil)
                })
        }
        try registry.database.accessLog().read { connection in
            let log = LogQueries(connection, .access)
            let all = try log.page(filter, limit: 1000).map(\.number)
            var found: [Int64] = []
            var below: Int64?
            var portions = 0
            repeat {
                let slice = try log.slice(filter, below: below, limit: 9, window: 40)
                #expect(slice.entries.count <= 9)
                found += slice.entries.map(\.number)
                below = slice.older
                portions += 1
            } while below != nil && portions < 100
            #expect(found == all && portions > (all.count - 1) / 9)
        }
    }
}
