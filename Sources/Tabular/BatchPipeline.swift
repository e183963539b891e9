import Kernels
import Problems

/// Works on a list's batches several at a time and one step ahead of their use, and hands the results over in the
/// order of the list. Memory holds a handful of batches, however long the list is.
public struct BatchPipeline<Output: Sendable>: Sendable {
    private let transform: @Sendable (RecordBatch) -> Output

    /// - Parameter transform: what is made of one batch; runs on several threads.
    public init(_ transform: @escaping @Sendable (RecordBatch) -> Output) { self.transform = transform }

    /// Runs over all batches of a reader.
    ///
    /// - Parameter each: receives the results in order, on the caller's thread, while the next ones are being made.
    /// - Throws: what the reader throws, as ``Problem``, and what `each` throws.
    public func run(_ reader: RecordReader, _ each: (Output) throws -> Void) throws {
        let stream = Stream(reader, transform)
        let ahead = Ahead { stream.next() }
        while let result = ahead.take(isLast: { (try? $0.get().isEmpty) ?? true }) {
            let outputs = try result.get()
            guard !outputs.isEmpty else { return }
            for output in outputs { try each(output) }
        }
    }

    /// Reads and transforms some batches at a time; used from one queue only.
    private final class Stream: @unchecked Sendable {
        private var reader: RecordReader
        private let transform: @Sendable (RecordBatch) -> Output

        init(_ reader: RecordReader, _ transform: @escaping @Sendable (RecordBatch) -> Output) {
            self.reader = reader
            self.transform = transform
        }

        func next() -> Result<[Output], Problem> {
            do throws(Problem) {
                var batches: [RecordBatch] = []
                while batches.count < 4, let batch = try reader.next() { batches.append(batch) }
                return .success(Parallel.map(batches, transform))
            } catch {
                return .failure(error)
            }
        }
    }
}
