// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Registry
import Store

/// What a stored ruling says of a person.
struct PersonRulingAnswer: Encodable {
    struct File: Encodable {
        var name: String
        var version: String
        var digest: String
    }

    var ruling: Int64
    var appeals: Int64?
    var batch: Int64
    var row: Int
    var programme: String
    var fiscal_year: Int
    var decided_on: String
    var recorded_at: String
    var actor: String
    var verdict: String
    var benefit: Int64?
    var rules: [String]
    var files: [File]
    var evidence: String?
    var superseded: Bool

    init(_ found: PersonRuling) {
        let record = found.ruling
        (ruling, appeals, batch, row) = (record.id, record.appeals, record.batch, found.row)
        (programme, fiscal_year, decided_on) = (record.programme, record.fiscalYear, record.decidedOn)
        (recorded_at, actor) = (record.recordedAt, record.actor)
        (verdict, rules) = (found.verdict.rawValue, found.rules)
        benefit = found.verdict == .eligible ? found.benefit : nil
        files = found.files.map { File(name: $0.name, version: $0.version, digest: $0.digest) }
        (evidence, superseded) = (found.evidence?.source, found.isSuperseded)
    }

    func sentence(_ console: Console) -> String {
        let versions = files.map { $0.name + " " + $0.version }.joined(separator: ", ")
        return console.say(
            appeals == nil ? "person.ruling" : "person.appeal",
            [
                "at": recorded_at, "id": String(ruling), "programme": programme, "year": String(fiscal_year),
                "verdict": console.say("rules.verdict." + verdict), "versions": versions, "source": evidence ?? "",
            ]) + (rules.isEmpty ? "" : " (" + rules.joined(separator: ", ") + ")")
            + (superseded ? " " + console.say("person.ruling-superseded") : "")
    }
}
