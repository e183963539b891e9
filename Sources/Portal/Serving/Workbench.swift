import Foundation

/// Where pages are made: threads of their own, because reading the database and drawing block, and the server's
/// cooperative pool must stay free to answer.
struct Workbench: Sendable {
    private let queue: OperationQueue

    init(threads: Int = max(2, ProcessInfo.processInfo.activeProcessorCount)) {
        queue = OperationQueue()
        queue.name = "gapura.portal"
        queue.maxConcurrentOperationCount = threads
        queue.qualityOfService = .userInitiated
    }

    func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.addOperation { continuation.resume(with: Result { try body() }) }
        }
    }

    /// The same for work that ends later than it leaves its thread.
    ///
    /// - Parameter body: calls what it is given once, with its result.
    func run<Value: Sendable, Failure: Error>(
        _ body: @escaping @Sendable (@escaping @Sendable (Result<Value, Failure>) -> Void) -> Void
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.addOperation { body { continuation.resume(with: $0) } }
        }
    }
}
