import ArgumentParser
import Foundation
import Indonesia
import Problems
import Registry

/// Takes sheets in and says what became of each. Each file is a sending of its own: it stands or falls alone.
struct SheetTaking {
    let console: Console
    let database: DatabaseOptions

    /// - Parameters:
    ///   - kind: what the rows are, in English or Indonesian; nil lets each sheet's headers say it.
    ///   - received: the day on which the sheets reached the gate, `yyyy-mm-dd`.
    /// - Throws: exit status 65 when a sheet was refused, after all of them have been looked at; the problem of a single
    ///   file that cannot be read; what storing throws, after telling of the files before.
    func run(_ files: [String], kind: String?, received: String? = nil, isDryRun: Bool) throws {
        let kind = try kind.map { name throws(Problem) in try SheetKinds.bundled.kind(name) }
        let day = try received.map { text throws(Problem) in
            guard let day = CalendarDate(text) else { throw Problem("import.date", value: text, ["value": text]) }
            return day
        }
        let registry = try database.registry(create: true)
        try registry.ensureCatalogue(from: BundledCatalogue.folder())
        var answers: [Answer.Receipt] = []
        var refused: [String] = []
        var failure: Problem?
        for file in files {
            let url = URL(fileURLWithPath: file)
            do throws(Problem) {
                let (answer, problems) = try take(url, kind, day, isDryRun, registry, isAlone: files.count == 1)
                answers.append(answer)
                if problems.contains(where: { $0.severity == .refuse }) { refused.append(answer.file) }
                try tell(answer, problems)
            } catch {
                // Nothing can be stored any more: what became of the files before is still told.
                failure = error
                break
            }
        }
        if isDryRun { console.note(console.say("import.dry")) }
        switch console.format {
        case .json where files.count > 1: try console.json(answers)
        case .json: for answer in answers { try console.json(answer) }
        case .csv: try console.out(SheetText.grid(answers, console).csv)
        case .text, .html: break
        }
        if files.count > 1 {
            let unseen = files.dropFirst(answers.count).map { URL(fileURLWithPath: $0).shownName }
            summarise(files.count, answers.count - refused.count, notTaken: refused + unseen, isDryRun)
        }
        if let failure { throw failure }
        if !refused.isEmpty { throw ExitCode(65) }
    }

    private func tell(_ answer: Answer.Receipt, _ problems: [Problem]) throws(Problem) {
        guard console.format != .json else { return }
        for problem in problems { console.warn(Catalogue.bundled.sentence(problem, console.language)) }
        guard console.format != .csv else { return }
        try console.line(SheetText.line(answer, console))
        if problems.contains(where: { $0.severity == .refuse }) {
            console.warn(console.say("sheet.refused", ["file": answer.file]))
        }
    }

    /// How many of several files were taken in, and which were not.
    private func summarise(_ files: Int, _ taken: Int, notTaken: [String], _ isDryRun: Bool) {
        let count = ["taken": console.integer(taken), "files": console.integer(files)]
        console.note(console.say(isDryRun ? "sheet.several.dry" : "sheet.several", count))
        guard !notTaken.isEmpty else { return }
        console.warn(console.say("sheet.several.refused", ["names": notTaken.joined(separator: ", ")]))
    }

    /// A sheet that cannot be read, or whose columns are not those of its kind, is answered like one with refused rows.
    private func take(
        _ url: URL, _ kind: SheetKind?, _ day: CalendarDate?, _ isDryRun: Bool, _ registry: Registry, isAlone: Bool
    ) throws(Problem) -> (Answer.Receipt, [Problem]) {
        func answer(_ problem: Problem, rows: Int) -> (Answer.Receipt, [Problem]) {
            let name = url.shownName
            return (.init(file: name, rows: rows, kind: kind, problem, console.language), [problem])
        }
        let sheet: Sheet
        do throws(Problem) {
            sheet = try Sheet(url)
        } catch {
            guard !isAlone else { throw error }
            return answer(error, rows: 0)
        }
        do throws(Problem) {
            let receipt = try registry.takeIn(sheet, as: kind, receivedOn: day, isDryRun: isDryRun)
            return (Answer.Receipt(receipt, console.language), receipt.problems)
        } catch {
            guard error.code.hasPrefix("sheet.") else { throw error }
            return answer(error, rows: sheet.rows.count)
        }
    }
}
