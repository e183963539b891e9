public import Problems

/// Comparisons of a NIK with what stands beside it in the row. All are warnings: a corrected birth date does not
/// change the number, so the number may rightly differ.
extension NIK {
    /// Compares the birth date in the row with the one in the number.
    ///
    /// - Returns: `nik.birth-swapped` when day and month have changed places, `nik.birth-mismatch` for any other
    ///   difference, `nil` when they agree.
    public func problem(withBirth date: CalendarDate) -> Problem? {
        let sameYear = date.year % 100 == birthYear
        if sameYear, date.month == birthMonth, date.day == birthDay { return nil }
        let isSwapped = sameYear && date.day == birthMonth && date.month == birthDay
        return Problem(isSwapped ? "nik.birth-swapped" : "nik.birth-mismatch", .warn, value: masked)
    }

    /// Compares the sex in the row with the one in the number: `nik.sex-mismatch` or `nil`.
    public func problem(withSex sex: Sex) -> Problem? {
        sex == self.sex ? nil : Problem("nik.sex-mismatch", .warn, value: masked)
    }

    /// Looks the area up among the districts of all years: `nik.area-unknown` (argument `area`) or `nil`.
    ///
    /// A table that does not hold the districts of that regency or city gives no answer, and so no problem.
    public func problem(withAreaIn table: RegionTable) -> Problem? {
        guard table.coversDistricts(ofRegency: area / 100), !table.knowsDistrict(area) else { return nil }
        return Problem("nik.area-unknown", .warn, value: masked, ["area": areaPrefix])
    }
}
