import Foundation
import Problems
import Registry
import Store
import Testing

/// Somebody who can write into the database changes what the log tells: it is found, and the place is named.
@Suite struct LogForgeryTests {
    /// A byte of each field of an entry in the middle of each chain.
    @Test(arguments: LogChain.allCases) func aChangedByteIsFound(_ chain: LogChain) throws {
        let logged = try LoggedRegistry()
        let table = LoggedRegistry.table(chain)
        let number: Int64 = 5
        let hash = try #require(try logged.entries(chain).first { $0.number == number }).hash
        let changes = [
            "happened_at = REPLACE(happened_at, 'Z', 'X')", "actor = actor || '.'", "action = action || '.'",
            "purpose = 'rapat'", "subject = COALESCE(subject, 0) + 1", "object_kind = COALESCE(object_kind, '') || 's'",
            "object = COALESCE(object, 0) + 1", "detail = COALESCE(detail, '') || ' '",
            "content = COALESCE(content, '') || '0'", "seen_number = COALESCE(seen_number, 0) + 1, seen_hash = 'a'",
            "seen_number = 1, seen_hash = COALESCE(seen_hash, '') || 'b'", "previous = SUBSTR(previous, 1, 63) || 'x'",
            "hash = '\(hash.dropLast())\(hash.last == "0" ? "1" : "0")'",
        ]
        for change in changes {
            let found = try logged.found(chain) {
                try logged.forge(chain, ["UPDATE \(table) SET \(change) WHERE number = \(number)"])
            }
            #expect(found.faults == [LogFault(.changed, chain, number)], "\(change)")
        }
        let moved = try logged.found(chain) {
            try logged.forge(chain, ["UPDATE \(table) SET number = 5000 WHERE number = \(number)"])
        }
        #expect(moved.faults == [LogFault(.order, chain, number, to: 5000)])
    }

    @Test(arguments: LogChain.allCases) func aRemovedEntryIsFound(_ chain: LogChain) throws {
        let logged = try LoggedRegistry()
        let table = LoggedRegistry.table(chain)
        let last = try #require(try logged.entries(chain).last).number
        for number in [1, 4, last] {
            let found = try logged.found(chain) {
                try logged.forge(chain, ["DELETE FROM \(table) WHERE number = \(number)"])
            }
            // Nothing in a chain tells that its end is gone: the other one remembers more.
            let kind = number == last && chain == .changes ? LogFault.Kind.cut : .removed
            if number == last, chain == .access {
                // Nobody has changed anything since the last look: an anchor would tell.
                #expect(found.isWhole)
            } else {
                #expect(found.faults.first == LogFault(kind, chain, number), "\(number)")
            }
        }
        // Those behind move up, as if nothing had been there.
        let closed = try logged.found(chain) {
            try logged.forge(
                chain,
                [
                    "DELETE FROM \(table) WHERE number = 4", "UPDATE \(table) SET number = -number WHERE number > 4",
                    "UPDATE \(table) SET number = -number - 1 WHERE number < 0",
                ])
        }
        #expect(closed.faults.first == LogFault(.removed, chain, 4))
    }

    @Test(arguments: LogChain.allCases) func aCutEndIsFound(_ chain: LogChain) throws {
        let logged = try LoggedRegistry()
        let anchor = try logged.registry.logAnchor()
        let last = try #require(try logged.entries(chain).last).number
        let found = try logged.found(chain, anchors: [anchor]) { _ = try logged.take(chain, from: last - 2) }
        #expect(found.faults == [LogFault(.cut, chain, last - 2, to: last)])
        // Without an anchor the other chain remembers what it saw last.
        let other = try logged.found(chain) { _ = try logged.take(chain, from: last - 2) }
        let fault = try #require(other.faults.first)
        #expect((fault.kind, fault.chain, fault.number) == (.cut, chain, last - 2))
        let all = try logged.found(chain, anchors: [anchor]) { _ = try logged.take(chain, from: 1) }
        #expect(all.faults.contains(LogFault(.cut, chain, 1, to: last)) || all.faults.contains { $0.kind == .foreign })
        #expect(!all.isWhole)
    }

    @Test(arguments: LogChain.allCases) func anInsertedEntryIsFound(_ chain: LogChain) throws {
        let logged = try LoggedRegistry()
        let table = LoggedRegistry.table(chain)
        let forged = LogEntry(.compute, at: "2026-01-01T00:00:00Z", by: "test")
        // One that agrees with itself, and one that does not.
        for isSound in [true, false] {
            let found = try logged.found(chain) {
                let rest = try logged.take(chain, from: 5)
                try logged.append(chain, [forged])
                if !isSound {
                    try logged.forge(chain, ["UPDATE \(table) SET hash = REPLACE(hash, 'a', 'b') WHERE number = 5"])
                }
                try logged.forge(
                    chain,
                    [
                        "INSERT INTO \(table) SELECT * FROM kept WHERE number >= 5 AND number > \(rest[0].number)",
                        "UPDATE \(table) SET number = -number WHERE number > 5",
                        "UPDATE \(table) SET number = 1 - number WHERE number < 0",
                        """
                        INSERT INTO \(table) SELECT 6, happened_at, actor, action, purpose, subject, object_kind, object,
                            detail, content, seen_number, seen_hash, previous, hash FROM kept WHERE number = 5
                        """,
                    ])
            }
            #expect(found.faults.first == LogFault(.inserted, chain, 5), "\(isSound)")
        }
    }

