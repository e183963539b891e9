// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Foundation
import Problems
import Registry
import Store
import Tabular

/// Writes a check's answer while the list is being read, so that a long list of problems needs no memory.
final class CheckWriter {
    private let console: Console
    private let reading: ListReading
    private var shown: [Problem] = []
    private var wrote = false
    private var buffer = ""
    private let encoder = JSONEncoder()

    /// How many row problems a terminal shows; files and JSON hold all.
    private static let shownRows = 20

    init(_ console: Console, _ reading: ListReading) {
        self.console = console
        self.reading = reading
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    }

    func begin() throws(Problem) {
        switch console.format {
        case .json:
            try console.out("{\"problems\":[")
            for problem in reading.problems { try json(problem) }
        case .csv:
            var writer = CSVWriter()
            writer.write(["row", "column", "code", "severity", "value", "message", "remedy"])
            for problem in reading.problems { writer.write(cells(problem)) }
            try console.out(writer.text)
        case .text, .html: break
        }
    }

    func add(_ lines: [CheckedLine]) throws(Problem) {
        for line in lines {
            for problem in line.problems {
                switch console.format {
                case .json: try json(problem)
                case .csv:
                    var writer = CSVWriter()
                    writer.write(cells(problem))
                    buffer += writer.text
                case .text, .html:
                    if problem.severity > .note, shown.count < Self.shownRows { shown.append(problem) }
                }
            }
        }
        try flush(at: 1 << 16)
    }

    private func json(_ problem: Problem) throws(Problem) {
        guard let data = try? encoder.encode(Answer.ProblemLine(problem, console.language)) else { return }
        buffer += (wrote ? "," : "") + String(decoding: data, as: UTF8.self)
        wrote = true
    }

    private func cells(_ problem: Problem) -> [String] {
        let line = Answer.ProblemLine(problem, console.language)
        return [
            line.row.map(String.init) ?? "", line.column ?? "", line.code, line.severity, line.value ?? "",
            line.message, line.remedy,
        ]
    }

    private func flush(at limit: Int) throws(Problem) {
        guard buffer.utf8.count >= limit else { return }
        try console.out(buffer)
        buffer = ""
    }

    func end(_ check: ListCheck) throws(Problem) {
        try flush(at: 1)
        switch console.format {
        case .json: try endJSON(check)
        case .csv: break
        case .text, .html: try console.out(summary(check))
        }
    }

    private struct Rest: Encodable {
        var file: String
        var profile: String
        var encoding: String
        var delimiter: String
        var header_row: Int
        var rows: Int
        var clean: Int
        var noted: Int
        var unchecked: Int
        var warned: Int
        var refused: Int
        var counts: [Answer.ProblemCount]
        var columns: [Answer.Column]
    }

    private func endJSON(_ check: ListCheck) throws(Problem) {
        let rest = Rest(
            file: check.file, profile: check.profile.name, encoding: check.encoding, delimiter: check.delimiter,
            header_row: check.headerRow, rows: check.rows, clean: check.clean, noted: check.noted,
            unchecked: check.unchecked, warned: check.warned, refused: check.refused,
            counts: check.counts.map { .init(code: $0.code, severity: $0.severity.rawValue, rows: $0.rows) },
            columns: check.columns.map {
                .init(name: $0.name, mapped_to: $0.field?.rawValue, confidence: Double($0.confidence) / 100)
            })
        guard let data = try? encoder.encode(rest) else { throw Problem("program.fault", .refuse, ["detail": "JSON"]) }
        try console.out("]," + String(decoding: data.dropFirst(), as: UTF8.self) + "\n")
    }

    private func summary(_ check: ListCheck) -> String {
        let language = console.language
        func n(_ value: Int) -> String { language.integer(value) }
        var text =
            console.say(
                check.encoding == "XLSX" ? "check.file.sheet" : "check.file",
                [
                    "file": check.file, "encoding": check.encoding, "delimiter": check.delimiter,
                    "header": n(check.headerRow), "profile": check.profile.title(language),
                ]) + "\n\n"
        var columns = TextGrid(
            [console.say("check.column"), console.say("check.meaning"), console.say("check.confidence")], numeric: [2])
        for column in check.columns where column.field != nil {
            columns.add([column.name, console.say("field." + (column.field?.rawValue ?? "")), "\(column.confidence) %"])
        }
        if check.columns.contains(where: { $0.field != nil }) { text += columns.text + "\n" }
        for problem in check.fileProblems {
            text += mark(problem.severity) + " " + Catalogue.bundled.sentence(problem, language) + "\n"
        }
        if !check.fileProblems.isEmpty { text += "\n" }
        text +=
            console.say(
                check.content.isChecked ? "check.counts" : "check.counts-unchecked",
                [
                    "rows": n(check.rows), "clean": n(check.clean), "warned": n(check.warned),
                    "refused": n(check.refused), "noted": n(check.noted), "unchecked": n(check.unchecked),
                ]) + "\n"
        guard !check.counts.isEmpty else { return text }
        text += "\n"
        var counts = TextGrid(
            ["", console.say("check.code"), console.say("check.rows"), console.say("check.reason")], numeric: [2])
        for count in check.counts {
            counts.add([
                mark(count.severity), count.code, n(count.rows), Catalogue.bundled.reason(ofCode: count.code, language),
            ])
        }
        text += counts.text
        if !shown.isEmpty {
            text += "\n" + console.say("check.first", ["count": String(shown.count)]) + "\n"
            for problem in shown {
                text += mark(problem.severity) + " " + Catalogue.bundled.sentence(problem, language) + "\n"
            }
        }
        return text
    }

    private func mark(_ severity: Severity) -> String {
        switch severity {
        case .refuse: "✗"
        case .warn: "!"
        case .note: "·"
        }
    }
}
