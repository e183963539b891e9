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
    /// - Parameters:
    ///   - codes: the code of each row.
    ///   - missing: the code that stands for a missing one; nil where none is missing.
    public init(_ codes: [Int32], missing: Int32? = nil) { self.init(numbering: codes, missing: missing) }

    /// From codes as integers.
    ///
    /// - Parameters:
    ///   - codes: the code of each row.
    ///   - missing: the code that stands for a missing one; nil where none is missing.
    public init(_ codes: [Int], missing: Int? = nil) { self.init(numbering: codes, missing: missing) }

    private init<Code: FixedWidthInteger>(numbering codes: [Code], missing: Code?) {
        var (least, most) = (Code.max, Code.min)
        for code in codes where code != missing {
            least = min(least, code)
            most = max(most, code)
        }
        var numbers = [Int32](repeating: -1, count: codes.count)
        var count: Int32 = 0
        var isMissing = false
        let (range, overflows) = most.subtractingReportingOverflow(least)
        // A table of all codes that are possible, where it is not much larger than the column itself.
        if !overflows, range >= 0, Int(range) <= 4 * codes.count + 65_536 {
            var table = [Int32](repeating: -1, count: Int(range) + 1)
            for row in codes.indices {
                let code = codes[row]
                guard code != missing else {
                    isMissing = true
                    continue
                }
                let place = Int(code &- least)
                var number = table[place]
                if number < 0 {
                    number = count
                    table[place] = number
                    count += 1
                }
                numbers[row] = number
            }
        } else {
            var table: [Code: Int32] = [:]
            for row in codes.indices {
                let code = codes[row]
                guard code != missing else {
                    isMissing = true
                    continue
                }
                if let number = table[code] {
                    numbers[row] = number
                } else {
                    table[code] = count
                    numbers[row] = count
                    count += 1
                }
            }
        }
        self.numbers = numbers
        self.count = Int(count)
        hasMissing = isMissing
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
        let width = count
        return UnitCodes(zip(numbers, groups.numbers).map { code, group in Int(group) &* width &+ Int(code) })
    }
}
