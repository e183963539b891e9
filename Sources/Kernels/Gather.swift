/// Reading a column in another order, on several processors.
public enum Gather {
    /// `values` in the order of `rows`.
    ///
    /// - Parameter rows: positions inside `values`; the caller answers for that.
    public static func values(_ values: [Double], at rows: [Int32]) -> [Double] { gathered(values, rows) }

    /// `values` in the order of `rows`.
    ///
    /// - Parameter rows: positions inside `values`; the caller answers for that.
    public static func values(_ values: [Int32], at rows: [Int32]) -> [Int32] { gathered(values, rows) }

    // Generic inside this module alone: across modules each element would be a call.
    private static func gathered<Value: BitwiseCopyable & Sendable>(_ values: [Value], _ rows: [Int32]) -> [Value] {
        let count = rows.count
        return [Value](unsafeUninitializedCapacity: count) { buffer, filled in
            values.withUnsafeBufferPointer { source in
                rows.withUnsafeBufferPointer { rows in
                    nonisolated(unsafe) let (target, source, rows) = (buffer, source, rows)
                    _ = Parallel.map(Parallel.pieces(of: count, atLeast: 1 << 15)) { piece in
                        for place in piece { target.initializeElement(at: place, to: source[Int(rows[place])]) }
                    }
                }
            }
            filled = count
        }
    }
}
