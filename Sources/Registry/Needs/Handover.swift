public import Foundation
import Indonesia
public import Problems
import Store
import Tabular

/// The before and after of a group's members, written as a study that `evaluate` can run.
public struct Handover: Sendable {
    /// A member whose turnover was not measured on both sides.
    public enum Missing: String, Sendable, Hashable, Codable, CaseIterable { case before, after, both }

    public struct LeftOut: Sendable, Hashable, Codable {
        /// Masked.
        public var nik: String
        public var missing: Missing
    }

    public var group: String
    public var referral: String
    public var programme: String
    /// The day on which the referral was served, `yyyy-mm-dd`.
    public var servedOn: String
    public var members: Int
    /// Members measured before and after.
    public var measured: Int
    public var leftOut: [LeftOut]
    /// The study file and its data.
    public var study: URL
    public var data: URL
}

extension Registry {
    /// Writes the turnover of a group's members before and after a programme served them, and a study of it, into a
    /// folder.
    ///
    /// Before is the newest turnover recorded up to the day on which the referral was served, after the newest one since.
    /// Members without both are left out, and counted in the study.
    ///
    /// - Parameters:
    ///   - group: the group's code.
    ///   - programme: the programme that served a need of the group by a referral.
    ///   - folder: made where it is missing; files of the same names are replaced.
    ///   - isSynthetic: whether the data are invented; the study says so.
    /// - Throws: `log.unwritable`, for the log is told of the file first; `handover.group`, `handover.not-served`, `handover.too-few` where fewer than two members were measured
    ///   on both sides, `output.unwritable`, `phrasebook.unreadable`.
    public func exportBeforeAfter(
        group code: String, programme: String, to folder: URL, isSynthetic: Bool = false
    ) throws(Problem) -> Handover {
        try tellExport("before-after")
        let (group, needs, profiles) = try database.read { connection in
            let ledger = LedgerQueries(connection)
            return (
                try ledger.current(kind: "group", key: code).flatMap {
                    LedgerJSON.value(SupportedGroup.self, $0.document)
                },
                Set(try ledger.current(.init("need", subject: code)).map(\.key)),
                try ledger.current(.init("profile")).compactMap {
                    LedgerJSON.value(BusinessProfile.self, $0.document)
                }
            )
        }
        guard let group else { throw Problem("handover.group", .refuse, ["group": code]) }
        let served = try referrals(asOf: CalendarDate.last).lines.first {
            $0.programme == programme && needs.contains($0.needCode) && ($0.state == .served || $0.state == .outcome)
        }
        guard let served, let day = served.steps.first(where: { $0.step == .served })?.date else {
            throw Problem("handover.not-served", .refuse, ["group": code, "programme": programme])
        }
        let members = group.members ?? []
        let series = Dictionary(grouping: profiles.filter { $0.turnover != nil }, by: \.nik)
        let measurements = members.map { Measurement($0, series[$0] ?? [], day) }
        let pairs = measurements.compactMap(\.pair)
        guard pairs.count > 1 else {
            throw Problem(
                "handover.too-few", .refuse,
                ["group": code, "measured": String(pairs.count), "members": String(members.count)])
        }
        var handover = Handover(
            group: code, referral: served.code, programme: programme, servedOn: day, members: members.count,
            measured: pairs.count, leftOut: measurements.compactMap(\.leftOut),
            study: folder.appendingPathComponent("study.yaml"),
            data: folder.appendingPathComponent(StudyWriter.data))
        handover.leftOut.sort { $0.nik < $1.nik }
        let last = profiles.filter { members.contains($0.nik) }.map(\.date).max() ?? day
        let name = try programmes().first { $0.code == programme }
        try StudyWriter(handover: handover, group: group, programme: name, until: last, isSynthetic: isSynthetic)
            .write(pairs, to: folder)
        return handover
    }
}

/// What is known of one member's turnover on both sides of a day.
private struct Measurement {
    let before: Int64?
    let after: Int64?
    let leftOut: Handover.LeftOut?

    var pair: (Int64, Int64)? {
        guard let before, let after else { return nil }
        return (before, after)
    }

