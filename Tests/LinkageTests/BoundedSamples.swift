import Linkage
import Problems
import Synchronization

/// Scratch files in memory, with as much room as a test allows.
final class TestScratch: ScratchSpace {
    private struct State {
        var open = 0
        var made = 0
        var used = 0
    }

    private let state = Mutex(State())
    /// How many bytes may be written in all.
    let room: Int
    /// Whether what was written can be read back.
    let isReadable: Bool

    init(room: Int = .max, isReadable: Bool = true) {
        self.room = room
        self.isReadable = isReadable
    }

    /// Files that are there now.
    var open: Int { state.withLock { $0.open } }
    /// Files that were made.
    var made: Int { state.withLock { $0.made } }
    /// Bytes that were written.
    var used: Int { state.withLock { $0.used } }

    func makeFile() throws(Problem) -> any ScratchFile {
        state.withLock { state in
            state.open += 1
            state.made += 1
        }
        return File(self)
    }

    private func take(_ bytes: Int) -> Bool {
        state.withLock { state in
            guard state.used + bytes <= room else { return false }
            state.used += bytes
            return true
        }
    }

    private func close() { state.withLock { $0.open -= 1 } }

    private final class File: ScratchFile {
        private let space: TestScratch
        private let bytes = Mutex<[UInt8]>([])

        init(_ space: TestScratch) { self.space = space }
        deinit { space.close() }

        func append(_ bytes: [UInt8]) throws(Problem) {
            guard space.take(bytes.count) else { throw Problem("linkage.scratch-full") }
            self.bytes.withLock { $0 += bytes }
        }

        func read(_ count: Int, at offset: Int) throws(Problem) -> [UInt8] {
            let found = bytes.withLock { bytes in
                offset + count <= bytes.count ? Array(bytes[offset..<(offset + count)]) : []
            }
            guard space.isReadable, found.count == count else { throw Problem("linkage.scratch") }
            return found
        }
    }
}

/// All that a result says, wherever its pairs are.
struct Said: Equatable {
    var model: LinkageModel
    var pairs: [LinkedPair] = []
    var bridges: [LinkedPair] = []
    var clusters: ClusterNames
    var blocking: [BlockingReport]
    var compared: Int
    var quality: LinkageQuality?

    init(_ result: LinkageResult) throws {
        model = result.model
        clusters = result.clusters
        // True pairs by rule are counted only where all is in memory.
        blocking = result.blocking.map { report in
            var report = report
            report.truePairs = nil
            return report
        }
        compared = result.comparedPairs
        quality = result.quality
        try result.forEachPair { pairs.append($0) }
        try result.forEachBridge { bridges.append($0) }
    }
}
