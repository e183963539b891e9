import Foundation
import Testing

@Suite("Everything said is said in both languages")
struct WordingTests {
    @Test("every problem has reason and remedy in Indonesian and English, with the same places to fill in")
    func catalogues() throws {
        #expect(!Catalogues.files.isEmpty)
        var wrong: [String] = []
        for file in Catalogues.files {
            for (code, entry) in file.entries {
                let faults = Catalogues.faults(of: entry, parts: ["reason", "remedy"], optional: ["remedy"])
                wrong += faults.map { "\(file.path): \(code): \($0)" }
            }
        }
        #expect(wrong.isEmpty, "\(wrong.sorted().joined(separator: "\n"))")
    }

    @Test("a code is defined once, and reads subject.what-is-wrong")
    func codesAreUnique() {
        var seen: [String: String] = [:]
        var wrong: [String] = []
        for file in Catalogues.files {
            for code in file.entries.keys {
                if let first = seen[code] { wrong.append("\(code): in \(first) and in \(file.path)") }
                seen[code] = file.path
                if !Catalogues.isCode(code) { wrong.append("\(file.path): \(code) is not of the form subject.problem") }
            }
        }
        #expect(wrong.isEmpty, "\(wrong.sorted().joined(separator: "\n"))")
    }

    @Test("every code that is raised stands in a catalogue")
    func raisedCodesAreWorded() {
        let known = Set(Catalogues.files.flatMap(\.entries.keys))
        let subjects = Set(known.compactMap { $0.split(separator: ".").first })
        let phrases = Set(Catalogues.wordingFiles.flatMap { Catalogues.phrases(of: $0).keys })
        var wrong: [String] = []
        for file in House.sources {
            for literal in file.text.literals where !literal.isInterpolated && Catalogues.isCode(literal.text) {
                if known.contains(literal.text) { continue }
                let isRaised = literal.before.hasSuffix("Problem(") || literal.before.hasSuffix("code:")
                let looksRaised =
                    literal.text.split(separator: ".").first.map { subjects.contains($0) } == true
                    && !phrases.contains(literal.text) && !Catalogues.isFileName(literal.text)
                if isRaised || looksRaised { wrong.append("\(file.path):\(literal.line): \(literal.text)") }
            }
        }
        #expect(wrong.isEmpty, "no wording for:\n\(wrong.joined(separator: "\n"))")
    }

    @Test("no catalogue holds an entry that nothing raises")
    func noDeadEntries() {
        let literals = Set(House.sources.flatMap { $0.text.literals.filter { !$0.isInterpolated }.map(\.text) })
        for family in ComposedCodes.families {
            let unused = family.subjects.subtracting(ComposedCodes.endings(in: family.room)).sorted()
            #expect(unused.isEmpty, "\(family.room) composes no code for \(unused) any more: take them off the list")
        }
        let dead = Catalogues.files.flatMap { file in
            file.entries.keys.filter { code in
                !literals.contains(code) && !ComposedCodes.isRaised(code)
            }.map { "\(file.path): \($0)" }
        }
        #expect(dead.isEmpty, "\(dead.sorted().joined(separator: "\n"))")
    }

    @Test("pages, reports and the command line have every phrase in both languages")
    func phrases() {
        var wrong: [String] = []
        for path in Catalogues.wordingFiles {
            let phrases = Catalogues.phrases(of: path)
            if phrases.isEmpty { wrong.append("\(path): not of the form {key: {id, en}}") }
            for (key, entry) in phrases {
                let wrapped = entry.mapValues { ["text": $0] }
                wrong += Catalogues.faults(of: wrapped, parts: ["text"]).map { "\(path): \(key): \($0)" }
            }
        }
        #expect(wrong.isEmpty, "\(wrong.sorted().joined(separator: "\n"))")
    }
}
