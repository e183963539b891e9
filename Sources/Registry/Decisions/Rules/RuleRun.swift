public import Problems

extension RuleJudge {
    /// Judges all lines of a list, several pieces at a time; memory holds a handful of pieces.
    ///
    /// - Parameters:
    ///   - reading: opened with records wanted.
    ///   - explaining: of which cases every rule is told with its reasons, and which are handed on.
    ///   - each: receives the cases as they are judged, in the order of the file.
    /// - Throws: `list.not-people` for a list without identity numbers, `list.no-rows` for one without lines; `rules.runaway`
    ///   for a rule that does not come to an end; what reading throws.
    public func run(
        _ reading: ListReading, explaining: Explained = .all, _ each: ([RuledCase]) throws -> Void
    ) throws(Problem) -> (check: ListCheck, tally: RuleTally) {
        guard reading.isPeople else { throw Problem("list.not-people", at: Place(file: reading.file.name)) }
        let columns = FactColumns(reading, schema, forms: forms)
        var tally = RuleTally(self)
        var check = ListCheck(reading)
        // Cells are read where they stand, and a line that is only counted is done with once it was.
        try reading.withoutCells.forEach(keepsRecords: explaining.handsAllOn) { lines, batch in
            let (own, memo) = (columns.separate, CellMemo(columns))
            return judged(lines.lazy.map { own.facts(of: $0, in: batch, memo) }, explaining: explaining)
        } _: { lines, made in
            check.add(lines)
            var judged = try made.checked()
            // That a line is another one's double is found out only now.
            for (place, line) in lines.enumerated() where line.severity == .refuse && !judged.counted[place].isUnread {
                judged.unread(place, row: line.row) { self.judged([columns.facts(of: line)], explaining: .all).told[0] }
            }
            tally.add(judged)
            try each(judged.told)
        }
        check.finish()
        guard check.rows > 0 else { throw Problem("list.no-rows", at: Place(file: reading.file.name)) }
        return (check, tally)
    }
}
