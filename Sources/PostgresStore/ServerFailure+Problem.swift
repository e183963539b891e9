import Foundation
import Problems

extension ServerFailure {
    /// One problem type for the caller; the server's words stay where they cannot hold a row's values.
    func problem(at place: Place) -> Problem {
        let detail = ["detail": (state.isEmpty ? "" : state + " ") + plainMessage]
        switch state.prefix(2) {
        // Gone, refused at the door, or shut down.
        case "", "08", "28", "57": return Problem("store.server", at: place, detail)
        case "3D": return Problem("store.missing", at: place)
        case "42" where state == "42501": return Problem("store.unreadable", at: place, detail)
        case "53" where state == "53300": return Problem("store.busy", at: place, detail)
        case "53", "58": return Problem("store.disk", at: place, detail)
        case "55", "40": return Problem("store.busy", at: place, detail)
        case "XX": return Problem("store.damaged", at: place, detail)
        default: return Problem("store.failed", at: place, detail)
        }
    }

    /// Messages about data and about broken constraints may quote a value.
    private var plainMessage: String {
        let quotes = ["22", "23"].contains(state.prefix(2))
        return quotes ? "" : message.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
