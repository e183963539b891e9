import Foundation
import Linkage

/// Indexes a list that is linked already and adds new records one at a time, each timed by itself.
///
/// usage: LinkageIndexSpeed LIST MODEL CLUSTERS NEW: lists as ``CleanList`` reads them, the model and the clusters as
/// `gapura link` wrote them for the first. Prints one JSON object; `person` is used for counting right and wrong alone.
@main
struct LinkageIndexSpeed {
    struct Told: Encodable {
        var records: Int
        var added: Int
        /// Making the index: seconds, processor seconds, and what the process grew by while it did, in bytes.
        var build: Double
        var buildProcessor: Double
        var buildBytes: Int
        /// The process at the end, and at its largest; the two lists as text are part of both.
        var residentBytes: Int
        var peakBytes: Int
        /// Milliseconds for a record.
        var median: Double
        var p99: Double
        var most: Double
        /// The same in processor time, which other work on the machine does not stretch.
        var medianProcessor: Double
        var p99Processor: Double
        var mostProcessor: Double
        /// Records that joined a cluster, how many of these one of their own person, and how many could have.
        var joined: Int
        var right: Int
        var possible: Int
        var bridges: Int
    }

    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 5 else {
            FileHandle.standardError.write(Data("usage: LinkageIndexSpeed LIST MODEL CLUSTERS NEW\n".utf8))
            exit(2)
        }
        let model = try JSONDecoder().decode(
            LinkageModel.self, from: Data(contentsOf: URL(fileURLWithPath: arguments[2])))
        let (list, new) = (try CleanList(arguments[1]), try CleanList(arguments[4]))
        let records = try list.records(model)
        let clusters = try clusters(arguments[3], records)
        // Who is in the cluster that a record names.
        var people: [String: Set<Substring>] = [:]
        var known: Set<Substring> = []
        for row in 0..<list.count {
            let person = list.cell("person", list.cells(row))
            people[records.ids[clusters[row]], default: []].insert(person)
            known.insert(person)
        }
        let (before, start, processor) = (resident, ContinuousClock.now, processorTime)
        let index = try LinkageIndex(records, model, clusters: ClusterNames(clusters), spare: new.count)
        let build = (ContinuousClock.now - start) / .seconds(1)
        var told = Told(
            records: list.count, added: new.count, build: build, buildProcessor: processorTime - processor,
            buildBytes: resident - before, residentBytes: 0, peakBytes: 0, median: 0, p99: 0, most: 0,
            medianProcessor: 0, p99Processor: 0, mostProcessor: 0, joined: 0, right: 0, possible: 0, bridges: 0)
        var (times, processorTimes) = ([Double](), [Double]())
        for row in 0..<new.count {
            let cells = new.cells(row)
            let (id, person) = (String(new.cell("id", cells)), new.cell("person", cells))
            let values = new.values(row, model)
            let (start, processor) = (ContinuousClock.now, processorTime)
            let placement = try index.add(id, values)
            processorTimes.append((processorTime - processor) * 1000)
            times.append((ContinuousClock.now - start) / .milliseconds(1))
            if placement.cluster != id {
                told.joined += 1
                told.right += people[placement.cluster]?.contains(person) == true ? 1 : 0
            }
            told.possible += known.insert(person).inserted ? 0 : 1
            told.bridges += placement.bridges.count
            people[placement.cluster, default: []].insert(person)
        }
        (told.median, told.p99, told.most) = spread(times)
        (told.medianProcessor, told.p99Processor, told.mostProcessor) = spread(processorTimes)
        (told.residentBytes, told.peakBytes) = (resident, peak)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        print(String(decoding: try encoder.encode(told), as: UTF8.self))
    }

    /// The middle one, the one that 99 in 100 do not exceed, and the largest.
    private static func spread(_ times: [Double]) -> (Double, Double, Double) {
        let times = times.sorted()
        return (times[times.count / 2], times[min(times.count - 1, times.count * 99 / 100)], times[times.count - 1])
    }

    /// For each record the row of the one that names its cluster.
    private static func clusters(_ file: String, _ records: LinkageRecords) throws -> [Int] {
        let rows = Dictionary(uniqueKeysWithValues: records.ids.enumerated().map { ($1, $0) })
        var clusters = Array(records.ids.indices)
        for line in try String(contentsOfFile: file, encoding: .utf8).split(whereSeparator: \.isNewline).dropFirst() {
            let cells = line.split(separator: ",", maxSplits: 2).map(String.init)
            if let row = rows[cells[1]], let name = rows[cells[0]] { clusters[row] = name }
        }
        return clusters
    }

    private static func status(_ name: String) -> Int {
        let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix(name + ":") }
        return line.flatMap { Int($0.filter(\.isNumber)) }.map { $0 * 1024 } ?? 0
    }

    /// What the process holds in memory now, and held at most; 0 where the system does not tell.
    private static var resident: Int { status("VmRSS") }
    private static var peak: Int { status("VmHWM") }

    /// Of the whole process, in seconds, to the nanosecond.
    private static var processorTime: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
