import Foundation
import Problems

extension ServerFailure {
    /// One problem type for the caller; the server's words stay where they cannot hold a row's values.
    func problem(at place: Place) -> Problem {
        let detail = ["detail": (state.isEmpty ? "" : state + " ") + plainMessage]
        switch (state.prefix(2), state) {
        // Gone, refused at the door, or shut down. While connecting the server's word comes without a state.
        case ("", _), ("08", _), ("28", _), (_, "57P01"), (_, "57P02"), (_, "57P03"):
            return Problem("store.server", at: place, detail)
        case (_, "42501"): return Problem("store.unreadable", at: place, detail)
        case (_, "53300"), (_, "57014"), ("55", _), ("40", _): return Problem("store.busy", at: place, detail)
        case ("53", _), ("58", _): return Problem("store.disk", at: place, detail)
        case ("XX", _): return Problem("store.damaged", at: place, detail)
        default: return Problem("store.failed", at: place, detail)
        }
    }

    /// Messages about data and about broken constraints may quote a value.
    private var plainMessage: String {
        let quotes = ["22", "23"].contains(state.prefix(2))
        return quotes ? "" : message.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
