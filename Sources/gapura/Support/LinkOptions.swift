import ArgumentParser
import Foundation
import Linkage
import Problems
import Registry

/// What people know or ask beside the lists, for `link` on this machine.
struct LinkOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Putusan orang: kolom id_l, id_r, verdict (same|different); mengikat, memisahkan, dan melatih / verdicts.",
            valueName: "file"))
    var labels: String?
    @Flag(
        help: "Putusan itu contoh acak dari pasangan yang dibandingkan / the verdicts are a random sample.")
    var labelsSample = false
    @Flag(
        help: """
            Juga peluang yang dikalibrasi menurut putusan, kebenaran, atau kalibrasi model / also calibrated probabilities.
            """)
    var calibrate = false
    @Option(
        help: ArgumentHelp(
            "Tabel kelaziman nasional (kolom value, count) untuk sebuah kunci; dapat diulang / national frequencies.",
            valueName: "key=file"))
    var frequencies: [String] = []
    @Flag(help: "Paling banyak satu pasangan per baris, antara dua daftar / one partner each, between two lists.")
    var oneToOne = false
    @Option(
        help: ArgumentHelp(
            "Tulis modelnya sebagai setelan Splink / write the model as Splink settings.", valueName: "file"))
    var splink: String?
    @Option(
        help: ArgumentHelp(
            "Mengapa dua baris ini (tidak) satu orang / why two records belong together or not.",
            valueName: "id1,id2"))
    var explain: String?

    /// Files that are read beside the lists.
    var inputs: [URL] {
        [labels].compactMap { $0.map { URL(fileURLWithPath: $0) } }
            + frequencies.compactMap(RuleRunOptions.file(in:))
    }

    /// The first option that was given.
    var given: String? {
        if labels != nil { return "--labels" }
        if !frequencies.isEmpty { return "--frequencies" }
        if oneToOne { return "--one-to-one" }
        if calibrate { return "--calibrate" }
        return explain == nil ? nil : "--explain"
    }

    /// Checks what can be told before anything is read.
    func check(files: Int, engine: LinkEngine) throws(Problem) {
        if engine != .native, let option = given { throw Problem("usage.native-only", value: option) }
        if oneToOne, files != 2 { throw Problem("usage.one-to-one", value: String(files)) }
        if labelsSample, labels == nil { throw Problem("usage.labels-sample") }
        if let splink { try OutputFile.checkFolder(of: URL(fileURLWithPath: splink)) }
    }

    /// The model with the tables that are named here.
    func applied(to model: LinkageModel) throws(Problem) -> LinkageModel {
        var model = model
        for item in frequencies {
            let parts = item.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, !parts[1].isEmpty else { throw Problem("linkage.frequency-option", value: item) }
            let key = try model.frequencyKey(parts[0])
            model.frequencyFiles = (model.frequencyFiles ?? [:]).merging([
                key.text: URL(fileURLWithPath: parts[1]).path
            ]) { _, given in given }
        }
        return model
    }

    /// Hands what is known and asked to a linker.
    func apply(to linker: inout Linker, _ records: LinkageRecords, _ console: Console) throws(Problem) {
        if let labels {
            let file = try LabelFile(URL(fileURLWithPath: labels))
            if let problem = file.problem { console.note(Catalogue.bundled.sentence(problem, console.language)) }
            try file.check(records)
            linker.known = file.pairs
            linker.options.knownAreSample = labelsSample
        }
        linker.options.isOneToOne = oneToOne
        linker.options.calibrates = calibrate
        linker.frequencies = try FrequencyFile.tables(linker.model)
        if let explain { linker.questions = [try question(explain, records)] }
    }

    /// Writes the model as Splink's settings where that is asked, and notes what has no counterpart there.
    ///
    /// - Returns: what was left out, for the answer.
    func export(_ model: LinkageModel, acrossListsOnly: Bool, lists: Int, _ console: Console) throws(Problem)
        -> [String]?
    {
        guard let splink else { return nil }
        let settings = try SplinkSettings(model, acrossListsOnly: acrossListsOnly, isOneList: lists == 1)
        console.noteWritten(try OutputFile.write(settings.json, to: URL(fileURLWithPath: splink)))
        for problem in settings.leftOut { console.note(Catalogue.bundled.sentence(problem, console.language)) }
        return settings.leftOut.compactMap(\.value)
    }

    /// Two ids with a comma between them; an id may hold commas itself, so that each is tried.
    private func question(_ text: String, _ records: LinkageRecords) throws(Problem) -> RecordPair {
        let pieces = text.split(separator: ",", omittingEmptySubsequences: false)
        guard pieces.count > 1 else { throw Problem("usage.explain", value: text) }
        let choices = (1..<pieces.count).map { place in
            RecordPair(
                pieces[..<place].joined(separator: ",").trimmingCharacters(in: .whitespaces),
                pieces[place...].joined(separator: ",").trimmingCharacters(in: .whitespaces))
        }
        var first: Problem?
        for choice in choices {
            do throws(Problem) {
                _ = try records.rows(of: [choice.left, choice.right])
                return choice
            } catch {
                first = first ?? error
            }
        }
        throw first ?? Problem("usage.explain", value: text)
    }
}
