extension OverlapResult {
    /// The people or families of a finding, packed: some eighty bytes for each, so that two lists of millions that share
    /// a good part of their people can be told of whole.
    public struct Cases: RandomAccessCollection, ExpressibleByArrayLiteral, Sendable, Hashable {
        private var bytes: [UInt8] = []
        private var starts: [Int] = []

        public init(arrayLiteral elements: Case...) {
            for element in elements { append(element) }
        }

        public var startIndex: Int { 0 }
        public var endIndex: Int { starts.count }

        public subscript(position: Int) -> Case {
            var reader = Reader(bytes: bytes, place: starts[position])
            return Case(
                nik: reader.text(), familyCard: reader.text(), name: reader.text() ?? "", village: reader.text(),
                rowsA: reader.rows(), rowsB: reader.rows(), amountA: Int64(bitPattern: reader.number()),
                amountB: Int64(bitPattern: reader.number()), otherName: reader.text())
        }

        public mutating func append(_ item: Case) {
            starts.append(bytes.count)
            append(item.nik)
            append(item.familyCard)
            append(item.name)
            append(item.village)
            append(item.rowsA)
            append(item.rowsB)
            append(UInt64(bitPattern: item.amountA))
            append(UInt64(bitPattern: item.amountB))
            append(item.otherName)
        }

        /// Puts people in the order of their numbers, families in that of their cards.
        mutating func sort() {
            struct Key { var head: UInt64; var tail: UInt64; var start: Int }
            var keys: [Key] = []
            keys.reserveCapacity(starts.count)
            for start in starts {
                let key = key(at: start)
                keys.append(Key(head: word(key), tail: word(key.dropFirst(8)), start: start))
            }
            let bytes = bytes
            keys.sort { left, right in
                if left.head != right.head { return left.head < right.head }
                if left.tail != right.tail { return left.tail < right.tail }
                return Self.key(in: bytes, at: left.start).lexicographicallyPrecedes(
                    Self.key(in: bytes, at: right.start))
            }
            starts = keys.map(\.start)
        }

        /// Up to eight bytes as a number of the same order.
        private func word(_ key: ArraySlice<UInt8>) -> UInt64 {
            var word: UInt64 = 0
            for place in 0..<8 { word = word << 8 | UInt64(place < key.count ? key[key.startIndex + place] : 0) }
            return word
        }

        private func key(at start: Int) -> ArraySlice<UInt8> { Self.key(in: bytes, at: start) }

        private static func key(in bytes: [UInt8], at start: Int) -> ArraySlice<UInt8> {
            var reader = Reader(bytes: bytes, place: start)
            return reader.slice() ?? reader.slice() ?? []
        }

        /// A length that is one too large, so that 0 says that there is none.
        private mutating func append(_ text: String?) {
            guard let text else { return append(0) }
            append(UInt64(text.utf8.count) + 1)
            bytes.append(contentsOf: text.utf8)
        }

        private mutating func append(_ rows: [Int]) {
            append(UInt64(rows.count))
            for row in rows { append(UInt64(bitPattern: Int64(row))) }
        }

        /// Seven bits in each byte; the highest says that more follow.
        private mutating func append(_ number: UInt64) {
            var rest = number
            while rest > 0x7F {
                bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
                rest >>= 7
            }
            bytes.append(UInt8(truncatingIfNeeded: rest))
        }
    }
}

/// Reads what `OverlapResult.Cases` packed.
private struct Reader {
    let bytes: [UInt8]
    var place: Int

    mutating func number() -> UInt64 {
        var (number, shift): (UInt64, UInt64) = (0, 0)
        while true {
            let byte = bytes[place]
            place += 1
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
            shift += 7
        }
    }

    mutating func slice() -> ArraySlice<UInt8>? {
        let length = Int(number())
        guard length > 0 else { return nil }
        defer { place += length - 1 }
        return bytes[place..<(place + length - 1)]
    }

    mutating func text() -> String? { slice().map { String(decoding: $0, as: UTF8.self) } }

    mutating func rows() -> [Int] { (0..<Int(number())).map { _ in Int(Int64(bitPattern: number())) } }
}
