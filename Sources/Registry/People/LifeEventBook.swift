import Store

/// A life event with the row of the sending that tells it.
public struct ToldLifeEvent: Sendable, Hashable {
    public var event: LifeEvent
    public var sending: Int64
    public var row: Int
}

/// Life events that stand, in the order of the days on which they happened.
struct LifeEventBook {
    let events: [ToldLifeEvent]

    /// Those of some people, also where they are only named.
    init(_ ledger: LedgerQueries, of numbers: some Collection<String>) throws {
        self.init(try ledger.current(LifeEvent.kind, of: numbers))
    }

    /// Those among some entries.
    init(_ entries: [EntryRecord]) { events = Self.told(entries.filter { $0.kind == LifeEvent.kind }) }

    /// All of one kind.
    static func told(_ ledger: LedgerQueries, _ event: LifeEvent.Event) throws -> [ToldLifeEvent] {
        told(try ledger.current(LifeEvent.kind, keyHolding: "/" + event.rawValue + "/"))
    }

    private static func told(_ entries: [EntryRecord]) -> [ToldLifeEvent] {
        entries.compactMap { entry in
            LedgerJSON.value(LifeEvent.self, entry.document).map {
                ToldLifeEvent(event: $0, sending: entry.sending, row: entry.row)
            }
        }.sorted { $0.event.date < $1.event.date }
    }
}
