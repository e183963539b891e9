import Foundation
import Linkage
import Tabular

let members = LinkageModel(
    name: "members",
    fields: [.init("name", .text), .init("born", .date, columns: ["date of birth"]), .init("phone", .digits)],
    blocking: [.init(["born"]), .init(["phone"]), .init(["name"])],
    comparisons: [
        .init("name", [.missing("name"), .same("name", weighsFrequency: true), .similar("name", 0.88)]),
        .init("born", [.missing("born"), .same("born"), .edits("born", 1)]),
        .init("phone", [.missing("phone"), .same("phone"), .edits("phone", 1)]),
    ])

func link(_ files: [URL]) throws -> [[String]] {
    let lists = try files.map { try DelimitedRows.read(String(contentsOf: $0, encoding: .utf8)) }
    let records = try LinkageRecords(lists: lists, model: members, id: "id")
    var linker = Linker(members)
    linker.options.crossListsOnly = true
    let result = try linker.link(records)
    return OneToOne.assign(result.pairs, records: records.count).map { [records.ids[$0.left], records.ids[$0.right]] }
}
