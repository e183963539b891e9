import Dispatch
import Foundation
import Kernels
import Problems
import Synchronization

/// Works on a list's batches on several threads and hands the results over in the order of the list. Memory holds a
/// handful of batches, however long the list is, and serves batch after batch.
///
/// Only reading the bytes and looking for the ends of records is done one piece after the other; fields are found by
/// the threads.
public struct BatchPipeline<Context: Sendable, Output: Sendable>: Sendable {
    private let threads: Int
    private let context: @Sendable (Int) -> Context
    private let transform: @Sendable (inout Context, RecordBatch) -> Output

    /// - Parameters:
    ///   - threads: how many threads work; one for each processor unless said otherwise.
    ///   - context: makes what one thread keeps for itself over all of its batches; gets the thread's number, from 0.
    ///   - transform: what is made of one batch; runs on several threads.
    public init(
        threads: Int? = nil, context: @escaping @Sendable (Int) -> Context,
        transform: @escaping @Sendable (inout Context, RecordBatch) -> Output
    ) {
        self.threads = max(1, threads ?? ProcessInfo.processInfo.activeProcessorCount)
        self.context = context
        self.transform = transform
    }

    /// Runs over all batches of a reader.
    ///
    /// - Parameter each: receives the results in order, on the caller's thread, while the next ones are being made.
    /// - Returns: what the threads kept, in the order of their numbers.
    /// - Throws: what the reader throws, as ``Problem``, and what `each` throws.
    @discardableResult
    public func run(_ reader: RecordReader, _ each: (Output) throws -> Void) throws -> [Context] {
        let line = Line(reader, atOnce: threads + 2)
        let kept = Mutex<[Int: Context]>([:])
        try Workers.beside(threads: threads) { number in
            var own = context(number)
            var piece = RecordPiece()
            while let job = line.begin(&piece) {
                guard let batch = job.batch(&piece, line.scanner) else { continue }
                let output = transform(&own, batch)
                piece.index = batch.index
                piece.bytes = batch.bytes
                job.result.put(.success(output))
            }
            let left = own
            kept.withLock { $0[number] = left }
        } _: {
            defer { line.close() }
            while let result = line.take() {
                if let output = try result.get() { try each(output) }
                line.finish()
            }
        }
        return kept.withLock { kept in (0..<threads).compactMap { kept[$0] } }
    }

    /// One piece on its way.
    private struct Job {
        let before: Awaited<RecordPosition>
        let after = Awaited<RecordPosition>()
        let result = Awaited<Result<Output?, Problem>>()

        /// Finds the fields; then waits until it is known how many records stand before. Nil where nothing is to be made
        /// of the piece, whose result is given then.
        func batch(_ piece: inout RecordPiece, _ scanner: RecordScanner) -> RecordBatch? {
            let scan = piece.scan(scanner)
            guard var position = before.take() else { return nil }
            var next = position
            next.advance(scan)
            after.put(next)
            do throws(Problem) {
                if let batch = try position.batch(piece, scan) {
                    piece = RecordPiece()
                    return batch
                }
                result.put(.success(nil))
            } catch {
                result.put(.failure(error))
            }
            return nil
        }
    }

    /// The pieces in their order, from the reader to the caller.
    private final class Line: Sendable {
        private struct Input {
            var reader: RecordReader
            var isOpen = true
            /// Where the next piece begins.
            var start: Awaited<RecordPosition>
        }

        let scanner: RecordScanner
        private let input: Mutex<Input>
        private let results = Mutex<[Awaited<Result<Output?, Problem>>]>([])
        /// How many pieces may be begun now.
        private let room = DispatchSemaphore(value: 0)
        /// How many results stand in line, and one more at the end.
        private let waiting = DispatchSemaphore(value: 0)

        init(_ reader: RecordReader, atOnce: Int) {
            scanner = reader.scanner
            let start = Awaited<RecordPosition>()
            start.put(reader.start)
            input = Mutex(Input(reader: reader, start: start))
            for _ in 0..<atOnce { room.signal() }
        }

        /// Reads the next piece; nil when there is none.
        func begin(_ piece: inout RecordPiece) -> Job? {
            room.wait()
            let job = input.withLock { input -> Job? in
                guard input.isOpen else { return nil }
                let job = Job(before: input.start)
                do throws(Problem) {
                    input.isOpen = try input.reader.read(into: &piece)
                    guard input.isOpen else {
                        waiting.signal()
                        return nil
                    }
                } catch {
                    input.isOpen = false
                    job.result.put(.failure(error))
                }
                input.start = job.after
                results.withLock { $0.append(job.result) }
                waiting.signal()
                return input.isOpen ? job : nil
            }
            // Whoever finds the line closed lets the next one find it as well.
            if job == nil { room.signal() }
            return job
        }

        /// Waits for the next result; nil behind the last.
        func take() -> Result<Output?, Problem>? {
            waiting.wait()
            let next = results.withLock { $0.isEmpty ? nil : $0.removeFirst() }
            return next?.take()
        }

        /// A result has been used: there is room for another piece.
        func finish() { room.signal() }

        /// Lets the threads end.
        func close() {
            input.withLock { $0.isOpen = false }
            room.signal()
        }
    }
}

extension BatchPipeline where Context == Void {
    /// - Parameter transform: what is made of one batch; runs on several threads.
    public init(_ transform: @escaping @Sendable (RecordBatch) -> Output) {
        self.init(context: { _ in }, transform: { transform($1) })
    }
}
