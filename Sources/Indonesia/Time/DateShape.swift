/// What stands in a date cell before anybody decides what it means.
enum DateShape: Equatable {
    case empty
    /// Year, month and day are each known by their form.
    case plain(year: Int, month: Int, day: Int)
    /// Two numbers whose order is not known by their form, and a year.
    case numeric(Int, Int, Year)
    /// Day and month are known, the year may have two digits.
    case named(day: Int, month: Int, Year)
    /// A spreadsheet's day number.
    case serial(Int)
    case invalid

    enum Year: Equatable {
        case full(Int)
        case twoDigits(Int)
    }

    init(_ bytes: Span<UInt8>) {
        if let quick = Self.tenBytes(bytes) {
            self = quick
            return
        }
        let range = ByteText.trimmed(bytes)
        self = Self.read(bytes.extracting(range))
    }

    /// The clean forms `dd/mm/yyyy` (with `/`, `-` or `.`) and `yyyy-mm-dd`.
    private static func tenBytes(_ bytes: Span<UInt8>) -> DateShape? {
        guard bytes.count == 10 else { return nil }
        func two(_ at: Int) -> Int? {
            let high = bytes[at] &- 0x30
            let low = bytes[at + 1] &- 0x30
            return high < 10 && low < 10 ? Int(high) * 10 + Int(low) : nil
        }
        let isDayFirst = isSeparator(bytes[2]) && bytes[5] == bytes[2]
        if isDayFirst {
            guard let first = two(0), let second = two(3), let high = two(6), let low = two(8) else { return nil }
            if first + second + high + low == 0 { return .empty }
            return .numeric(first, second, .full(high * 100 + low))
        }
        guard isSeparator(bytes[4]), bytes[7] == bytes[4],
            let high = two(0), let low = two(2), let month = two(5), let day = two(8)
        else { return nil }
        if high + low + month + day == 0 { return .empty }
        return .plain(year: high * 100 + low, month: month, day: day)
    }

    private static func isSeparator(_ byte: UInt8) -> Bool { byte == 0x2F || byte == 0x2D || byte == 0x2E }

    /// One number or month name of the cell.
    private struct Part {
        var value = 0
        var length = 0
        var isMonth = false
    }

    private static func read(_ bytes: Span<UInt8>) -> DateShape {
        if ByteText.isMissing(bytes) { return .empty }
        if bytes.count > 48 { return .invalid }
        var parts: (Part, Part, Part) = (Part(), Part(), Part())
        var count = 0
        var index = 0
        while index < bytes.count, count < 3 {
            let byte = bytes[index]
            var part = Part()
            if ByteText.isDigit(byte) {
                while index < bytes.count, ByteText.isDigit(bytes[index]) {
                    if part.length < 9 { part.value = part.value * 10 + Int(bytes[index] &- 0x30) }
                    part.length += 1
                    index += 1
                }
            } else if ByteText.isLetter(byte) {
                let start = index
                while index < bytes.count, ByteText.isLetter(bytes[index]) { index += 1 }
                let word = ByteText.string(bytes.extracting(start..<index)).lowercased()
                guard let month = MonthName.month(word) else {
                    if count == 0, MonthName.isOrnament(word) { continue }
                    return .invalid
                }
                part = Part(value: month, length: 3, isMonth: true)
            } else {
                let isApostrophe = byte == 0x27
                guard ByteText.isSpace(byte) || isSeparator(byte) || byte == 0x2C || isApostrophe else {
                    return .invalid
                }
                index += 1
                continue
            }
            switch count {
            case 0: parts.0 = part
            case 1: parts.1 = part
            default: parts.2 = part
            }
            count += 1
        }
        switch count {
        case 1: return single(parts.0)
        case 2: return isSerial(parts.0, parts.1, bytes) ? .serial(parts.0.value) : .invalid
        case 3 where isTime(bytes, from: index): return combined(parts.0, parts.1, parts.2)
        default: return .invalid
        }
    }

    /// Digits without separators: SIKP's ddMMyyyy, yyyyMMdd, ddMMyyyy without its leading zero, or a day number.
    private static func single(_ part: Part) -> DateShape {
        guard !part.isMonth else { return .invalid }
        switch part.length {
        case 8, 7:
            let year = part.value % 10_000
            if isYear(year) {
                return .plain(year: year, month: part.value / 10_000 % 100, day: part.value / 1_000_000)
            }
            guard part.length == 8 else { return .invalid }
            if part.value == 0 { return .empty }
            return .plain(year: part.value / 10_000, month: part.value / 100 % 100, day: part.value % 100)
        case 5: return .serial(part.value)
        case 1 where part.value == 0: return .empty
        default: return .invalid
        }
    }

    /// `44425.5`: a day number with a time behind the point.
    private static func isSerial(_ day: Part, _ time: Part, _ bytes: Span<UInt8>) -> Bool {
        day.length == 5 && !day.isMonth && !time.isMonth && bytes.count == 6 + time.length
            && (bytes[5] == 0x2E || bytes[5] == 0x2C)
    }

    private static func combined(_ first: Part, _ second: Part, _ third: Part) -> DateShape {
        let months = (first.isMonth ? 1 : 0) + (second.isMonth ? 1 : 0) + (third.isMonth ? 1 : 0)
        guard months <= 1, !third.isMonth else { return .invalid }
        if first.length == 4, !first.isMonth {
            guard third.length <= 2 else { return .invalid }
            if first.value + second.value + third.value == 0 { return .empty }
            return .plain(year: first.value, month: second.value, day: third.value)
        }
        guard let year = year(third) else { return .invalid }
        if second.isMonth {
            return first.length <= 2 ? .named(day: first.value, month: second.value, year) : .invalid
        }
        if first.isMonth {
            return second.length <= 2 ? .named(day: second.value, month: first.value, year) : .invalid
        }
        guard first.length <= 2, second.length <= 2 else { return .invalid }
        if first.value == 0, second.value == 0, third.value == 0 { return .empty }
        return .numeric(first.value, second.value, year)
    }

    private static func year(_ part: Part) -> Year? {
        switch part.length {
        case 4: .full(part.value)
        case 2: .twoDigits(part.value)
        default: nil
        }
    }

    static func isYear(_ year: Int) -> Bool { year >= 1850 && year <= 2199 }

    /// Whether nothing but a time of day follows.
    private static func isTime(_ bytes: Span<UInt8>, from start: Int) -> Bool {
        if start == bytes.count { return true }
        guard bytes[start] | 0x20 == 0x74 || ByteText.isSpace(bytes[start]) || bytes[start] == 0x2C else {
            return false
        }
        var hasColon = false
        for index in start + 1..<bytes.count {
            let byte = bytes[index]
            if byte == 0x3A { hasColon = true }
            let isKnown =
                ByteText.isDigit(byte) || ByteText.isLetter(byte) || ByteText.isSpace(byte)
                || byte == 0x3A || byte == 0x2E || byte == 0x2B || byte == 0x2D
            if !isKnown { return false }
        }
        return hasColon
    }
}
