import Problems
import Registry
import Store

/// A batch as tables of batches show it.
struct BatchRow: Sendable {
    var name: String
    var address: String
    var programme: String
    var institution: String
    var year: String
    var date: String
    var state: String
    var stateName: String
    var read: String
    var new: String
    var updated: String
    var unchanged: String
    var refused: String
    var refusedShare: String
    var warned: String

    init(_ batch: BatchRecord, _ names: Names, _ words: Words) {
        name = names.list(batch)
        address = "/daftar/\(batch.id)"
        programme = names.short(batch.programme)
        institution = names.institution(batch.institution)
        year = String(batch.fiscalYear)
        date = words.day(batch.referenceDate)
        state = batch.state.rawValue
        stateName = words.name("state", batch.state.rawValue)
        read = words.count(batch.counts.read)
        new = words.count(batch.counts.new)
        updated = words.count(batch.counts.updated)
        unchanged = words.count(batch.counts.unchanged)
        refused = words.count(batch.counts.refused)
        refusedShare = words.percent(batch.counts.refused, of: batch.counts.read)
        warned = words.count(batch.counts.warned)
    }
}
