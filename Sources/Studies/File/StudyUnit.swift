/// What the amounts of an analysis are written in.
enum StudyUnit: String, Sendable, CaseIterable {
    case number
    case rupiah
}
