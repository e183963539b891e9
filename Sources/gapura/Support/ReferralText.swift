import Indonesia
import Problems
import Registry
import Store

/// Referrals, plans and trainings as text.
extension NeedText {
    static func referrals(_ lines: [ReferralLine], _ console: Console) -> TextGrid {
        var grid = TextGrid(
            ["code", "need", "programme", "from", "to", "step", "due", "left"].map {
                console.say("need.column." + $0)
            }, numeric: [7])
        for line in lines {
            grid.add([
                line.code, line.needCode, line.programme, line.from, line.to,
                SheetKinds.bundled.label("step", line.state.rawValue, console.language) ?? line.state.rawValue,
                line.dueOn ?? "–", line.daysLeft.map { console.integer($0) } ?? "–",
            ])
        }
        return grid
    }

    static func loads(_ loads: [ReferralLoad], _ console: Console) -> TextGrid {
        var grid = TextGrid(
            ["institution", "answer", "serve", "tell", "overdue"].map { console.say("need.column." + $0) },
            numeric: [1, 2, 3, 4])
        for load in loads {
            grid.add(
                [load.institution] + [load.toAnswer, load.toServe, load.toTell, load.overdue].map(String.init))
        }
        return grid
    }

    static func write(_ step: ReferralStep, _ console: Console) throws(Problem) {
        guard console.format != .json else { return try console.json(step) }
        try console.line(
            console.say(
                "referral.taken",
                [
                    "code": step.code,
                    "step": SheetKinds.bundled.label("step", step.step.rawValue, console.language)
                        ?? step.step.rawValue,
                    "date": step.date, "due": step.dueOn ?? "–",
                ]))
    }

    static func plan(_ plan: VillagePlan, _ console: Console) -> TextGrid {
        var grid = TextGrid(
            ["programme", "name"].map { console.say("need.column." + $0) } + (1...12).map(String.init)
                + ["after", "need", "unserved", "inferred"].map { console.say("need.column." + $0) },
            numeric: [16, 17])
        for line in plan.lines {
            grid.add(
                [line.entry.programme, line.name] + line.months.map { $0 ? "■" : "·" }
                    + [line.entry.after ?? "–", line.entry.need ?? "–", String(line.unserved), String(line.inferred)])
        }
        return grid
    }

    static func trainings(_ report: TrainingReport, _ console: Console) -> TextGrid {
        var grid = TextGrid(
            ["code", "programme", "date", "topic", "region", "invited", "present"].map {
                console.say("need.column." + $0)
            }, numeric: [5, 6])
        for event in report.events {
            grid.add([
                event.event.code, event.event.programme, event.event.date, event.event.topic ?? event.event.title,
                event.event.region, String(event.invited), String(event.present),
            ])
        }
        return grid
    }

    private static func diaries(_ report: TrainingReport, _ console: Console) throws(Problem) {
        var summary = TextGrid(
            ["programme", "businesses", "notes", "attended", "meetings", "paid", "due", "behind"].map {
                console.say("need.column." + $0)
            }, numeric: Set(1...7))
        for row in report.diarySummaries {
            summary.add(
                [row.programme]
                    + [
                        row.businesses, row.notes, row.attended, row.meetings, Int(clamping: row.paid),
                        Int(clamping: row.due), row.behind,
                    ].map(String.init))
        }
        try section("training.section.diaries", summary, console)
        var behind = TextGrid(
            ["nik", "programme", "region", "arrears", "missed", "empty-weeks"].map {
                console.say("need.column." + $0)
            }, numeric: [3, 4, 5])
        for diary in report.diaries where diary.needsVisit {
            behind.add([
                NIK.masked(raw: diary.nik), diary.programme, diary.region, String(diary.arrears),
                String(diary.missedInARow), String(diary.emptyWeeks),
            ])
        }
        try section("training.section.behind", behind, console)
    }

    static func write(_ report: TrainingReport, _ console: Console) throws(Problem) {
        try console.line(console.say("training.section.events", ["year": String(report.year)]))
        try console.out(trainings(report, console).text)
        var repeats = TextGrid(
            ["nik", "programme", "topic", "events"].map { console.say("need.column." + $0) })
        for item in report.repeats {
            repeats.add([
                NIK.masked(raw: item.nik), item.programme, item.topic, item.events.joined(separator: " "),
            ])
        }
        try section("training.section.repeats", repeats, console)
        var summary = TextGrid(
            ["programme", "events", "people", "visits", "measured", "rose", "records", "tax", "licence"].map {
                console.say("need.column." + $0)
            }, numeric: Set(1...8))
        for programme in report.programmes {
            summary.add(
                [programme.programme]
                    + [
                        programme.events, programme.people, programme.visits, programme.measured,
                        programme.turnoverRose, programme.gainedRecords, programme.gainedTaxNumber,
                        programme.gainedBusinessNumber,
                    ].map(String.init))
        }
        try section("training.section.programmes", summary, console)
        var groups = TextGrid(["group", "name", "visits"].map { console.say("need.column." + $0) }, numeric: [2])
        for group in report.groups { groups.add([group.group, group.name, String(group.visits.count)]) }
        try section("training.section.groups", groups, console)
        try diaries(report, console)
    }
}
