import Foundation
import Synchronization

/// Runs work on a thread with a stack of 512 kB, as a server's own threads have.
enum SmallStack {
    static func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) -> Result? {
        let result = Mutex<Result?>(nil)
        let done = DispatchSemaphore(value: 0)
        let thread = Thread {
            let made = work()
            result.withLock { $0 = made }
            done.signal()
        }
        thread.stackSize = 512 * 1024
        thread.start()
        done.wait()
        return result.withLock { $0 }
    }
}
