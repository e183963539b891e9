import Problems
import Store

/// Imports for a terminal.
enum BatchText {
    /// One import as a sentence whose numbers add up.
    static func line(_ batch: BatchRecord, _ console: Console) -> String {
        func n(_ value: Int) -> String { console.integer(value) }
        return console.say(
            "import.line",
            [
                "id": batch.id == 0 ? "–" : String(batch.id), "name": batch.name,
                "state": console.say("state." + batch.state.rawValue), "read": n(batch.counts.read),
                "new": n(batch.counts.new), "updated": n(batch.counts.updated), "unchanged": n(batch.counts.unchanged),
                "refused": n(batch.counts.refused), "warned": n(batch.counts.warned),
            ])
    }

    static func grid(_ batches: [Answer.Batch], _ console: Console) -> TextGrid {
        var grid = TextGrid(
            [
                "id", "state", "name", "programme", "institution", "rows", "new", "updated", "unchanged", "refused",
                "warned",
            ]
            .map { console.say("column." + $0) }, numeric: [0, 5, 6, 7, 8, 9, 10])
        for batch in batches {
            grid.add(
                [
                    String(batch.id), console.say("state." + batch.state), batch.name, batch.programme,
                    batch.institution,
                ]
                    + [batch.rows, batch.new, batch.updated, batch.unchanged, batch.refused, batch.warned]
                    .map { console.integer($0) })
        }
        return grid
    }
}
