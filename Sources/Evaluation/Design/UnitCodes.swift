/// The stratum or the sampling unit of each row, as numbers: codes are looked up once, however often they are used.
///
/// A column of ten million codes is read at the speed of memory when it is given as integers; text costs a look-up a row.
public struct UnitCodes: Sendable {
    /// The number of each row's code, from 0 without holes; -1 where the code is missing.
    public let numbers: [Int32]
    /// How many different codes there are.
    public let count: Int
    /// Whether a row has no code.
    let hasMissing: Bool

    /// From codes as text; nil is missing.
    public init(_ codes: [String?]) {
        var known: [String: Int32] = [:]
        var numbers: [Int32] = []
        numbers.reserveCapacity(codes.count)
        var isMissing = false
        // Rows of one unit mostly stand together.
        var last: String?
        var lastNumber: Int32 = -1
        for code in codes {
            guard let code else {
                isMissing = true
                numbers.append(-1)
                continue
            }
            if code != last {
                let next = Int32(truncatingIfNeeded: known.count)
                lastNumber = known[code] ?? next
                if lastNumber == next { known[code] = next }
                last = code
            }
            numbers.append(lastNumber)
        }
        self.numbers = numbers
        count = known.count
        hasMissing = isMissing
    }

    /// From codes as integers.
    ///
    /// - Parameter missing: the code that stands for a missing one; nil where none is missing.
    public init<Code: FixedWidthInteger>(_ codes: [Code], missing: Code? = nil) {
        let numbering = Numbering(
            codes.lazy.map { Int64(truncatingIfNeeded: $0) }, count: codes.count,
            missing: missing.map { Int64(truncatingIfNeeded: $0) })
        numbers = numbering.numbers
        count = numbering.count
        hasMissing = numbering.hasMissing
    }

    init(numbers: [Int32], count: Int) {
        self.numbers = numbers
        self.count = count
        hasMissing = false
    }

    /// Each row its own unit.
    static func ofRows(_ count: Int) -> UnitCodes {
        UnitCodes(numbers: (0..<Int32(truncatingIfNeeded: count)).map { $0 }, count: count)
    }

    /// The codes of some rows, numbered anew.
    func keeping(_ rows: [Int]) -> UnitCodes {
        if rows.count == numbers.count, !hasMissing { return self }
        return UnitCodes(rows.map { numbers[$0] })
    }

    /// The pairs of a group and a code: codes that restart in each group.
    func within(_ groups: UnitCodes) -> UnitCodes {
        let width = Int64(count)
        return UnitCodes(
            zip(numbers, groups.numbers).map { code, group in Int64(group) &* width &+ Int64(code) })
    }
}

/// Integers numbered in the order of their first appearance.
private struct Numbering {
    var numbers: [Int32] = []
    var count = 0
    var hasMissing = false

    init(_ codes: some Sequence<Int64>, count rows: Int, missing: Int64?) {
        numbers.reserveCapacity(rows)
        var (least, most) = (Int64.max, Int64.min)
        for code in codes where code != missing {
            least = min(least, code)
            most = max(most, code)
        }
        let (range, overflows) = most.subtractingReportingOverflow(least)
        // A table of all codes that are possible, where it is not much larger than the column itself.
        if !overflows, range >= 0, range <= 4 * Int64(rows) + 65_536 {
            var table = [Int32](repeating: -1, count: Int(range) + 1)
            for code in codes {
                guard code != missing else {
                    hasMissing = true
                    numbers.append(-1)
                    continue
                }
                let place = Int(code &- least)
                if table[place] < 0 {
                    table[place] = Int32(truncatingIfNeeded: count)
                    count += 1
                }
                numbers.append(table[place])
            }
            return
        }
        var table: [Int64: Int32] = [:]
        for code in codes {
            guard code != missing else {
                hasMissing = true
                numbers.append(-1)
                continue
            }
            let next = Int32(truncatingIfNeeded: count)
            let number = table[code] ?? next
            if number == next {
                table[code] = next
                count += 1
            }
            numbers.append(number)
        }
    }
}