    init(_ nik: String, _ profiles: [BusinessProfile], _ day: String) {
        let sorted = profiles.sorted { $0.date < $1.date }
        before = sorted.last { $0.date <= day }?.turnover
        after = sorted.last { $0.date > day }?.turnover
        let missing: Handover.Missing? =
            switch (before, after) {
            case (nil, nil): .both
            case (nil, _): .before
            case (_, nil): .after
            default: nil
            }
        leftOut = missing.map { Handover.LeftOut(nik: NIK.masked(raw: nik), missing: $0) }
    }
}

/// Writes the files of a handover in the form that study files have.
private struct StudyWriter {
    static let data = "sebelum-sesudah.csv"

    let handover: Handover
    let group: SupportedGroup
    let programme: ProgrammeRecord?
    let until: String
    let isSynthetic: Bool

    func write(_ pairs: [(Int64, Int64)], to folder: URL) throws(Problem) {
        let phrases = try RegistryWording.phrases()
        var csv = CSVWriter()
        csv.write(["id", "omzet_sebelum", "omzet_sesudah"])
        for (index, pair) in pairs.enumerated() { csv.write([String(index + 1), String(pair.0), String(pair.1)]) }
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(csv.text.utf8).write(to: handover.data, options: .atomic)
            try Data(study(phrases).utf8).write(to: handover.study, options: .atomic)
        } catch {
            throw Problem("output.unwritable", at: Place(file: handover.study.lastPathComponent))
        }
    }

    private func study(_ phrases: Phrasebook) -> String {
        func count(_ cases: Handover.Missing...) -> String {
            String(handover.leftOut.count { cases.contains($0.missing) })
        }
        let isWhole = handover.leftOut.isEmpty
        func both(_ key: String, _ indent: String = "") -> String {
            Language.allCases.map { language in
                let arguments = [
                    "name": group.name, "referral": handover.referral, "date": until,
                    "programme": (language == .en ? programme?.nameEn : nil) ?? programme?.name ?? handover.programme,
                    "members": String(handover.members), "measured": String(handover.measured),
                    "left": String(handover.leftOut.count), "before": count(.before, .both),
                    "after": count(.after, .both),
                ]
                return "\(indent)  \(language.rawValue): \(Self.quoted(phrases(key, language, arguments)))\n"
            }.joined()
        }
        var text = "study: \(Self.quoted("kelompok-" + handover.group.lowercased()))\n"
        text += "title:\n" + both("handover.title") + "source:\n" + both("handover.source")
        text += "sample:\n" + both(isWhole ? "handover.sample-all" : "handover.sample-part")
        text += "synthetic: \(isSynthetic)\ndata: \(Self.data)\nsampling: \(isWhole ? "census" : "unstated")\n"
        text += "population: \(handover.members)\n\nanalyses:\n"
        for (name, column) in [("before", "omzet_sebelum"), ("after", "omzet_sesudah")] {
            text += "  - name: \(name)\n    method: summary\n    title:\n" + both("handover." + name, "    ")
            text += "    column: \(column)\n    unit: rupiah\n\n"
        }
        text += "  - name: change\n    method: signed-rank\n    title:\n" + both("handover.change", "    ")
        text += "    before: omzet_sebelum\n    after: omzet_sesudah\n    comparison-group: false\n"
        return text
    }

    /// A text as YAML writes it in double quotes: names of groups may hold anything.
    private static func quoted(_ text: String) -> String {
        let escaped = text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"")
        return "\"" + String(escaped.map { $0.isNewline ? " " : $0 }) + "\""
    }
}

/// The wording of files that the registry writes for readers.
enum RegistryWording {
    /// - Throws: `phrasebook.unreadable`.
    static func phrases() throws(Problem) -> Phrasebook {
        let folder = ResourceFolder.find("gapura_Registry", built: { Bundle.module.resourceURL })
        guard let folder else { throw Problem("phrasebook.unreadable", at: Place(file: "Wording")) }
        return try Phrasebook(folder: folder.appendingPathComponent("Wording"))
    }
}
