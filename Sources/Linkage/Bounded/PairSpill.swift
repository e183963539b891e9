import Kernels
import Problems
import Synchronization

/// Pairs that come in any order from several threads, put into partitions: in memory as long as they fit, in a scratch
/// file from then on. Each partition can be read back by itself.
final class PairSpill: Sendable {
    private struct Chunk: Sendable {
        var offset: Int
        var words: Int
    }

    private struct State: Sendable {
        /// Words of pairs as they came.
        var waiting: [UInt32] = []
        var chunks: [[Chunk]]
        var counts: [Int]
        var file: (any ScratchFile)?
        var written = 0
        var failure: Problem?
    }

    /// How many words a pair has, of which the first is its left row.
    let wordsPerPair: Int
    private let space: any ScratchSpace
    private let wordsAtOnce: Int
    private let partition: @Sendable (UInt32) -> Int
    private let state: Mutex<State>

    /// - Parameters:
    ///   - memory: how many bytes the pairs may take before they are written.
    ///   - partition: from the left row, 0 ..< `partitions`.
    init(
        _ space: any ScratchSpace, wordsPerPair: Int, memory: Int, partitions: Int,
        partition: @escaping @Sendable (UInt32) -> Int
    ) {
        self.space = space
        self.wordsPerPair = wordsPerPair
        self.partition = partition
        // While they are put in order for writing the words are there three times.
        wordsAtOnce = max(wordsPerPair * 64, memory / 12)
        state = Mutex(
            State(
                chunks: [[Chunk]](repeating: [], count: partitions), counts: [Int](repeating: 0, count: partitions)))
    }

    /// Partitions of as many rows each.
    convenience init(_ space: any ScratchSpace, wordsPerPair: Int, memory: Int, rows: Int) {
        let (total, number) = (UInt64(max(1, rows)), UInt64(min(256, max(1, rows))))
        self.init(space, wordsPerPair: wordsPerPair, memory: memory, partitions: Int(number)) { row in
            Int(UInt64(row) * number / total)
        }
    }

    /// Pairs so far by partition.
    var counts: [Int] { state.withLock { $0.counts } }
    /// Bytes written to the scratch file so far.
    var written: Int { state.withLock { $0.written } }

    /// Adds pairs. What fails is told by ``finish()``; nothing more is taken from then on.
    func add(_ words: [UInt32]) {
        state.withLock { state in
            guard state.failure == nil else { return }
            for at in stride(from: 0, to: words.count, by: wordsPerPair) {
                state.counts[partition(words[at])] += 1
            }
            state.waiting += words
            if state.waiting.count >= wordsAtOnce { write(&state) }
        }
    }

    /// Whether something failed, so that there is no use in going on.
    var hasFailed: Bool { state.withLock { $0.failure != nil } }

    /// Ends the adding.
    ///
    /// - Throws: `linkage.scratch-full`, `linkage.scratch`.
    func finish() throws(Problem) {
        let failure = state.withLock { state in
            // What was never too much stays in memory, in the order of the partitions.
            if state.file == nil { note(arrange(&state), in: &state) } else { write(&state) }
            return state.failure
        }
        if let failure { throw failure }
    }

    private func write(_ state: inout State) {
        if state.waiting.isEmpty { return }
        let sizes = arrange(&state)
        do throws(Problem) {
            let file: any ScratchFile
            if let held = state.file { file = held } else { file = try space.makeFile() }
            state.file = file
            try file.append(WordBytes.bytes(state.waiting))
        } catch {
            state.failure = error
        }
        note(sizes, in: &state)
        state.written += state.waiting.count * 4
        state.waiting.removeAll(keepingCapacity: true)
    }

    /// Remembers where the words that were put in order stand.
    private func note(_ sizes: [Int], in state: inout State) {
        var offset = state.written
        for (place, size) in sizes.enumerated() where size > 0 {
            state.chunks[place].append(Chunk(offset: offset, words: size))
            offset += size * 4
        }
    }

    /// Puts what waits in the order of the partitions.
    ///
    /// - Returns: how many words each partition has.
    private func arrange(_ state: inout State) -> [Int] {
        var sizes = [Int](repeating: 0, count: state.counts.count)
        let waiting = state.waiting
        for at in stride(from: 0, to: waiting.count, by: wordsPerPair) { sizes[partition(waiting[at])] += wordsPerPair }
        var next = sizes
        var sum = 0
        for place in next.indices { (next[place], sum) = (sum, sum + next[place]) }
        var ordered = [UInt32](repeating: 0, count: waiting.count)
        for at in stride(from: 0, to: waiting.count, by: wordsPerPair) {
            let place = partition(waiting[at])
            for word in 0..<wordsPerPair { ordered[next[place] + word] = waiting[at + word] }
            next[place] += wordsPerPair
        }
        state.waiting = ordered
        return sizes
    }

    /// Calls `body` with the words of a partition, as many at a time as were written together.
    func forEachChunk(_ partition: Int, _ body: (ArraySlice<UInt32>) -> Void) throws(Problem) {
        let (chunks, held, file) = state.withLock { ($0.chunks[partition], $0.waiting, $0.file) }
        for chunk in chunks {
            if let file {
                body(WordBytes.words(try file.read(chunk.words * 4, at: chunk.offset))[...])
            } else {
                body(held[(chunk.offset / 4)..<(chunk.offset / 4 + chunk.words)])
            }
        }
    }
}
