/// Quoted fields of delimited text.
struct QuotedField {
    let delimiter: UInt8
    static let quote = UInt8(ascii: "\"")

    enum Terminator { case delimiter, record, text }

    struct Reading {
        var contentEnd: Int
        var needsFolding: Bool
        /// Where the text behind the field and its terminator begins.
        var next: Int
        var terminator: Terminator
        /// Line ends inside the field and at its end.
        var lines: UInt32
    }

    /// Finds the end of a quoted field; nil when the text ends before it is known where it closes.
    ///
    /// Text between the closing quote and the delimiter belongs to the field: nothing that was typed is lost.
    func read(_ base: UnsafePointer<UInt8>, _ count: Int, from start: Int, isFinal: Bool) -> Reading? {
        var at = start
        var needsFolding = false
        var lines: UInt32 = 0
        while true {
            guard at < count else { return nil }
            let byte = base[at]
            if byte == Self.quote {
                guard at + 1 < count, base[at + 1] == Self.quote else { break }
                needsFolding = true
                at += 2
                continue
            }
            if byte == 10 || (byte == 13 && !(at + 1 < count && base[at + 1] == 10)) { lines &+= 1 }
            at += 1
        }
        var contentEnd = at
        at += 1
        while at < count, base[at] != delimiter, base[at] != 10, base[at] != 13 { at += 1 }
        if at > contentEnd + 1 {
            needsFolding = true
            contentEnd = at
        }
        if at >= count {
            guard isFinal else { return nil }
            return Reading(
                contentEnd: contentEnd, needsFolding: needsFolding, next: count, terminator: .text, lines: lines)
        }
        if base[at] == delimiter {
            return Reading(
                contentEnd: contentEnd, needsFolding: needsFolding, next: at + 1, terminator: .delimiter, lines: lines)
        }
        if base[at] == 13, at + 1 >= count, !isFinal { return nil }
        let next = base[at] == 13 && at + 1 < count && base[at + 1] == 10 ? at + 2 : at + 1
        return Reading(
            contentEnd: contentEnd, needsFolding: needsFolding, next: next, terminator: .record, lines: lines &+ 1)
    }

    /// Folds doubled quotes and drops the closing one; returns the new end.
    func fold(_ base: UnsafeMutablePointer<UInt8>, from start: Int, to end: Int) -> Int {
        var read = start
        var write = start
        var inside = true
        while read < end {
            let byte = base[read]
            if inside, byte == Self.quote {
                if read + 1 < end, base[read + 1] == Self.quote {
                    base[write] = Self.quote
                    write += 1
                    read += 2
                } else {
                    inside = false
                    read += 1
                }
                continue
            }
            base[write] = byte
            write += 1
            read += 1
        }
        return write
    }
}

/// Where the last surely complete record of a text ends.
struct RecordCut {
    let base: UnsafePointer<UInt8>
    let count: Int
    let quotes: QuotedField

    func end() -> Int {
        var end = 0
        // Where the text outside quotes at hand begins, and from where on its quotes have not been looked at.
        var (gap, from) = (0, 0)
        while let quote = firstQuote(from) {
            guard quote == gap || isTerminator(base[quote - 1]) else {
                from = quote + 1
                continue
            }
            end = lastRecordEnd(gap, quote) ?? end
            guard let field = quotes.read(base, count, from: quote + 1, isFinal: false) else { return end }
            if field.terminator == .record { end = field.next }
            (gap, from) = (field.next, field.next)
        }
        return lastRecordEnd(gap, count) ?? end
    }

    private func isTerminator(_ byte: UInt8) -> Bool { byte == quotes.delimiter || byte == 10 || byte == 13 }

    private func firstQuote(_ start: Int) -> Int? {
        guard start < count else { return nil }
        return ByteSearch.first(QuotedField.quote, UnsafeBufferPointer(start: base + start, count: count - start))
            .map { $0 + start }
    }

    /// Behind the last line end in a range outside quotes; a carriage return at the very end may be half of one.
    private func lastRecordEnd(_ low: Int, _ high: Int) -> Int? {
        var at = high
        while at > low {
            at &-= 1
            if base[at] == 10 || (base[at] == 13 && at + 1 < count && base[at + 1] != 10) { return at + 1 }
        }
        return nil
    }
}
