import Foundation

/// The shortest of several runs, in seconds of the clock and of all processors.
struct Stopwatch {
    private(set) var seconds = Double.infinity
    private(set) var processorSeconds = Double.infinity

    /// Runs `work` a number of times; returns what its last run gave.
    mutating func time<Result>(_ rounds: Int, _ work: () throws -> Result) rethrows -> Result {
        while true {
            let (clock, began) = (ContinuousClock(), Self.processorTime())
            let start = clock.now
            let result = try work()
            seconds = min(seconds, (clock.now - start) / .seconds(1))
            processorSeconds = min(processorSeconds, Self.processorTime() - began)
            done += 1
            if done >= rounds { return result }
        }
    }

    private var done = 0

    private static func processorTime() -> Double {
        var now = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)
        return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
    }

    /// The largest memory this process held, in bytes; 0 where the system does not tell.
    ///
    /// Not by `getrusage`: what that tells starts at the size of the process that started this one.
    static var peakBytes: Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return (line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) } ?? 0) * 1024
    }
}
