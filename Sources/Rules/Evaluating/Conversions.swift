/// Conversions between types, each of which says when the value does not fit.
enum Conversions {
    static func convert(_ value: RuleValue, _ function: Builtin) throws(FaultCode) -> RuleValue {
        switch function {
        case .toInt: return .int(try int(value))
        case .toUint: return .uint(try uint(value))
        case .toDouble: return .double(try double(value))
        case .toString: return .string(try string(value))
        case .toBytes:
            if case .string(let text) = value { return .bytes(Array(text.utf8)) }
            guard case .bytes = value else { throw .overload }
            return value
        case .toBool: return .bool(try bool(value))
        case .toTimestamp: return .timestamp(try timestamp(value))
        case .toDuration:
            switch value {
            case .duration: return value
            case .string(let text):
                guard let span = TimeSpan(text) else { throw .duration }
                return .duration(span)
            default: throw .overload
            }
        default: throw .overload
        }
    }

    private static func int(_ value: RuleValue) throws(FaultCode) -> Int64 {
        switch value {
        case .int(let number): return number
        case .uint(let number):
            guard let whole = Int64(exactly: number) else { throw .overflow }
            return whole
        case .double(let number):
            // The ends themselves are left out: a double there may stand for a number beyond.
            guard number > -9_223_372_036_854_775_808, number < 9_223_372_036_854_775_808 else { throw .overflow }
            return Int64(number)
        case .string(let text):
            guard let whole = Int64(text) else { throw .conversion }
            return whole
        case .timestamp(let point): return point.seconds
        default: throw .overload
        }
    }

    private static func uint(_ value: RuleValue) throws(FaultCode) -> UInt64 {
        switch value {
        case .uint(let number): return number
        case .int(let number):
            guard let whole = UInt64(exactly: number) else { throw .overflow }
            return whole
        case .double(let number):
            guard number >= 0, number < 18_446_744_073_709_551_616 else { throw .overflow }
            return UInt64(number)
        case .string(let text):
            guard let whole = UInt64(text), text.utf8.first.map(Lexer.isDigit) == true else { throw .conversion }
            return whole
        default: throw .overload
        }
    }

    private static func double(_ value: RuleValue) throws(FaultCode) -> Double {
        switch value {
        case .double(let number): return number
        case .int(let number): return Double(number)
        case .uint(let number): return Double(number)
        case .string(let text):
            guard let number = Double(text), number.isFinite || text.utf8.allSatisfy({ !Lexer.isDigit($0) }) else {
                throw .conversion
            }
            return number
        default: throw .overload
        }
    }

    private static func bool(_ value: RuleValue) throws(FaultCode) -> Bool {
        switch value {
        case .bool(let flag): return flag
        case .string("1"), .string("t"), .string("T"), .string("true"), .string("TRUE"), .string("True"): return true
        case .string("0"), .string("f"), .string("F"), .string("false"), .string("FALSE"), .string("False"):
            return false
        case .string: throw .conversion
        default: throw .overload
        }
    }

    private static func timestamp(_ value: RuleValue) throws(FaultCode) -> TimePoint {
        switch value {
        case .timestamp(let point): return point
        case .int(let seconds):
            guard let point = TimePoint(seconds: seconds) else { throw .overflow }
            return point
        case .string(let text):
            guard let point = TimePoint(text) else { throw .timestamp }
            return point
        default: throw .overload
        }
    }

    private static func string(_ value: RuleValue) throws(FaultCode) -> String {
        switch value {
        case .string(let text): return text
        case .int(let number): return String(number)
        case .uint(let number): return String(number)
        case .double(let number): return NumberText.double(number)
        case .bool(let flag): return flag ? "true" : "false"
        case .bytes(let bytes):
            guard let text = String(validating: bytes, as: UTF8.self) else { throw .conversion }
            return text
        case .timestamp(let point): return point.text
        case .duration(let span): return span.text
        default: throw .overload
        }
    }
}
