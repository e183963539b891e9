import Problems
import Tabular
import Testing

@Suite("Batches worked on by several threads")
struct BatchPipelineTests {
    private struct Line: Equatable, Sendable {
        var row: Int
        var line: Int
        var cells: [String]
    }

    private static func lines(_ batch: RecordBatch) -> [Line] {
        (0..<batch.count).map { Line(row: batch.row($0), line: batch.line($0), cells: batch[$0].texts) }
    }

    /// Text of quotes, delimiters and line ends of all kinds, closed quotes or not.
    private static func text() -> [UInt8] {
        let pieces = [
            "a", "bb", ",", ",", "\n", "\r\n", "\r", "\"", "\"\"", "\"x,y\"", "\"z\n\"\"w\"", " ", "é", "\"q\"r",
        ]
        return (0..<Int.random(in: 0...120)).flatMap { _ in Array((pieces.randomElement() ?? "a").utf8) }
    }

    /// One reader, whole text at once: what every other way of reading is held against.
    private static func plain(_ text: [UInt8], skip: Int) -> (lines: [Line], problem: Problem?) {
        var lines: [Line] = []
        do throws(Problem) {
            var reader = RecordReader(MemorySource(text), dialect: Dialect(), skip: skip, batchBytes: 1 << 20)
            while let batch = try reader.next() { lines += Self.lines(batch) }
            return (lines, nil)
        } catch {
            return (lines, error)
        }
    }

    /// However the text is cut and however many threads work, the same records come out under the same numbers.
    @Test func threadsAndBatchesDoNotMatter() throws {
        for _ in 0..<400 {
            let (text, skip) = (Self.text(), Int.random(in: 0...2))
            let expected = Self.plain(text, skip: skip)
            let (threads, size) = (Int.random(in: 1...4), Int.random(in: 1...40))
            let reader = RecordReader(MemorySource(text), dialect: Dialect(), skip: skip, batchBytes: size)
            var lines: [Line] = []
            let pipeline = BatchPipeline(
                threads: threads, context: { _ in 0 },
                transform: { seen, batch in
                    seen += batch.count
                    return Self.lines(batch)
                })
            do {
                let seen = try pipeline.run(reader) { lines += $0 }
                #expect(seen.count == threads)
                #expect(seen.reduce(0, +) == lines.count)
                #expect(expected.problem == nil)
                #expect(lines == expected.lines, "\(String(decoding: text, as: UTF8.self).debugDescription) \(size)")
            } catch let problem as Problem {
                #expect(problem.code == expected.problem?.code)
                #expect(problem.place.row == expected.problem?.place.row)
            }
        }
    }

    @Test func theFirstProblemEndsTheWork() {
        let text = (0..<5000).map { "\($0),x\n" }.joined() + "a\u{0}b\n" + String(repeating: "c,d\n", count: 5000)
        var rows = 0
        let error = #expect(throws: Problem.self) {
            try BatchPipeline { $0.count }.run(
                RecordReader(MemorySource(text), dialect: Dialect(), batchBytes: 100)
            ) { rows += $0 }
        }
        #expect(error?.code == "file.nul")
        #expect(error?.place.row == 5001)
        #expect(rows <= 5000)
    }

    @Test func whoeverTakesTheResultsMayStop() {
        struct Enough: Error {}
        let text = String(repeating: "a,b\n", count: 20_000)
        var batches = 0
        #expect(throws: Enough.self) {
            try BatchPipeline { $0.count }.run(
                RecordReader(MemorySource(text), dialect: Dialect(), batchBytes: 64)
            ) { _ in
                batches += 1
                if batches == 3 { throw Enough() }
            }
        }
        #expect(batches == 3)
    }
}
