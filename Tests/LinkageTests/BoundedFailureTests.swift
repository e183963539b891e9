import Linkage
import Problems
import Synchronization
import Testing

@Suite("What goes wrong within a limit of memory")
struct BoundedFailureTests {
    private let people = People(1500, seed: 80)

    /// A linker with as little memory as can be.
    private func linker(_ scratch: TestScratch?) throws -> Linker {
        var options = Linker.Options()
        options.samplePairs = 1000
        var linker = Linker(Models.people, options: options)
        linker.options.memory = try linker.leastMemory(people.records())
        linker.options.scratch = scratch
        return linker
    }

    @Test func tooLittleMemoryIsRefusedWithTheLeastThatWillDo() throws {
        let scratch = TestScratch()
        var linker = try linker(scratch)
        let least = try #require(linker.options.memory)
        for limit in [1, 1 << 20, least - 1] {
            linker.options.memory = limit
            let error = #expect(throws: Problem.self) { try linker.link(people.records()) }
            // A limit that not even packing keeps to is refused before anything more is known.
            #expect(["linkage.memory", "linkage.memory-packing"].contains(error?.code))
            // The sentence names a limit that works.
            let text = try #require(error?.arguments["least"])
            let megabytes = try #require(Int(text.dropLast()))
            if limit == least - 1 {
                #expect(text.hasSuffix("M"))
                #expect(megabytes << 20 >= least && (megabytes - 1) << 20 < least)
            }
        }
        linker.options.memory = least
        #expect(throws: Never.self) { try linker.link(people.records()) }
        #expect(scratch.open == 0)
    }

    @Test func noScratchSpaceIsRefused() throws {
        let linker = try linker(nil)
        let error = #expect(throws: Problem.self) { try linker.link(people.records()) }
        #expect(error?.code == "linkage.scratch")
    }

    /// Wherever the room ends: a clear word, and no file is left.
    @Test func aFullDisk() throws {
        let whole = TestScratch()
        _ = try linker(whole).link(people.records())
        #expect(whole.used > 10_000)
        for room in [0, whole.used / 4, whole.used / 2, whole.used * 3 / 4, whole.used - 1] {
            let scratch = TestScratch(room: room)
            let error = #expect(throws: Problem.self) { try linker(scratch).link(people.records()) }
            #expect(error?.code == "linkage.scratch-full")
            #expect(scratch.open == 0)
        }
        #expect(throws: Never.self) { try linker(TestScratch(room: whole.used)).link(people.records()) }
    }

    @Test func aFileThatCannotBeReadBack() throws {
        let scratch = TestScratch(isReadable: false)
        let error = #expect(throws: Problem.self) { try linker(scratch).link(people.records()) }
        #expect(error?.code == "linkage.scratch")
        #expect(scratch.made > 0 && scratch.open == 0)
    }

    /// Cancelled at one question after the other until it is done.
    @Test func cancelledAnywhere() throws {
        var (answers, ended) = (0, 0)
        while true {
            let scratch = TestScratch()
            let left = Mutex(answers)
            let monitor = LinkageMonitor(isCancelled: {
                left.withLock { left in
                    left -= 1
                    return left < 0
                }
            })
            do {
                _ = try linker(scratch).link(people.records(), monitor: monitor)
                break
            } catch {
                #expect((error as? Problem)?.code == "linkage.cancelled")
                #expect(scratch.open == 0)
                ended += 1
            }
            answers = answers * 5 / 4 + 1
        }
        #expect(ended > 5)
    }
}
