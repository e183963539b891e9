import Foundation
import Linkage
import Tabular

// What the tutorial builds, part by part; a test holds it to the pages.

// tutorial: Link
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

// tutorial: Look
/// The same run, held against the column that tells who each record is.
func judged(_ files: [URL]) throws -> LinkageResult {
    let lists = try files.map { try DelimitedRows.read(String(contentsOf: $0, encoding: .utf8)) }
    let truth = lists.joined().map { UInt32($0["person", default: ""].dropFirst()) ?? 0 }
    var linker = Linker(members)
    linker.options.crossListsOnly = true
    return try linker.link(LinkageRecords(lists: lists, model: members, id: "id"), truth: truth)
}

/// A pair's weight as a sum, one line for each part.
func reasons(_ pair: LinkedPair, in result: LinkageResult) -> [String] {
    guard let explanation = result.explanation(pair) else { return [] }
    let parts = explanation.parts.map { ("\($0.comparison): \($0.level)", $0.weight) }
    let all = [("start", explanation.prior)] + parts + [("rare values", explanation.frequency)]
    return all.map { name, bits in "\(name) \((bits * 10).rounded() / 10)" }
}

// tutorial: end
