import Indonesia
import Problems
import Store

/// Says of each field of two records whether it agrees, for a reader: plainer than the engine's levels, and by field.
enum MatchComparison {
    static func fields(
        _ a: SubjectRecord, _ b: SubjectRecord, numberColumns: [Int64: Int], today: CalendarDate
    ) -> [MatchPairView.Field] {
        func number(_ subject: SubjectRecord) -> String? {
            subject.nik ?? SubjectTable.cell(subject, numberColumns[subject.batch]).flatMap { $0.isEmpty ? nil : $0 }
        }
        func birth(_ subject: SubjectRecord) -> String? {
            subject.birthDate
                ?? SubjectNumber(nik: subject.nik, cell: number(subject), today: today).birthDate?.description
        }
        func sex(_ subject: SubjectRecord) -> String? {
            subject.sex
                ?? SubjectNumber(nik: subject.nik, cell: number(subject), today: today).sex.map {
                    $0 == .female ? "P" : "L"
                }
        }
        return [
            field("name", a.name, b.name, by: name), field("nik", number(a), number(b), by: numbers),
            field("birth-date", birth(a), birth(b), by: date), field("sex", sex(a), sex(b), by: text),
            field("family-card", a.familyCard, b.familyCard, by: digits), field("phone", a.phone, b.phone, by: digits),
            field("village", a.village, b.village, by: text), field("address", a.address, b.address, by: words),
            field("business", a.business, b.business, by: words),
        ]
    }

    private static func field(
        _ name: String, _ a: String?, _ b: String?, by compare: (String, String) -> MatchPairView.Agreement
    ) -> MatchPairView.Field {
        let (left, right) = (a.flatMap { $0.isEmpty ? nil : $0 }, b.flatMap { $0.isEmpty ? nil : $0 })
        var field = MatchPairView.Field(name: name, a: left, b: right, agreement: .missing)
        guard let left, let right else { return field }
        field.agreement = compare(left, right)
        if ["nik", "family-card", "phone"].contains(name), left.count == right.count {
            field.places = zip(left, right).enumerated().filter { $0.element.0 != $0.element.1 }.map { $0.offset + 1 }
        }
        if name == "birth-date" { field.isSwapped = isSwapped(left, right) }
        return field
    }

    private static func text(_ a: String, _ b: String) -> MatchPairView.Agreement {
        a.lowercased() == b.lowercased() ? .same : .different
    }

    /// Names by what two spellings of one have in common.
    private static func name(_ a: String, _ b: String) -> MatchPairView.Agreement {
        func form(_ name: String) -> String {
            var bytes: [UInt8] = []
            var maker = ComparisonName()
            maker.write(name.utf8Span.span, to: &bytes)
            return String(decoding: bytes, as: UTF8.self)
        }
        let (left, right) = (form(a), form(b))
        if a.lowercased() == b.lowercased() { return .same }
        return left == right ? .similar : words(left, right)
    }

    /// Texts that share half of their words, or are two edits apart.
    private static func words(_ a: String, _ b: String) -> MatchPairView.Agreement {
        if a.lowercased() == b.lowercased() { return .same }
        func parts(_ text: String) -> Set<Substring> {
            Set(text.lowercased().split { !$0.isLetter && !$0.isNumber })
        }
        let (left, right) = (parts(a), parts(b))
        let shared = left.intersection(right).count
        if shared > 0, 2 * shared >= min(left.count, right.count) { return .similar }
        return edits(Array(a.lowercased()), Array(b.lowercased())) <= 2 ? .similar : .different
    }

    private static func digits(_ a: String, _ b: String) -> MatchPairView.Agreement {
        let (left, right) = (a.filter { !$0.isWhitespace }, b.filter { !$0.isWhitespace })
        if left == right { return .same }
        return edits(Array(left), Array(right)) <= 2 ? .similar : .different
    }

    /// Numbers of which one cannot be read say nothing of each other.
    private static func numbers(_ a: String, _ b: String) -> MatchPairView.Agreement {
        let unreadable = [a, b].contains { cell in
            let codes = NIK.parse(cell).problems.map(\.code)
            return codes.contains { ["nik.scientific", "nik.placeholder", "nik.missing"].contains($0) }
        }
        return unreadable ? .missing : digits(a, b)
    }

    private static func date(_ a: String, _ b: String) -> MatchPairView.Agreement {
        if a == b { return .same }
        return isSwapped(a, b) || edits(Array(a), Array(b)) <= 1 ? .similar : .different
    }

    private static func isSwapped(_ a: String, _ b: String) -> Bool {
        guard a != b, let left = CalendarDate(a), let right = CalendarDate(b) else { return false }
        return left.year == right.year && left.month == right.day && left.day == right.month
    }

    /// Insertions, deletions and replacements between two short texts.
    static func edits(_ a: [Character], _ b: [Character]) -> Int {
        guard abs(a.count - b.count) <= 2, a.count < 100 else { return .max }
        var row = Array(0...b.count)
        for (i, left) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, right) in b.enumerated() {
                let next = min(row[j] + 1, row[j + 1] + 1, diagonal + (left == right ? 0 : 1))
                diagonal = row[j + 1]
                row[j + 1] = next
            }
        }
        return row[b.count]
    }
}
