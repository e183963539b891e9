// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Indonesia
import Problems
import Registry
import Store

/// What the command about trainings answers.
extension NeedAnswer {
    struct TrainingYear: Encodable {
        struct Event: Encodable {
            var code: String
            var programme: String
            var date: String
            var topic: String?
            var region: String
            var invited: Int
            var present: Int
        }
        struct Repeat: Encodable {
            var nik: String
            var programme: String
            var topic: String
            var times: Int
            var events: [String]
        }
        struct Progress: Encodable {
            var nik: String
            var region: String
            var from: String
            var to: String
            var turnover_before: Int64?
            var turnover_after: Int64?
            var gained_records: Bool
            var gained_tax_number: Bool
            var gained_business_number: Bool
            var first_known: Int
            var visits: Int
            var programmes: [String]
        }
        struct Summary: Encodable {
            var programme: String
            var events: Int
            var people: Int
            var repeats: Int
            var visits: Int
            var measured: Int
            var turnover_rose: Int
            var gained_records: Int
            var gained_tax_number: Int
            var gained_business_number: Int
            var first_known: Int
        }
        struct Group: Encodable {
            var group: String
            var name: String
            var visits: [MentorVisit]
        }
        struct Diary: Encodable {
            var nik: String
            var programme: String
            var region: String
            var from: String
            var to: String
            var notes: Int
            var weeks: Int
            var empty_weeks: Int
            var meetings: Int
            var attended: Int
            var missed_in_a_row: Int
            var due: Int64
            var paid: Int64
            var arrears: Int64
            var sales_before: Int64?
            var sales_after: Int64?
        }
        struct Diaries: Encodable {
            var programme: String
            var businesses: Int
            var notes: Int
            var meetings: Int
            var attended: Int
            var due: Int64
            var paid: Int64
            var behind: Int
            var compared: Int
            var rose: Int
        }
        var year: Int
        var events: [Event]
        var repeats: [Repeat]
        var progress: [Progress]
        var programmes: [Summary]
        var groups: [Group]
        var diaries: [Diary]
        var diary_summaries: [Diaries]

        init(_ report: TrainingReport) {
            year = report.year
            events = report.events.map {
                Event(
                    code: $0.event.code, programme: $0.event.programme, date: $0.event.date, topic: $0.event.topic,
                    region: $0.event.region, invited: $0.invited, present: $0.present)
            }
            repeats = report.repeats.map {
                Repeat(
                    nik: NIK.masked(raw: $0.nik), programme: $0.programme, topic: $0.topic, times: $0.events.count,
                    events: $0.events)
            }
            progress = report.progress.map {
                Progress(
                    nik: NIK.masked(raw: $0.nik), region: $0.region, from: $0.from, to: $0.to,
                    turnover_before: $0.turnoverBefore, turnover_after: $0.turnoverAfter,
                    gained_records: $0.gainedRecords, gained_tax_number: $0.gainedTaxNumber,
                    gained_business_number: $0.gainedBusinessNumber, first_known: $0.firstKnown, visits: $0.visits,
                    programmes: $0.programmes)
            }
            programmes = report.programmes.map {
                Summary(
                    programme: $0.programme, events: $0.events, people: $0.people, repeats: $0.repeats,
                    visits: $0.visits, measured: $0.measured, turnover_rose: $0.turnoverRose,
                    gained_records: $0.gainedRecords, gained_tax_number: $0.gainedTaxNumber,
                    gained_business_number: $0.gainedBusinessNumber, first_known: $0.firstKnown)
            }
            diaries = report.diaries.map {
                Diary(
                    nik: NIK.masked(raw: $0.nik), programme: $0.programme, region: $0.region, from: $0.from, to: $0.to,
                    notes: $0.notes, weeks: $0.weeks, empty_weeks: $0.emptyWeeks, meetings: $0.meetings,
                    attended: $0.attended, missed_in_a_row: $0.missedInARow, due: $0.due, paid: $0.paid,
                    arrears: $0.arrears, sales_before: $0.course?.before, sales_after: $0.course?.after)
            }
            diary_summaries = report.diarySummaries.map {
                Diaries(
                    programme: $0.programme, businesses: $0.businesses, notes: $0.notes, meetings: $0.meetings,
                    attended: $0.attended, due: $0.due, paid: $0.paid, behind: $0.behind, compared: $0.compared,
                    rose: $0.rose)
            }
            groups = report.groups.map { group in
                Group(
                    group: group.group, name: group.name,
                    visits: group.visits.map { visit in
                        var visit = visit
                        visit.nik = visit.nik.map { NIK.masked(raw: $0) }
                        return visit
                    })
            }
        }
    }
}
