/// What a column of numbers holds, seen in one pass at the speed of memory.
public struct ColumnScan: Sendable {
    /// Whether a number is infinite or not a number.
    public private(set) var hasNonFinite = false
    /// Whether a finite number is 0.
    public private(set) var hasZero = false
    /// Whether a number is below 0.
    public private(set) var hasNegative = false

    public init(_ values: [Double]) {
        let exponent: UInt64 = 0x7FF << 52
        let pieces = Parallel.pieces(of: values.count, atLeast: 1 << 18)
        let found = Parallel.map(pieces) { piece in
            values.withUnsafeBufferPointer { values in
                var (odd, zero, negative): (UInt64, UInt64, UInt64) = (0, 0, 0)
                // No branches: several numbers at a time.
                for place in piece {
                    let value = values[place]
                    odd |= value.bitPattern & exponent == exponent ? 1 : 0
                    zero |= value == 0 ? 1 : 0
                    negative |= value < 0 ? 1 : 0
                }
                return (odd, zero, negative)
            }
        }
        for piece in found {
            hasNonFinite = hasNonFinite || piece.0 != 0
            hasZero = hasZero || piece.1 != 0
            hasNegative = hasNegative || piece.2 != 0
        }
    }
}
