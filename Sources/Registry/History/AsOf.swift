public import Foundation
public import Indonesia
public import Problems
import Store

/// The instant by which something was known, and the day on which it held.
public struct AsOf: Sendable, Hashable {
    /// What the registry had learned by this instant.
    public var known: Date
    /// Only what held in the world by this day; nil asks for all that was known.
    public var trueOn: CalendarDate?

    public init(known: Date, trueOn: CalendarDate? = nil) {
        self.known = known
        self.trueOn = trueOn
    }

    /// What was known at the end of a day in Western Indonesian Time.
    public init(endOf day: CalendarDate, trueOn: CalendarDate? = nil) {
        let seconds = (day.daysSince1970 + 1) * 86_400 - 7 * 3600 - 1
        self.init(known: Date(timeIntervalSince1970: Double(seconds)), trueOn: trueOn)
    }

    /// Reads what somebody typed: a day `yyyy-mm-dd`, meaning its end in Western Indonesian Time, or an instant in ISO 8601.
    ///
    /// - Throws: `asof.date`.
    public init(_ known: String, trueOn: String? = nil) throws(Problem) {
        let day: CalendarDate? = try trueOn.map { text throws(Problem) in
            guard let day = CalendarDate(text) else { throw Problem("asof.date", .refuse, value: text) }
            return day
        }
        if let end = CalendarDate(known) {
            self.init(endOf: end, trueOn: day)
        } else if let instant = try? Date(known, strategy: .iso8601) {
            self.init(known: instant, trueOn: day)
        } else {
            throw Problem("asof.date", .refuse, value: known)
        }
    }

    /// The instant in UTC, ISO 8601.
    public var instant: String { known.formatted(.iso8601) }

    var moment: Moment { Moment(known: instant, trueOn: trueOn?.description) }
}

extension Registry {
    /// The day that answers speak of: the one on which things shall be true, else that on which they were known.
    public var day: CalendarDate {
        (database as? AsOfDatabase)?.moment.trueOn.flatMap { CalendarDate($0) } ?? today
    }

    /// The registry as it was known at an instant, and, where a day is named, as it was true on it: for reading only.
    ///
    /// Everything that reads the present reads it just so. Proposals of matches and figures that were counted are replaced and
    /// not kept: where they changed since, there are none, and what people decided counts alone.
    ///
    /// - Throws: `asof.future` for a day after today.
    public func asOf(_ asOf: AsOf) throws(Problem) -> Registry {
        guard Self.day(of: asOf.known) <= today else {
            throw Problem("asof.future", .refuse, value: Self.day(of: asOf.known).description)
        }
        return Registry(self, AsOfDatabase(database, asOf.moment), at: asOf.known)
    }
}
