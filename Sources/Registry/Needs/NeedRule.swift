import Problems
import Store

extension SheetRules {
    /// A need is a person's, a group's or the village's; without a code it gets one that stays the same.
    mutating func need(_ row: inout SheetRow) throws {
        if row.text("nik") != nil, row.text("group") != nil {
            row.refuse("sheet.two-subjects", kind, "group", in: file)
        }
        let subject = row.text("nik") ?? row.text("group") ?? row.text("region") ?? ""
        let about = [subject, row.text("need") ?? "", row.text("aid") ?? ""]
        let standing = try ledger.current(.init("need", subject: subject)).compactMap {
            LedgerJSON.value(Need.self, $0.document)
        }
        let same = standing.filter { [$0.subject, $0.need, $0.aid ?? ""] == about }
        let key = about.joined(separator: "/")
        if let code = row.text("code") {
            let held = try ledger.current(kind: "need", key: code).flatMap { LedgerJSON.value(Need.self, $0.document) }
            if let held, held.subject != subject || held.need != row.text("need") {
                row.refuse("need.fixed", kind, "code", in: file, value: code, ["code": code])
            }
            try refuseOrWarn(code, key, same, &row)
        } else {
            let code = try made[key] ?? same.first?.code ?? newCode(row)
            made[key] = code
            row.values["code"] = .text(code)
        }
    }

    /// The same need under two codes would be counted, and answered, twice.
    private mutating func refuseOrWarn(_ code: String, _ key: String, _ same: [Need], _ row: inout SheetRow) throws {
        let statement = key + "/" + (row.text("date") ?? "")
        if let first = stated[statement], first.code != code {
            row.refuse("sheet.double", kind, "code", in: file, value: code, ["first": String(first.row)])
        } else {
            stated[statement] = (code, row.number)
        }
        if let other = same.first(where: { $0.code != code }), !same.contains(where: { $0.code == code }) {
            row.warn("need.known", kind, "code", in: file, value: code, ["code": code, "known": other.code])
        }
    }

    /// A running number: a code made of the identity number would tell it.
    private func newCode(_ row: SheetRow) throws -> String { "N\(try ledger.lastNumber() + 1)-\(row.number)" }
}
