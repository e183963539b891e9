import Indonesia
import Problems
import Store
import Tabular

/// Where the person lives, cells that nobody mapped, and what tells the row from others.
extension LineChecker {
    func checkPlace(_ cells: Cells, _ line: inout CheckedLine, _ record: inout LineRecord) {
        if let column = cells.column(.village), let text = cells.trimmed(.village),
            !holdsNumber(.village, cells, &line)
        {
            switch villages?.judge(text) {
            case .known(let name, let code):
                record.village = name
                record.regionCode = code
            case .unknown(let district):
                // A name that is no village here stays in the raw cells: nobody is counted for a village that is none.
                let problem = Problem("region.unknown", .warn, value: text, ["system": district])
                report([problem], column, &line)
            case nil: record.village = text
            }
        }
        guard wantsRecords else { return }
        // With dots it is a code of the Ministry of Home Affairs; without them it might be one of BPS.
        if record.regionCode == nil, let text = cells.trimmed(.regionCode), text.contains("."),
            let code = RegionCode(text), code.level == .village
        {
            record.regionCode = code.dotted
            if let column = cells.column(.regionCode), let today = recoded?.today(code.dotted), let version = today.from
            {
                let told = ["version": version, "code": today.code]
                report([Problem("region.older-code", .note, value: code.dotted, told)], column, &line)
            }
        }
        record.address = cells.trimmed(.address)
        if record.village == nil, cells.column(.village) == nil, let address = record.address {
            record.village = VillageJudge.village(in: address)
        }
    }

    /// Numbers in columns nobody mapped: a wide table's row of a series, or a column, judged by its other cells.
    func checkNumbers(_ cells: Cells, _ line: inout CheckedLine) {
        if !yearColumns.isEmpty {
            let verdicts = NumberSeries.judge(yearColumns.map { cells.text($0) })
            for (column, verdict) in zip(yearColumns, verdicts) { report(verdict.problems, column, &line) }
        }
        for (column, series) in seriesColumns {
            report(series.read(cells.batch.bytes.span.extracting(cells.range(column))).problems, column, &line)
        }
    }

    /// Text that went through the wrong encoding on its way; in names it is the name's own check.
    func checkText(_ cells: Cells, _ line: inout CheckedLine) {
        for column in mojibakeColumns {
            let range = cells.range(column)
            guard range.count > 3, Mojibake.isIn(cells.batch.bytes.span.extracting(range)) else { continue }
            report([Problem("text.mojibake", .warn, ["name": mapping.entries[column].name])], column, &line)
        }
    }

    /// What tells this line from the others of the list.
    func settleKey(_ cells: Cells, _ line: inout CheckedLine, _ record: inout LineRecord) {
        let extras = mapping.profile.keyExtras
        guard !extras.isEmpty, line.identity != 0 else { return }
        var parts: [String] = []
        for field in extras {
            switch field {
            case .startDate, .activityDate: parts.append(record.startedOn ?? cells.trimmed(field) ?? "")
            default: parts.append((cells.trimmed(field) ?? "").lowercased())
            }
        }
        record.key = parts.joined(separator: "|")
        // FNV-1a over the key, folded into the person's number.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in record.key.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        line.identity = max(1, line.identity &* 0x9e37_79b9_7f4a_7c15 ^ hash)
    }
}
