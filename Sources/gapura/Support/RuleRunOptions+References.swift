import Foundation
import Indonesia
import Problems
import Registry

/// The lists that lines are held against.
extension RuleRunOptions {
    /// The lists that are given, read.
    func references(_ console: Console) throws(Problem) -> [ReferenceList] {
        try references(BundledCatalogue(), Registry.day(of: Date()), console)
    }

    func references(
        _ catalogue: BundledCatalogue, _ today: CalendarDate, _ console: Console
    ) throws(Problem) -> [ReferenceList] {
        var lists: [ReferenceList] = []
        for argument in against { lists.append(try reference(argument, catalogue, today, console)) }
        return lists
    }

    /// Every file that is read, whatever is asked: nothing may be written over one of them.
    var inputs: [URL] {
        let databases = db.flatMap { Storage.file(of: $0) }.map { Storage.files(of: $0.path) } ?? []
        return (files + form + databases).map { URL(fileURLWithPath: $0) } + against.compactMap(Self.file(in:))
    }

    /// The file of `KIND=FILE`.
    static func file(in argument: String) -> URL? {
        argument.firstIndex(of: "=").map { URL(fileURLWithPath: String(argument[argument.index(after: $0)...])) }
    }

    private func reference(
        _ argument: String, _ catalogue: BundledCatalogue, _ today: CalendarDate, _ console: Console
    ) throws(Problem) -> ReferenceList {
        guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else {
            throw Problem("usage.against", value: argument)
        }
        let head = argument[..<equals].split(separator: "@", maxSplits: 1).map(String.init)
        let file = try ListFile(URL(fileURLWithPath: String(argument[argument.index(after: equals)...])))
        let reading = try ListReading(
            file, regions: catalogue.regions, today: today, wantsRecords: true, progress: console.progress)
        let list = try ReferenceList(
            reading, kind: head[0].uppercased(), asOf: Self.day(head.count > 1 ? head[1] : nil), today: today)
        console.note(
            console.say(
                "rules.note.reference",
                [
                    "kind": list.kind, "file": list.name, "day": list.asOf.description, "year": String(list.year),
                    "rows": console.integer(list.rows), "refused": console.integer(list.refused),
                ]))
        return list
    }
}