    @Test(arguments: LogChain.allCases) func entriesThatChangedPlacesAreFound(_ chain: LogChain) throws {
        let logged = try LoggedRegistry()
        let table = LoggedRegistry.table(chain)
        for (first, second) in [(4, 5), (3, 7)] {
            let found = try logged.found(chain) {
                try logged.forge(
                    chain,
                    [
                        "UPDATE \(table) SET number = 9000 WHERE number = \(first)",
                        "UPDATE \(table) SET number = \(first) WHERE number = \(second)",
                        "UPDATE \(table) SET number = \(second) WHERE number = 9000",
                    ])
            }
            #expect(found.faults.first == LogFault(.order, chain, Int64(first), to: Int64(second)))
        }
    }

    /// A chain written anew agrees with itself: the other chain and anchors know better.
    @Test(arguments: LogChain.allCases) func aChainWrittenAnewIsFound(_ chain: LogChain) throws {
        let logged = try LoggedRegistry()
        let anchor = try logged.registry.logAnchor()
        func rewrite() throws {
            var entries = try logged.take(chain, from: 4)
            entries[0].actor = "orang lain"
            try logged.append(chain, entries)
        }
        let found = try logged.found(chain, after: rewrite)
        let fault = try #require(found.faults.first)
        #expect((fault.chain, fault.kind) == (chain, .rewritten))
        #expect(fault.number <= 4 && fault.last >= 4)
        let held = try logged.found(chain, anchors: [anchor], after: rewrite)
        #expect(held.faults.first?.kind == .rewritten)
        // Both chains written anew agree with each other; only what lies elsewhere tells.
        for chain in LogChain.allCases {
            var entries = try logged.take(chain, from: 2)
            entries[0].actor = "orang lain"
            for index in entries.indices { entries[index].seen = nil }
            try logged.append(chain, entries)
        }
        #expect(try logged.registry.verifyLog().isWhole)
        let both = try logged.registry.verifyLog(anchors: [anchor])
        #expect(both.faults.map(\.kind) == [.rewritten, .rewritten])
        #expect(try logged.registry.verify(anchors: [anchor]).map(\.code) == ["log.rewritten", "log.access-rewritten"])
    }

    /// What a check proves it proves of chains that are whole, and by anchors of this registry.
    @Test func whatIsBrokenProvesNothing() throws {
        let (logged, other) = (try LoggedRegistry(), try LoggedRegistry())
        let registry = logged.registry
        let (own, foreign) = (try registry.provedLogAnchor(), try other.registry.logAnchor())
        func proved(_ anchors: [LogAnchor]) throws -> LogAnchor? {
            try registry.newestProved(of: anchors, despite: registry.verify(anchors: anchors))
        }
        #expect(try proved([own]) == own)
        #expect(try proved([foreign]) == nil)
        #expect(try proved([own, foreign]) == own)
        // What is only slow without it proves as much.
        try logged.forge(.changes, ["DROP INDEX person_by_nik"])
        #expect(try registry.verify(anchors: [own]).map(\.code) == ["verify.object-missing"])
        #expect(try proved([own]) == own)
        try logged.forge(.changes, ["CREATE UNIQUE INDEX person_by_nik ON person (nik)"])
        var wrong = own
        wrong.changes.hash = String(wrong.changes.hash.reversed())
        #expect(try proved([wrong]) == nil)
        try logged.forge(.changes, ["UPDATE log_entry SET actor = 'orang lain' WHERE number = 3"])
        #expect(try proved([own]) == nil)
        let refused = #expect(throws: Problem.self) { try registry.provedLogAnchor() }
        #expect(refused?.code == "log.changed")
    }

    /// No query can read what is not there: it is named instead.
    @Test(arguments: ["stage_event", "log_entry"]) func aTableThatIsGoneIsNamed(_ table: String) throws {
        let logged = try LoggedRegistry()
        try logged.forge(.changes, ["DROP TABLE \(table)"])
        let missing = try logged.registry.verify().filter { $0.code == "verify.object-missing" }
        #expect(missing.contains { $0.arguments["name"] == table })
    }

    @Test func chainsOfAnotherRegistryAreFound() throws {
        let (logged, other) = (try LoggedRegistry(), try LoggedRegistry())
        let foreign = try logged.registry.verifyLog(anchors: [other.registry.logAnchor()])
        #expect(foreign.faults == [LogFault(.foreign, .changes, 1)])
        let entries = try other.entries(.access)
        let found = try logged.found(.access) {
            try logged.forge(.access, ["DELETE FROM access_entry"])
            try logged.append(.access, entries)
        }
        #expect(found.faults.contains(LogFault(.foreign, .access, 1)))
    }

    /// Who opens a registry without the log of who looked learns of it, and a log begun in its place keeps saying so.
    @Test func aLogOfAccessThatIsGoneIsMissed() throws {
        let logged = try LoggedRegistry()
        #expect(try logged.registry.accessGap() == nil)
        try logged.forge(.access, ["DELETE FROM access_entry"])
        let later = Registry(logged.registry.database, actor: "lain")
        #expect(try later.accessGap()?.code == "log.access-missing")
        #expect(try later.verify().map(\.code).first == "log.access-missing")
        // Looks are answered, and told in the new log.
        #expect(try later.lines(of: logged.batches[0]).isEmpty == false)
        let gap = try #require(try later.accessGap())
        #expect(gap.code == "log.access-anew" && Int(gap.arguments["last"] ?? "") ?? 0 > 0)
        #expect(try later.log(.access, limit: 9).map(\.entry.action) == ["read-lines", "begin"])
        #expect(try later.verify().map(\.code).contains("log.access-anew"))
    }
}
