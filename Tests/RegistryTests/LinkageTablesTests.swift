import Foundation
import Linkage
import Problems
import Registry
import Synchronization
import Testing

@Suite("Results of linking as tables")
struct LinkageTablesTests {
    private static let first = ["Sri", "Budi", "Agus", "Siti", "Wahyu", "Dewi", "Joko", "Rina", "Hadi", "Tono", "Eko"]
    private static let last = ["Santoso", "Wibowo", "Rahayu", "Utami", "Saputra", "Hidayat", "Halim", "Permana"]

    /// Two lists of the same people, the second one with damaged names; ids that need quotes, also one twice.
    private static func lists() -> [String] {
        var lists = ["id,nama,nik,tgl lahir\n", "id,nama,nik,tgl lahir\n"]
        for person in 0..<1500 {
            let name = "\(first[person % 11]) \(last[person / 11 % 8]) \(first[person / 88 % 11])"
            let nik = 3_507_111_280_000_000 + person * 7919
            let date = "19\(50 + person % 49)-0\(1 + person % 9)-\(10 + person % 18)"
            let id = person % 70 == 0 ? "\"a,\(person)\"" : person % 71 == 0 ? "=\(person)" : "\(person / 2)"
            lists[0] += "\(id),\(name),\(nik),\(date)\n"
            guard person % 3 > 0 else { continue }
            lists[1] += "x\(person),\(person % 5 == 0 ? String(name.dropLast(3)) : name),\(nik),\(date)\n"
        }
        return lists
    }

    private struct Linked {
        var file: LinkageFile
        var result: LinkageResult
    }

    private func linked(bounded: Bool = false, known: Bool = false) throws -> Linked {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let names = ["satu,dua.csv", "dua.csv"]
        for (name, text) in zip(names, Self.lists()) {
            try Data(text.utf8).write(to: folder.appendingPathComponent(name))
        }
        let model = try LinkageModelFile.named("persons")
        let file = try LinkageFile(names.map { folder.appendingPathComponent($0) }, model: model)
        var options = Linker.Options()
        options.samplePairs = 1000
        if bounded {
            options.memory = try Linker(model, options: options).leastMemory(file.records)
            options.scratch = try ScratchFolder(folder)
        }
        var linker = Linker(model, options: options)
        if known { linker.known = [KnownPair("2:x1", "2:x2", .same), KnownPair("2:x4", "2:x5", .different)] }
        return Linked(file: file, result: try linker.link(file.records))
    }

    private func text(
        _ write: (@Sendable ([UInt8]) throws -> Void) throws -> Void
    ) throws -> String {
        let found = Mutex<[UInt8]>([])
        try write { piece in found.withLock { $0 += piece } }
        return String(decoding: found.withLock { $0 }, as: UTF8.self)
    }

    private static func cell(_ text: String) -> String {
        let safe = text.hasPrefix("=") ? "'" + text : text
        return safe.contains(",") ? "\"\(safe)\"" : safe
    }

    /// The table of pairs, written the plain way.
    private static func pairs(_ linked: Linked, verdicts: [[Int]: String]? = nil) throws -> String {
        let (ids, result) = (linked.file.records.ids, linked.result)
        var header = ["id_l", "id_r", "probability", "weight"] + result.model.comparisons.map(\.name)
        if verdicts != nil { header.append("verdict") }
        var rows = [header]
        try result.forEachPair { pair in
            let labels = zip(result.model.comparisons, result.levels(pair.vector)).map { cell($0.label($1)) }
            let millionths = Int(pair.probability * 1e6)
            let rest = String(millionths % 1_000_000 + 1_000_000).dropFirst()
            let weight = Int(pair.weight * 100)
            let cents = String(abs(weight) % 100 + 100).dropFirst()
            // In one list the shorter id stands left, of two as long the one that comes first.
            let both = [ids[pair.left], ids[pair.right]]
            let isTurned =
                both[0].first == both[1].first
                && (both[1].utf8.count, both[1]) < (both[0].utf8.count, both[0])
            var row = [cell(both[isTurned ? 1 : 0]), cell(both[isTurned ? 0 : 1]), "\(millionths / 1_000_000).\(rest)"]
            row += ["\(weight < 0 ? "-" : "")\(abs(weight) / 100).\(cents)"] + labels
            if let verdicts { row.append(verdicts[[pair.left, pair.right]] ?? "") }
            rows.append(row)
        }
        return rows.map { $0.joined(separator: ",") + "\r\n" }.joined()
    }

    @Test func tablesAreTheSameForAnyNumberOfThreads() throws {
        let linked = try linked()
        let tables = LinkageTables(linked.result, linked.file)
        let ids = linked.file.records.ids
        let clusters = ids.indices.map { row in
            let list = row < 1500 ? "\"satu,dua.csv\"" : "dua.csv"
            return "\(Self.cell(ids[linked.result.clusters[row]])),\(Self.cell(ids[row])),\(list)\r\n"
        }
        let expected = try Self.pairs(linked)
        #expect(linked.result.pairs.count > 900)
        for threads in [1, 2, 4] {
            #expect(try text { try tables.pairs(threads: threads, $0) } == expected)
            #expect(
                try text { try tables.clusters(threads: threads, $0) } == "cluster_id,id,list\r\n" + clusters.joined())
        }
    }

    @Test func pairsOutsideMemoryAreTheSame() throws {
        let (whole, bounded) = (try linked(), try linked(bounded: true))
        #expect(bounded.result.filed != nil)
        #expect(bounded.result.pairCount == whole.result.pairs.count)
        let expected = LinkageTables(whole.result, whole.file)
        let tables = LinkageTables(bounded.result, bounded.file)
        for threads in [1, 3] {
            #expect(
                try text { try tables.pairs(threads: threads, $0) } == text { try expected.pairs(threads: 1, $0) })
            #expect(
                try text { try tables.bridges(threads: threads, $0) } == text { try expected.bridges(threads: 1, $0) })
        }
    }

    @Test func whatPeopleKnowHasAColumn() throws {
        let linked = try linked(known: true)
        let tables = LinkageTables(linked.result, linked.file)
        let places = Dictionary(
            linked.result.known.map { ([$0.pair.left, $0.pair.right], $0.verdict.rawValue) },
            uniquingKeysWith: { first, _ in first })
        #expect(places.count == 2)
        let table = try text { try tables.pairs(threads: 2, $0) }
        #expect(try table == Self.pairs(linked, verdicts: places))
        #expect(table.split(separator: "\r\n").contains { $0.hasSuffix(",same") })
    }

    @Test func aFullDiskEndsTheWriting() throws {
        let linked = try linked()
        let tables = LinkageTables(linked.result, linked.file)
        let calls = Atomic<Int>(0)
        let problem = #expect(throws: Problem.self) {
            try tables.pairs(threads: 4) { _ in
                calls.add(1, ordering: .relaxed)
                throw Problem("output.unwritable")
            }
        }
        #expect(problem?.code == "output.unwritable")
        #expect(calls.load(ordering: .relaxed) == 1)
    }
}
