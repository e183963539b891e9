/// Cells of delimited text being written.
extension OutputSpan<UInt8> {
    /// The most bytes that a cell of so many takes.
    public static func most(cell count: Int) -> Int { 2 * count + 3 }
    /// The most bytes that a number takes.
    public static var mostOfNumber: Int { 24 }

    /// Adds bytes as they stand.
    public mutating func append(bytes: Span<UInt8>) {
        precondition(bytes.count <= freeCapacity)
        withUnsafeMutableBufferPointer { buffer, filled in
            bytes.withUnsafeBufferPointer { bytes in
                guard let from = bytes.baseAddress, let to = buffer.baseAddress else { return }
                (to + filled).update(from: from, count: bytes.count)
                filled += bytes.count
            }
        }
    }

    /// Adds a cell for a table separated by commas, quoted where it must be; what a spreadsheet would take for a formula
    /// gets a leading apostrophe. Needs room for ``most(cell:)``.
    public mutating func append(cell: Span<UInt8>) {
        guard !cell.isEmpty else { return }
        let first = cell[0]
        var isQuoted = false
        for index in cell.indices {
            let byte = cell[index]
            isQuoted = isQuoted || byte == 0x2C || byte == 0x22 || byte == 0x0A || byte == 0x0D
        }
        let isFormula = first == 0x3D || first == 0x40 || ((first == 0x2B || first == 0x2D) && !Self.isSigned(cell))
        guard isQuoted || isFormula else { return append(bytes: cell) }
        if isQuoted { append(0x22) }
        if isFormula, cell.count > 1 { append(0x27) }
        for index in cell.indices {
            if cell[index] == 0x22 { append(0x22) }
            append(cell[index])
        }
        if isQuoted { append(0x22) }
    }

    /// Whether nothing but digits stands behind the first sign.
    private static func isSigned(_ cell: Span<UInt8>) -> Bool {
        for index in 1..<cell.count where cell[index] &- 0x30 > 9 { return false }
        return true
    }

    /// Adds a number of which the last `decimals` digits stand behind the point: 1234 with two is `12.34`. Needs room for
    /// ``mostOfNumber``.
    ///
    /// - Parameter decimals: 1 to 18.
    public mutating func append(_ number: Int, decimals: Int) {
        precondition(freeCapacity >= Self.mostOfNumber && decimals > 0 && decimals < 19)
        withUnsafeMutableBufferPointer { buffer, filled in
            var (rest, digits) = (number.magnitude, decimals + 1)
            var power: UInt = 1
            for _ in 0..<digits { power *= 10 }
            while digits < 20, rest >= power {
                digits += 1
                power = power > UInt.max / 10 ? .max : power * 10
            }
            if number < 0 {
                buffer[filled] = 0x2D
                filled += 1
            }
            var place = filled + digits
            filled = place + 1
            for digit in 0..<digits {
                if digit == decimals {
                    buffer[place] = 0x2E
                    place -= 1
                }
                let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 10)
                buffer[place] = 0x30 + UInt8(truncatingIfNeeded: remainder)
                place -= 1
                rest = quotient
            }
        }
    }
}
