// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Indonesia
import Problems
import Registry

/// A scoring form.
struct FormAnswer: Encodable {
    struct Answer: Encodable {
        var words: [String]
        var score: Double
    }

    struct Item: Encodable {
        var code: String
        var question: String
        var columns: [String]
        var answers: [Answer]
        /// So much for each of a number.
        var each: Double?
    }

    struct Band: Encodable {
        var from: Double?
        var to: Double?
        var meaning: String
    }

    var form: String
    var version: String
    var digest: String
    var fact: String
    var title: String
    var items: [Item]
    var bands: [Band]

    init(_ form: ScoringForm, _ language: Language) {
        (self.form, version, digest, fact) = (form.code, form.version, form.digest, form.fact)
        title = form.title(language)
        items = form.items.map { item in
            var answers: [Answer] = []
            var each: Double?
            switch item.worth {
            case .answers(let own): answers = own.map { Answer(words: $0.words, score: $0.score) }
            case .number(let number, _, _): each = number
            }
            return Item(
                code: item.code, question: item.question(language), columns: item.columns, answers: answers, each: each)
        }
        bands = form.bands.map { Band(from: $0.from, to: $0.to, meaning: $0.meaning(language)) }
    }

    func sentence(_ console: Console) -> String {
        let meanings = bands.map { band in
            [band.from.map { "≥ " + Self.number($0) }, band.to.map { "≤ " + Self.number($0) }].compactMap(\.self)
                .joined(separator: ", ") + ": " + band.meaning
        }
        return ([title + " (" + version + ") → " + fact] + meanings).joined(separator: "; ")
    }

    func grid(_ console: Console) -> TextGrid {
        var grid = TextGrid(
            ["code", "question", "answer", "score"].map { console.say("rules.column." + $0) }, numeric: [3])
        for item in items {
            for answer in item.answers {
                grid.add([item.code, item.question, answer.words.joined(separator: " | "), Self.number(answer.score)])
            }
            if let each = item.each { grid.add([item.code, item.question, "×", Self.number(each)]) }
        }
        return grid
    }

    static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
    }
}

/// What a form gives the lines of a list.
struct FormScoresAnswer: Encodable {
    struct Part: Encodable {
        var code: String
        var column: String?
        var answer: String?
        var score: Double?
    }

    struct Line: Encodable {
        var row: Int
        var nik: String
        var score: Double?
        var band: String?
        var missing: [String]
        var items: [Part]
    }

    var form: String
    var version: String
    var digest: String
    var fact: String
    var list: String
    var rows: Int
    var scored: Int
    var held: Int
    var lines: [Line]

    init(_ form: ScoringForm, _ scored: ScoredList, _ language: Language) {
        (self.form, version, digest, fact) = (form.code, form.version, form.digest, form.fact)
        (list, rows) = (scored.file, scored.lines.count)
        lines = scored.lines.map { line in
            Line(
                row: line.row, nik: line.nik.map { NIK.masked(raw: $0) } ?? "–", score: line.score.total,
                band: line.score.band.map { $0.meaning(language) }, missing: line.score.missing,
                items: line.score.parts.map { part in
                    Part(
                        code: part.item.code, column: part.column,
                        answer: part.answer.map { LongNumbers.hidden(in: $0.prefix(60)) }, score: part.score)
                })
        }
        self.scored = lines.count { $0.score != nil }
        held = rows - self.scored
    }

    func sentence(_ console: Console) -> String {
        console.say(
            "rules.score.counts",
            [
                "list": list, "form": form, "version": version, "rows": console.integer(rows),
                "scored": console.integer(scored), "held": console.integer(held),
            ])
    }

    func grid(_ console: Console) -> TextGrid {
        let codes = lines.first?.items.map(\.code) ?? []
        var grid = TextGrid(
            ["row", "nik"].map { console.say("rules.column." + $0) } + codes
                + ["score", "band", "missing"].map { console.say("rules.column." + $0) },
            numeric: Set([0] + (2..<(3 + codes.count))))
        for line in lines {
            grid.add(
                [String(line.row), line.nik] + line.items.map { $0.score.map(FormAnswer.number) ?? "?" } + [
                    line.score.map(FormAnswer.number) ?? "", line.band ?? "", line.missing.joined(separator: ", "),
                ])
        }
        return grid
    }
}
