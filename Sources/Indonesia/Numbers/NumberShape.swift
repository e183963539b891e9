/// What stands in a number cell before anybody decides what its point and its comma mean.
struct NumberShape {
    enum Sign: Hashable {
        case point
        case comma
    }

    enum Form {
        /// Digits only.
        case plain
        /// The signs can only be read in one way; the last one is a decimal sign.
        case decimal(Sign)
        /// The signs can only be read in one way; all are group signs.
        case grouped(Sign)
        /// One sign that can be a group sign or a decimal sign.
        case open(Sign)
        /// Groups of three whose last one is too short (`1.234.5`): its zeros are lost.
        case short(Sign)
        case invalid
    }

    /// Digits before the last sign.
    var whole: UInt64 = 0
    /// Digits behind the last sign.
    var tail: UInt64 = 0
    var tailLength = 0
    var isNegative = false
    var hasCurrency = false
    /// `rb`, `jt`, `M`, `T`; 1 without such a word.
    var scale: UInt64 = 1
    private(set) var form = Form.invalid
    private(set) var isEmpty = false

    private var points = 0
    private var commas = 0
    private var last = Sign.point
    private var leadLength = 0
    /// All digits, of which 18 at most are read: whole and tail together stay below 10¹⁸.
    private(set) var digits = 0
    private var middleIsThree = true
    private var groupIsMixed = false
    private var hasSign: Bool { points + commas > 0 }

    init(_ bytes: Span<UInt8>) {
        let range = ByteText.trimmed(bytes)
        let text = bytes.extracting(range)
        if ByteText.isMissing(text) {
            isEmpty = true
            return
        }
        form = read(text) ? judged : .invalid
    }

    /// All digits with the last sign taken as a decimal sign.
    var decimalValue: Double {
        var unit = 1.0
        for _ in 0..<tailLength { unit *= 10 }
        return (Double(whole) + Double(tail) / unit) * Double(scale)
    }

    /// All digits with every sign taken as a group sign, and zeros put back where the last group is short.
    var groupedValue: UInt64? {
        guard tailLength <= 3 else { return nil }
        // At most three digits: below 1000.
        var tail = tail
        for _ in tailLength..<3 { tail *= 10 }
        let (thousands, overflow) = whole.multipliedReportingOverflow(by: 1000)
        let (sum, sumOverflow) = thousands.addingReportingOverflow(tail)
        return overflow || sumOverflow ? nil : sum
    }

    private mutating func read(_ bytes: Span<UInt8>) -> Bool {
        var index = 0
        var parenthesis = false
        func isSpace(_ at: Int) -> Int {
            if at < bytes.count, ByteText.isSpace(bytes[at]) { return 1 }
            return at + 1 < bytes.count && bytes[at] == 0xC2 && bytes[at + 1] == 0xA0 ? 2 : 0
        }
        // In front: quote, bracket, minus, Rp, Rp., IDR, spaces.
        front: while index < bytes.count {
            let byte = bytes[index]
            let space = isSpace(index)
            if space > 0 {
                index += space
            } else if byte == 0x27 {
                index += 1
            } else if byte == 0x28 {
                parenthesis = true
                index += 1
            } else if byte == 0x2D {
                isNegative = true
                index += 1
            } else if byte == 0x2B {
                index += 1
            } else if ByteText.isLetter(byte), !hasCurrency {
                let start = index
                while index < bytes.count, ByteText.isLetter(bytes[index]) { index += 1 }
                guard index - start <= 6 else { return false }
                guard NumberWord.isCurrency(ByteText.string(bytes.extracting(start..<index)).lowercased())
                else { return false }
                hasCurrency = true
                if index < bytes.count, bytes[index] == 0x2E { index += 1 }
            } else {
                break front
            }
        }
        index = readDigits(bytes, from: index)
        guard digits > 0 else { return false }
        // Behind: `,-`, `.-`, `,--`, bracket, scale word, spaces.
        var dashes = 0
        while index < bytes.count {
            let space = isSpace(index)
            if space > 0 {
                index += space
                continue
            }
            let byte = bytes[index]
            if byte == 0x2C || byte == 0x2E || byte == 0x3D || byte == 0x2D {
                dashes += 1
                guard dashes <= 4, scale == 1 else { return false }
                index += 1
            } else if byte == 0x29, parenthesis {
                isNegative = true
                parenthesis = false
                index += 1
            } else if ByteText.isLetter(byte) {
                let start = index
                while index < bytes.count, ByteText.isLetter(bytes[index]) { index += 1 }
                guard index - start <= 8, readUnit(ByteText.string(bytes.extracting(start..<index)).lowercased())
                else { return false }
                if index < bytes.count, bytes[index] == 0x2E { index += 1 }
            } else {
                return false
            }
        }
        return !parenthesis
    }

    private mutating func readUnit(_ word: String) -> Bool {
        if NumberWord.isCurrency(word) {
            hasCurrency = true
            return true
        }
        guard scale == 1, let factor = NumberWord.scale(word) else { return false }
        scale = factor
        return true
    }

    /// Reads digits and signs; returns the place behind them.
    private mutating func readDigits(_ bytes: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while index < bytes.count {
            let byte = bytes[index]
            if ByteText.isDigit(byte) {
                digits += 1
                guard digits <= 18 else { return index }
                let digit = UInt64(byte &- 0x30)
                if hasSign {
                    tail = tail * 10 + digit
                    tailLength += 1
                } else {
                    whole = whole * 10 + digit
                    leadLength += 1
                }
                index += 1
                continue
            }
            guard byte == 0x2E || byte == 0x2C, digits > 0, index + 1 < bytes.count, ByteText.isDigit(bytes[index + 1])
            else { return index }
            startGroup(byte == 0x2E ? .point : .comma)
            index += 1
        }
        return index
    }

    private mutating func startGroup(_ sign: Sign) {
        if hasSign {
            middleIsThree = middleIsThree && tailLength == 3
            // Signs before the last one must all be of one kind.
            groupIsMixed = groupIsMixed || points > 0 && commas > 0
            for _ in 0..<tailLength { whole *= 10 }
            whole += tail
            tail = 0
            tailLength = 0
        }
        if sign == .point { points += 1 } else { commas += 1 }
        last = sign
    }

    private var judged: Form {
        if digits > 18 { return .invalid }
        if !hasSign { return .plain }
        let isGroupable = leadLength <= 3 && middleIsThree && !groupIsMixed
        if points > 0, commas > 0 {
            // `1.200.000,00`: the kind that stands last and once is the decimal sign.
            let lastCount = last == .point ? points : commas
            return isGroupable && lastCount == 1 ? .decimal(last) : .invalid
        }
        if points + commas > 1 {
            guard isGroupable else { return .invalid }
            if tailLength == 3 { return .grouped(last) }
            return tailLength < 3 ? .short(last) : .invalid
        }
        let isDecimal = leadLength > 3 || tailLength > 3 || whole == 0
        return isDecimal ? .decimal(last) : .open(last)
    }
}
