import ArgumentParser
import Foundation
import Indonesia
import Problems
import Registry

/// What is wrong with a command line, in the user's language.
///
/// The parser of the arguments tells it in English sentences and in no other way; so these are taken apart here, and a
/// sentence that is not known is handed on as it stands.
struct UsageError {
    let problem: Problem
    /// What the help says of the option.
    let help: String?

    /// - Returns: nil for what is no wrong usage: a wish for help, or a command that ended by itself.
    init?(_ error: any Error) {
        guard !(error is ExitCode), Gapura.exitCode(for: error) == .validationFailure else { return nil }
        let full = Gapura.fullMessage(for: error)
        var problem = Self.problem(Gapura.message(for: error).trimmingCharacters(in: .whitespacesAndNewlines))
        if let unknown = Self.unknownCommand(full) { problem = unknown }
        problem.arguments["command"] =
            full.firstMatch(of: /See '(gapura[^'\n]*)' for more/).map { String($0.1) }
            ?? "gapura --help"
        self.problem = problem
        help = full.firstMatch(of: /\nHelp: +([^\n]+)/).map { String($0.1) }
    }

    /// The sentence, and the option's own line of the help.
    func text(_ language: Language) -> String {
        let sentence = Catalogue.bundled.sentence(problem, language)
        return help.map { sentence + "\n  " + $0 } ?? sentence
    }

    /// The language that the command line asks for, though it cannot be understood otherwise.
    static func language(_ arguments: [String], locale: String?) -> Language {
        for (place, argument) in arguments.enumerated() {
            if argument.hasPrefix("--lang="), let language = Language(rawValue: String(argument.dropFirst(7))) {
                return language
            }
            if argument == "--lang", place + 1 < arguments.count,
                let language = Language(rawValue: arguments[place + 1])
            {
                return language
            }
        }
        return Language(locale: locale)
    }

    /// That the first word is no command, with the one nearest to it; what stands behind it is then not known either.
    private static func unknownCommand(_ full: String) -> Problem? {
        let known = Gapura.configuration.subcommands.map { $0._commandName }
        guard let word = ProcessInfo.processInfo.arguments.dropFirst().first, !word.hasPrefix("-"),
            !known.contains(word), full.contains("See 'gapura --help'")
        else { return nil }
        let value = LongNumbers.hidden(in: word)
        guard let near = WordSteps.nearest(word, among: known) else {
            return Problem("usage.unknown-command", value: value)
        }
        return Problem("usage.unknown-command-near", value: value, ["near": "gapura " + near])
    }

    private static func problem(_ sentence: String) -> Problem {
        if let found = sentence.firstMatch(of: /^Unknown option '(.+?)'(?:\. Did you mean '(.+?)'\?)?/) {
            let near = found.2.map { ["near": String($0)] }
            return Problem(
                near == nil ? "usage.unknown-option" : "usage.unknown-option-near", .refuse,
                ["option": String(found.1)].merging(near ?? [:]) { _, new in new })
        }
        if let found = sentence.firstMatch(of: /^Invalid option: (.+)$/) {
            return Problem("usage.unknown-option", .refuse, ["option": String(found.1)])
        }
        if let found = sentence.firstMatch(of: /^Missing value for '(\S+?)(?: <.*>)?'/) {
            return Problem("usage.missing-value", .refuse, ["option": String(found.1)])
        }
        if let found = sentence.firstMatch(
            of: /^The value '(.*)' is invalid for '(.+?)'([:.].*)?$/.dotMatchesNewlines())
        {
            return wrongValue(String(found.1), for: String(found.2), why: found.3.map { String($0) } ?? "")
        }
        if let found = sentence.firstMatch(of: /^The option '(.+?)' does not take any value, but '(.*)' was specified/)
        {
            return Problem("usage.no-value", value: LongNumbers.hidden(in: found.2), ["option": String(found.1)])
        }
        if let found = sentence.firstMatch(of: /^(?:Unexpected argument|\d+ unexpected arguments:) '(.*)'$/) {
            return Problem(
                "usage.unexpected-argument", value: LongNumbers.hidden(in: found.1.replacing("', '", with: " ")))
        }
        if let found = sentence.firstMatch(of: /^Missing expected argument '(.+)'$/) {
            return Problem("usage.missing-argument", value: String(found.1))
        }
        return Problem("usage.arguments", value: sentence)
    }

    private static func wrongValue(_ value: String, for option: String, why: String) -> Problem {
        // Without the value's name behind it.
        let name = option.hasPrefix("-") ? String(option.prefix { $0 != " " }) : option
        if let code = why.firstMatch(of: /^: (usage\.[a-z-]+)$/) {
            return Problem(String(code.1), value: LongNumbers.hidden(in: value), ["option": name])
        }
        let choices = why.matches(of: /'([^']+)'|  - (\S+)/).compactMap { ($0.1 ?? $0.2).map { String($0) } }
        guard !choices.isEmpty else {
            return Problem("usage.wrong-value", value: LongNumbers.hidden(in: value), ["option": name])
        }
        return Problem(
            "usage.wrong-choice", value: LongNumbers.hidden(in: value),
            ["option": name, "choices": choices.joined(separator: ", ")])
    }
}
