import Store

/// The diaries of all businesses, for counting: what was due and paid, and who came, by programme and quarter.
struct DiaryFacts {
    private let entries: [DiaryEntry]

    init(_ ledger: LedgerQueries) throws {
        entries = try ledger.current(.init("diary")).compactMap { LedgerJSON.value(DiaryEntry.self, $0.document) }
    }

    func count(into cube: inout FigureCube) {
        for entry in entries {
            guard let quarter = ReportPeriod.quarter(of: entry.date) else { continue }
            for programme in [entry.programme, FigureRecord.allProgrammes] {
                for period in [String(quarter.year), quarter.description] {
                    func add(_ measure: String, _ value: Int64) {
                        cube.add(
                            value, .init(measure: measure, programme: programme, period: period), at: entry.region)
                    }
                    add("diaryNotes", 1)
                    if let present = entry.present {
                        add("meetings", 1)
                        if present { add("meetingsAttended", 1) }
                    }
                    // A payment of which nobody said what was due is no part of a rate.
                    if let due = entry.instalmentDue, due > 0, let paid = entry.instalmentPaid {
                        add("instalmentsDue", due)
                        // What is paid ahead does not make up for what somebody else owes.
                        add("instalmentsPaid", min(due, paid))
                    }
                }
            }
        }
    }
}
