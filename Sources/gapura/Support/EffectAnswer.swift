// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Problems
import Registry
import Store

/// What an event means for one enrolment.
struct EffectAnswer: Encodable {
    var effect: String
    var is_held: Bool
    var nik: String
    var programme: String
    var fiscal_year: Int
    var list: String
    var batch: Int64
    var row: Int
    var amount: Int64?
    /// `list`, or `programme` where the amount is that of the programme's period.
    var amount_of: String?
    var event: String
    /// `event` or `status`: what says so.
    var told_by: String
    /// The day of the event, or the one as of which a status speaks.
    var date: String
    var source: String
    var source_version: String?
    var replacement: String?

    init(_ effect: EventEffect, _ shown: Shown = Shown()) {
        self.effect = effect.kind.rawValue
        is_held = effect.kind.isHeld
        nik = shown.number(effect.enrolment.nik)
        programme = effect.enrolment.programme
        fiscal_year = effect.enrolment.fiscalYear
        list = effect.enrolment.listName
        batch = effect.enrolment.batch
        row = effect.enrolment.row
        amount = effect.enrolment.amount
        amount_of = amount.map { _ in effect.enrolment.hasProgrammeAmount ? "programme" : "list" }
        event = effect.event.event.rawValue
        told_by = effect.status == nil ? "event" : "status"
        source_version = effect.status?.sourceVersion.map(shown.text)
        date = effect.event.date
        source = shown.text(effect.event.source)
        replacement = effect.event.replacement.map(shown.number)
    }

    /// Who says so, in the reader's language.
    func source(in language: Language) -> String {
        told_by == "event" ? source : SheetKinds.bundled.label("statusSource", source, language) ?? source
    }

    func sentence(_ console: Console) -> String {
        console.say(
            "effect." + effect + (told_by == "event" ? "" : "-status"),
            [
                "programme": programme, "year": String(fiscal_year), "list": list, "row": String(row), "date": date,
                "source": source(in: console.language), "replacement": replacement ?? "",
            ])
    }
}
