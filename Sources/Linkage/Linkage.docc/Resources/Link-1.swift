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
