import Foundation
import Problems
import Store

/// Makes entries of a sheet's rows: most rows are an entry each, those of a report are grouped.
struct SheetAssembly {
    struct Draft {
        var entry: EntryRecord
        /// The rows it is made of.
        var rows: [SheetRow]
    }

    let kind: SheetKind
    let file: String

    /// - Returns: entries in the order of the sheet; problems go into the rows.
    func drafts(of rows: inout [SheetRow]) -> [Draft] {
        var order: [String] = []
        var positions: [String: [Int]] = [:]
        for (index, row) in rows.enumerated() where !row.isRefused && !row.isKnown {
            let key = key(of: row)
            if positions[key] == nil { order.append(key) }
            positions[key, default: []].append(index)
        }
        var drafts: [Draft] = []
        for key in order {
            guard let members = positions[key], let first = members.first else { continue }
            if let grouping = kind.grouped {
                findDoubles(grouping, members, &rows)
                drafts.append(grouped(grouping, key, members.map { rows[$0] }))
            } else if kind.steps ?? false {
                drafts += members.map { Draft(entry: entry(key, rows[$0], rows[$0].values), rows: [rows[$0]]) }
            } else {
                for other in members.dropFirst() {
                    rows[other].refuse(
                        "sheet.double", kind, kind.key.last, in: file, ["first": String(rows[first].number)])
                }
                drafts.append(Draft(entry: entry(key, rows[first], rows[first].values), rows: [rows[first]]))
            }
        }
        return drafts
    }

    private func key(of row: SheetRow) -> String { kind.key.map { row.values[$0]?.plain ?? "" }.joined(separator: "/") }

    private func findDoubles(_ grouping: SheetKind.Grouping, _ members: [Int], _ rows: inout [SheetRow]) {
        var seen: [String: Int] = [:]
        for index in members {
            let line = grouping.lineKey.map { rows[index].values[$0]?.plain ?? "" }.joined(separator: "/")
            if let first = seen[line] {
                rows[index].refuse(
                    "sheet.double", kind, grouping.lineKey.last, in: file, ["first": String(rows[first].number)])
            } else {
                seen[line] = index
            }
        }
    }

    private func grouped(_ grouping: SheetKind.Grouping, _ key: String, _ rows: [SheetRow]) -> Draft {
        var values = rows[0].values
        for field in grouping.fields { values[field] = nil }
        values[grouping.into] = .rows(
            rows.map { row in
                var line = row.values.filter { grouping.fields.contains($0.key) }
                line["row"] = .integer(Int64(row.number))
                return line
            })
        return Draft(entry: entry(key, rows[0], values), rows: rows)
    }

    private func entry(_ key: String, _ row: SheetRow, _ values: [String: SheetValue]) -> EntryRecord {
        let subject = (kind.subject ?? []).lazy.compactMap { row.text($0) }.first
        let refers = (kind.refers ?? [:]).sorted { $0.key < $1.key }.lazy.compactMap { field, other in
            row.text(field).map { other + ":" + $0 }
        }.first
        let period = row.text("period")
        let year =
            row.integer("year").map { Int($0) } ?? period.flatMap { Int($0.prefix(4)) }
            ?? row.text("date").flatMap { Int($0.prefix(4)) }
        var entry = EntryRecord(
            row: row.number, kind: kind.name, key: key, subject: subject,
            programme: row.text("programme") ?? (kind.name == ProgrammeLedger.kind ? row.text("code") : nil),
            institution: row.text("institution") ?? row.text("to") ?? row.text("owner"),
            regionCode: row.text("region"), fiscalYear: year, period: period, refersTo: refers,
            document: LedgerJSON.text(values))
        for field in kind.people ?? [] {
            let named = row.text(field).map { [$0] } ?? row.texts(field)
            if !named.isEmpty { entry.people[field] = named }
        }
        if kind.name == ProgrammeLedger.kind { entry.document = LedgerJSON.text(ProgrammeRecord(row)) }
        return entry
    }
}

extension SheetAssembly.Draft {
    /// Keeps what the version before says of a programme and its template cannot hold.
    mutating func carryOn(from before: EntryRecord?) {
        guard let before, let earlier = LedgerJSON.value(ProgrammeRecord.self, before.document),
            let record = LedgerJSON.value(ProgrammeRecord.self, entry.document)
        else { return }
        let next = record.carryingOn(from: earlier)
        entry.document = next == earlier ? before.document : LedgerJSON.text(next)
    }
}

extension SheetAssembly.Draft {
    /// Keeps what the version before says where this one says nothing.
    mutating func fillBlanks(from before: EntryRecord?) {
        guard let before, let earlier = LedgerJSON.value([String: SheetValue].self, before.document),
            let said = LedgerJSON.value([String: SheetValue].self, entry.document)
        else { return }
        entry.document = LedgerJSON.text(earlier.merging(said) { $1 })
        entry.institution = entry.institution ?? before.institution
    }
}

extension ProgrammeRecord {
    /// A programme's record of one year from a row of its template.
    init(_ row: SheetRow) {
        let kinds = row.texts("kinds")
        self.init(
            code: row.text("code") ?? "", name: row.text("name") ?? "", owner: row.text("owner") ?? "",
            kind: kinds.first ?? "", targetUnit: row.text("targetUnit") ?? "")
        nameEn = row.text("nameEn")
        abbreviation = row.text("abbreviation")
        unit = row.text("unit")
        pillar = row.text("pillar")
        aims = row.texts("aims")
        otherKinds = Array(kinds.dropFirst())
        sizeClasses = row.texts("sizeClasses")
        sectors = row.texts("sectors")
        specialTargets = row.texts("specialTargets")
        legalBasis = row.text("legalBasis")
        criteria =
            row.texts("requirements").map { Criterion(statement: $0, kind: "requirement") }
            + row.texts("exclusions").map { Criterion(statement: $0, kind: "exclusion") }
        proposers = row.texts("proposers")
        distributors = row.texts("distributors")
        benefitForm = row.text("benefitForm")
        tenorMonths = row.integer("tenorMonths").map { Int($0) }
        area = row.texts("area")
        dataSystem = row.text("dataSystem")
        dataKey = row.text("dataKey")
        indicators = row.texts("indicators").map(Indicator.init(text:))
        exitRule = row.text("exitRule")
        status = row.text("status")
        sources = row.texts("sources")
        complementary = row.texts("complementary")
        conflicting = row.texts("conflicting")
        periods = [
            Period(
                fiscalYear: Int(row.integer("year") ?? 0), validFrom: row.text("validFrom"),
                validTo: row.text("validTo"), amount: row.integer("amount"), budget: row.integer("budget"),
                target: row.integer("target"), realised: row.integer("realised"))
        ]
    }
}

extension ProgrammeRecord.Indicator {
    /// Reads `name: baseline > target`; either may be left out.
    init(text: String) {
        let parts = text.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
        let values = (parts.count > 1 ? parts[1] : "").split(separator: ">", omittingEmptySubsequences: false)
            .map { $0.trimmingCharacters(in: .whitespaces) }
        func filled(_ index: Int) -> String? {
            values.indices.contains(index) && !values[index].isEmpty ? values[index] : nil
        }
        self.init(name: parts.first ?? text, baseline: filled(0), target: filled(1))
    }
}
