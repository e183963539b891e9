import Indonesia
import Store

/// One business's diary under one programme in a year: whether it is kept, who comes to the weekly meeting, what is paid
/// of what was due, and how sales went.
public struct BusinessDiary: Sendable {
    public var nik: String
    public var programme: String
    /// Where the last note was taken.
    public var region: String
    /// The first and the last day with a note, `yyyy-mm-dd`.
    public var from: String
    public var to: String
    public var notes: Int
    /// Calendar weeks (Monday to Sunday) from the first note to the last, and those of them without a note.
    public var weeks: Int
    public var emptyWeeks: Int
    /// Meetings of which it is known who came.
    public var meetings: Int
    public var attended: Int
    /// Meetings missed in a row, up to the last one.
    public var missedInARow: Int
    /// Rupiah due, and paid of it, of notes that tell both.
    public var due: Int64
    public var paid: Int64
    /// Sales of seven days, rupiah, by the day of the note.
    public var sales: [(date: String, value: Int64)]

    /// Rupiah that are owed still: what was paid ahead counts for what came due later.
    public var arrears: Int64 { max(0, due - paid) }

    /// Whether somebody should go and ask: something is owed, or two meetings in a row were missed.
    public var needsVisit: Bool { arrears > 0 || missedInARow >= 2 }

    /// Mean weekly sales at the start and at the end of the diary, rupiah: over the first and the last four notes that
    /// tell sales. Nil with fewer than eight, where a note would stand on both sides.
    public var course: (before: Int64, after: Int64)? {
        guard sales.count >= 8 else { return nil }
        func mean(_ part: some Sequence<(date: String, value: Int64)>) -> Int64 { part.map(\.value).boundedSum / 4 }
        return (mean(sales.prefix(4)), mean(sales.suffix(4)))
    }

    /// - Parameter entries: of one business and programme; nil where there are none.
    init?(_ entries: [DiaryEntry]) {
        let entries = entries.sorted { $0.date < $1.date }
        guard let first = entries.first, let last = entries.last else { return nil }
        nik = first.nik
        programme = first.programme
        region = last.region
        (from, to) = (first.date, last.date)
        notes = entries.count
        let noted = Set(entries.compactMap { Self.week($0.date) })
        weeks = (noted.max() ?? 0) - (noted.min() ?? 0) + 1
        emptyWeeks = weeks - noted.count
        let presence = entries.compactMap(\.present)
        meetings = presence.count
        attended = presence.count { $0 }
        missedInARow = presence.reversed().prefix { !$0 }.count
        let told = entries.filter { $0.instalmentDue != nil && $0.instalmentPaid != nil }
        due = told.compactMap(\.instalmentDue).boundedSum
        paid = told.compactMap(\.instalmentPaid).boundedSum
        sales = entries.compactMap { entry in entry.sales.map { (entry.date, $0) } }
    }

    /// Weeks since the Monday before 1970.
    private static func week(_ day: String) -> Int? {
        CalendarDate(day).map { Int((Double($0.daysSince1970 + 3) / 7).rounded(.down)) }
    }
}

/// What the diaries kept under a programme come to.
public struct DiarySummary: Sendable {
    public var programme: String
    public var businesses: Int
    public var notes: Int
    public var meetings: Int
    public var attended: Int
    public var due: Int64
    public var paid: Int64
    /// Businesses that owe something still.
    public var behind: Int
    /// Businesses whose diary is long enough to hold its end against its start, and those of them that sell more.
    public var compared: Int
    public var rose: Int
    /// Mean sales of seven days in each month, rupiah, over all notes of the month; nil for a month without.
    public var months: [Double?]

    init(_ programme: String, _ diaries: [BusinessDiary]) {
        self.programme = programme
        businesses = diaries.count
        notes = diaries.reduce(0) { $0 + $1.notes }
        meetings = diaries.reduce(0) { $0 + $1.meetings }
        attended = diaries.reduce(0) { $0 + $1.attended }
        due = diaries.map(\.due).boundedSum
        paid = diaries.map(\.paid).boundedSum
        behind = diaries.count { $0.arrears > 0 }
        let courses = diaries.compactMap(\.course)
        compared = courses.count
        rose = courses.count { $0.after > $0.before }
        let sales = Dictionary(grouping: diaries.flatMap(\.sales)) { CalendarDate($0.date)?.month ?? 0 }
        months = (1...12).map { month in
            sales[month].map { notes in notes.reduce(0) { $0 + Double($1.value) } / Double(notes.count) }
        }
    }
}
