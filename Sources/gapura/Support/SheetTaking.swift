import ArgumentParser
import Foundation
import Indonesia
import Problems
import Registry

/// Takes sheets in and says what became of each.
struct SheetTaking {
    let console: Console
    let database: DatabaseOptions

    /// - Parameters:
    ///   - kind: what the rows are, in English or Indonesian; nil lets each sheet's headers say it.
    ///   - received: the day on which the sheets reached the gate, `yyyy-mm-dd`.
    /// - Throws: exit status 65 when a sheet was refused, after all of them have been looked at.
    func run(_ files: [String], kind: String?, received: String? = nil, isDryRun: Bool) throws {
        let kind = try kind.map { name throws(Problem) in try SheetKinds.bundled.kind(name) }
        let day = try received.map { text throws(Problem) in
            guard let day = CalendarDate(text) else { throw Problem("import.date", value: text, ["value": text]) }
            return day
        }
        let registry = try database.registry(create: true)
        try registry.ensureCatalogue(from: BundledCatalogue.folder())
        var answers: [Answer.Receipt] = []
        var isRefused = false
        for file in files {
            let (answer, problems) = try take(URL(fileURLWithPath: file), kind, day, isDryRun, registry)
            answers.append(answer)
            isRefused = isRefused || problems.contains { $0.severity == .refuse }
            guard console.format != .json else { continue }
            for problem in problems { console.complain(Catalogue.bundled.sentence(problem, console.language)) }
            guard console.format != .csv else { continue }
            try console.line(SheetText.line(answer, console))
            if answer.refused > 0 { console.complain(console.say("sheet.refused", ["file": answer.file])) }
        }
        if isDryRun { console.note(console.say("import.dry")) }
        switch console.format {
        case .json: if answers.count == 1 { try console.json(answers[0]) } else { try console.json(answers) }
        case .csv: try console.out(SheetText.grid(answers, console).csv)
        case .text, .html: break
        }
        if isRefused { throw ExitCode(65) }
    }

    /// A sheet whose columns are not those of its kind is answered like one with refused rows.
    private func take(
        _ url: URL, _ kind: SheetKind?, _ day: CalendarDate?, _ isDryRun: Bool, _ registry: Registry
    ) throws(Problem) -> (Answer.Receipt, [Problem]) {
        let sheet = try Sheet(url)
        do throws(Problem) {
            let receipt = try registry.takeIn(sheet, as: kind, receivedOn: day, isDryRun: isDryRun)
            return (Answer.Receipt(receipt, console.language), receipt.problems)
        } catch {
            guard error.code.hasPrefix("sheet.") else { throw error }
            return (Answer.Receipt(sheet, kind, error, console.language), [error])
        }
    }
}

extension Console {
    /// Writes what is wrong to standard error, also where the user asked for quiet.
    func complain(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data((text + "\n").utf8))
    }
}
