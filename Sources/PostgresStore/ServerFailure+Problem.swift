import Foundation
import Problems

extension ServerFailure {
    /// One problem type for the caller; the server's words stay where they cannot hold a row's values.
    func problem(at place: Place) -> Problem {
        if lacksPassword { return Problem("store.password", at: place) }
        if isForged { return Problem("store.certificate", at: place, ["detail": detail]) }
        if let silence { return Problem("store.silent", at: place, ["seconds": String(silence)]) }
        let told = ["detail": detail]
        switch (state.prefix(2), state) {
        case (_, "3D000"): return Problem("store.database-missing", at: place)
        case ("28", _): return Problem("store.sign-in", at: place)
        case (_, "57P01"), (_, "57P02"), (_, "57P03"): return Problem("store.stopping", at: place)
        case (_, "53300"): return Problem("store.too-many", at: place)
        case ("", _), ("08", _): return Problem("store.server", at: place, told)
        case (_, "42501"): return Problem("store.no-right", at: place)
        case (_, "25006"): return Problem("store.server-read-only", at: place)
        case (_, "57014"), ("55", _), ("40", _): return Problem("store.busy", at: place)
        case (_, "53100"): return Problem("store.disk-full", at: place)
        case ("53", _), ("58", _): return Problem("store.disk", at: place, told)
        case ("XX", _): return Problem("store.damaged", at: place, told)
        case (_, "22021"): return Problem("store.zero-byte", at: place)
        default: return Problem("store.failed", at: place, told)
        }
    }

    /// The state and one line of the server's words; never empty.
    private var detail: String {
        // Messages about data and about broken constraints may quote a value.
        let quotes = ["22", "23"].contains(state.prefix(2))
        let line = quotes ? nil : message.split(whereSeparator: \.isNewline).first.map(String.init)
        let text = [state, line?.trimmingCharacters(in: .whitespaces) ?? ""].filter { !$0.isEmpty }
        return text.isEmpty ? "libpq" : text.joined(separator: " ")
    }
}
