import Foundation
import Linkage
import Synchronization

/// Compares the pairs of a model's blocking rules on one thread and prints how many have each comparison vector.
///
/// usage: LinkageVectors LIST MODEL, a list of clean cells without quotes and a trained model as JSON. The first line
/// told is the time, the others levels and pairs of one vector each.
@main
struct LinkageVectors {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3 else {
            FileHandle.standardError.write(Data("usage: LinkageVectors LIST MODEL\n".utf8))
            exit(2)
        }
        let model = try JSONDecoder().decode(
            LinkageModel.self, from: Data(contentsOf: URL(fileURLWithPath: arguments[2])))
        let records = try Self.records(String(contentsOfFile: arguments[1], encoding: .utf8), model)
        var options = Linker.Options()
        options.threads = 1
        let clock = PhaseClock()
        let result = try Linker(model, options: options).link(
            records, monitor: LinkageMonitor(report: { phase, part in clock.reach(phase, part) }))
        clock.reach(.cluster, 1)
        print(
            "pairs \(result.comparedPairs) compare \(clock.seconds[.compare] ?? 0) score \(clock.seconds[.score] ?? 0)"
                + " weighed \(result.pairs.count)")
        for (vector, pairs) in result.comparedVectors {
            print((result.levels(vector) + [pairs]).map(String.init).joined(separator: ","))
        }
    }

    private static func records(_ text: String, _ model: LinkageModel) throws -> LinkageRecords {
        var lines = text.split(whereSeparator: \.isNewline)[...]
        let names = (lines.popFirst() ?? "").split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        var cells = [[String?]](repeating: [], count: names.count)
        for line in lines {
            for (place, cell) in line.split(separator: ",", omittingEmptySubsequences: false).enumerated() {
                cells[place].append(cell.isEmpty ? nil : String(cell))
            }
        }
        var columns: [String: RecordColumn] = [:]
        for field in model.fields {
            guard let place = names.firstIndex(of: field.name) else { continue }
            switch field.kind {
            case .text: columns[field.name] = .text(cells[place])
            case .digits: columns[field.name] = .digits(cells[place])
            case .date: columns[field.name] = .date(cells[place])
            case .number: columns[field.name] = .number(cells[place].map { $0.flatMap(Double.init) ?? .nan })
            }
        }
        return try LinkageRecords(ids: lines.indices.map { String($0 - lines.startIndex) }, columns: columns)
    }
}

/// Processor seconds by phase.
private final class PhaseClock: Sendable {
    private struct State {
        var phase = LinkageMonitor.Phase.pack
        var start = 0.0
        var seconds: [LinkageMonitor.Phase: Double] = [:]
    }

    private let state = Mutex(State())

    var seconds: [LinkageMonitor.Phase: Double] { state.withLock { $0.seconds } }

    /// What follows the last step of blocking belongs to comparing.
    func reach(_ phase: LinkageMonitor.Phase, _ part: Double) {
        state.withLock { state in
            let next = phase == .block && part == 1 ? .compare : phase
            guard next != state.phase else { return }
            let now = Self.processorTime()
            state.seconds[state.phase, default: 0] += now - state.start
            (state.phase, state.start) = (next, now)
        }
    }

    private static func processorTime() -> Double {
        var now = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now)
        return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
    }
}
