import Indonesia
import Problems
import Store

extension AbsentPeople {
    /// How many are named at most.
    static let named = 5

    /// The same as a note about the list; numbers masked, each with the row of the earlier sending.
    func problem(in file: String) -> Problem {
        let named = first.map { "\(NIK.masked(raw: $0.nik)) (\($0.row))" } + (count > first.count ? ["…"] : [])
        return Problem(
            "list.absent", .note, at: Place(file: file),
            ["count": String(count), "id": String(batch), "named": named.joined(separator: ", ")])
    }
}
