import Indonesia
public import Problems
public import Store

extension OverlapEngine {
    /// Overlaps between lists that are files; needs no registry.
    ///
    /// - Parameters:
    ///   - readings: the lists, opened with records wanted, each with what it counts as.
    /// - Returns: the overlaps, and for each list its check: refused rows take no part.
    public static func find(
        files readings: [(list: OverlapList, reading: ListReading)], rules: [CompatibilityRecord]
    ) throws(Problem) -> (result: OverlapResult, checks: [ListCheck]) {
        var entries: [OverlapEntry] = []
        var checks: [ListCheck] = []
        let words = try StateWords()
        for (index, item) in readings.enumerated() {
            guard item.reading.isPeople else {
                throw Problem("list.not-people", at: Place(file: item.reading.file.name))
            }
            let fixed = item.reading.mapping.column(.amount) == nil ? item.list.fixedAmount : nil
            var states = StateWords.Reading(words)
            let check = try ListCheck.run(item.reading) { lines in
                for line in lines {
                    guard let record = line.record, record.outcome != .refused, let nik = record.nik else { continue }
                    var entry = OverlapEntry(
                        list: index, row: record.row, nik: nik, name: record.name ?? "",
                        familyCard: record.familyCard, amount: record.amount ?? fixed ?? 0,
                        startedOn: record.startedOn.flatMap { CalendarDate($0) },
                        endedOn: record.endedOn.flatMap { CalendarDate($0) }, village: record.village,
                        activity: OverlapEntry.activity(ofKey: record.key))
                    entry.state = states.state(record.status)
                    entries.append(entry)
                }
            }
            checks.append(check)
        }
        return (find(readings.map(\.list), entries, rules: rules), checks)
    }
}
