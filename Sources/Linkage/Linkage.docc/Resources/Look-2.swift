import Foundation
import Linkage
import Tabular

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
