import Crypto
import Foundation

/// SHA-256 over values, so written that two different sequences of values never give the same bytes: each value says
/// what it is and how long before it says itself.
struct CanonicalHasher {
    private var hasher = SHA256()
    private var waiting: [UInt8] = []

    /// So many bytes are handed on in one go.
    private static let portion = 1 << 15

    /// - Parameter domain: what is hashed, and the version of its layout.
    init(_ domain: String) {
        waiting.reserveCapacity(Self.portion * 2)
        add(.text(domain))
    }

    mutating func add(_ value: SQLValue) {
        switch value {
        case .null: waiting.append(0)
        case .text(let text):
            waiting.append(1)
            add(UInt64(text.utf8.count))
            waiting.append(contentsOf: text.utf8)
        case .integer(let number):
            waiting.append(2)
            add(UInt64(bitPattern: number))
        }
        if waiting.count >= Self.portion { flush() }
    }

    private mutating func add(_ number: UInt64) {
        for place in stride(from: 56, through: 0, by: -8) {
            waiting.append(UInt8(truncatingIfNeeded: number >> UInt64(place)))
        }
    }

    private mutating func flush() {
        hasher.update(data: waiting)
        waiting.removeAll(keepingCapacity: true)
    }

    /// The digest in 64 small hexadecimal digits.
    mutating func hexadecimal() -> String {
        flush()
        return Self.hexadecimal(of: hasher.finalize())
    }

    static func hexadecimal(of digest: SHA256.Digest) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
