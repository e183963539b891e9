import Foundation
import Problems

/// The folder of a job on the machine that starts it.
struct JobFolder: Sendable {
    let url: URL

    init(_ url: URL) { self.url = url }

    func file(_ name: String) -> URL { url.appendingPathComponent(name) }

    /// - Throws: `output.unwritable`.
    func makeFolder(_ name: String) throws(Problem) {
        do {
            try FileManager.default.createDirectory(at: file(name), withIntermediateDirectories: true)
        } catch {
            throw Problem("output.unwritable", at: Place(file: name))
        }
    }

    static func write(_ bytes: [UInt8], to url: URL) throws(Problem) {
        do {
            try Data(bytes).write(to: url)
        } catch {
            throw Problem("output.unwritable", at: Place(file: url.lastPathComponent))
        }
    }

    func write(_ value: some Encodable, to name: String) throws(Problem) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(value) else { throw Problem("output.unwritable", at: Place(file: name)) }
        try Self.write(Array(data), to: file(name))
    }

    /// - Throws: `spark.input` where there is no such file or it holds something else.
    func read<Value: Decodable>(_ type: Value.Type, from name: String) throws(Problem) -> Value {
        guard let data = try? Data(contentsOf: file(name)), let value = try? JSONDecoder().decode(type, from: data)
        else { throw Problem("spark.input", at: Place(file: name)) }
        return value
    }

    /// Writes lines of whole numbers.
    func writeNumbers(_ name: String, _ fill: (inout LineSink) throws(Problem) -> Void) throws(Problem) {
        let url = file(name)
        guard FileManager.default.createFile(atPath: url.path, contents: nil),
            let handle = try? FileHandle(forWritingTo: url)
        else { throw Problem("output.unwritable", at: Place(file: name)) }
        var sink = LineSink(handle)
        try fill(&sink)
        try sink.flush()
        try? handle.close()
    }

    /// Goes over the whole numbers of an exported table, line by line.
    ///
    /// - Throws: `spark.input` where a line has another number of cells or holds something else.
    func readNumbers(
        _ name: String, columns: Int, _ take: ([Int]) throws(Problem) -> Void
    ) throws(Problem) {
        let folder = file("results/" + name)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        guard names.contains("_SUCCESS") else { throw Problem("spark.input", at: Place(file: name)) }
        for part in names.sorted() where part.hasPrefix("part-") {
            guard let handle = try? FileHandle(forReadingFrom: folder.appendingPathComponent(part)) else {
                throw Problem("spark.input", at: Place(file: name))
            }
            var lines = CellLines(handle)
            while let cells = try lines.next() {
                guard cells.count == columns else { throw Problem("spark.input", at: Place(file: name)) }
                var numbers: [Int] = []
                for cell in cells { numbers.append(try CellLines.integer(cell)) }
                try take(numbers)
            }
            try? handle.close()
        }
    }
}
