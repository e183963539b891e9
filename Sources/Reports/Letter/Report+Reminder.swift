public import Problems
public import Registry

extension Report {
    /// A letter that reminds an institution of what it owes the gate: what is missing, late or contradictory, what to send
    /// and by when. It names the figures of the institution's own reports, and goes to that institution alone.
    ///
    /// - Parameter edition: its publisher makes the letterhead, one line for each line of it; its date is the letter's.
    /// - Throws: `phrasebook.unreadable` when the bundled wording is damaged.
    public static func reminder(
        _ value: ReminderInput, in language: Language, edition: Edition = Edition()
    ) throws(Problem) -> Report {
        try ReminderLetter(value: value, words: Words("letter", language), edition: edition).report
    }
}
