import CPostgreSQL
import Store

extension SQLValue {
    /// The server's number for the kind of value: `bigint`, `text`, or not told.
    var type: Oid {
        switch self {
        case .null: 0
        case .integer: 20
        case .text: 25
        }
    }
}

extension [SQLValue] {
    /// A letter for the kind of each value.
    var kinds: String {
        String(
            decoding: map { value in
                switch value {
                case .null: UInt8(ascii: "n")
                case .integer: UInt8(ascii: "i")
                case .text: UInt8(ascii: "t")
                }
            }, as: UTF8.self) + ":"
    }

    /// Calls the body with the values in the server's binary form: their number, places, lengths and forms.
    ///
    /// Texts are sent with their length, so that a zero byte in one is refused by the server and not taken for its end.
    func withServerValues<Result>(
        _ body: (
            Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?
        ) -> Result
    ) -> Result {
        var bytes: [CChar] = []
        var starts: [Int] = []
        var lengths: [Int32] = []
        for value in self {
            let start = bytes.count
            switch value {
            case .null: starts.append(-1)
            case .integer(let number):
                starts.append(start)
                for shift in stride(from: 56, through: 0, by: -8) {
                    bytes.append(CChar(truncatingIfNeeded: number >> Int64(shift)))
                }
            case .text(let text):
                starts.append(start)
                for byte in text.utf8 { bytes.append(CChar(bitPattern: byte)) }
            }
            lengths.append(Int32(clamping: bytes.count - start))
        }
        // An empty text still needs a place that is not null.
        bytes.append(0)
        let forms = [Int32](repeating: 1, count: count)
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            let places = unsafe starts.map { start in
                unsafe start < 0 ? nil : buffer.baseAddress.map { unsafe $0 + start }
            }
            return unsafe places.withUnsafeBufferPointer { places in
                unsafe lengths.withUnsafeBufferPointer { lengths in
                    unsafe forms.withUnsafeBufferPointer { forms in
                        unsafe body(Int32(count), places.baseAddress, lengths.baseAddress, forms.baseAddress)
                    }
                }
            }
        }
    }
}
