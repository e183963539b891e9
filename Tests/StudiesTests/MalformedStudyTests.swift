import Foundation
import Problems
import Studies
import Testing

@Suite("Malformed studies and data")
struct MalformedStudyTests {
    static func outcome(_ kind: MalformedKind) throws -> Problem? {
        let scratch = try Scratch()
        let study = scratch.url.appendingPathComponent("study.yaml")
        try Data(kind.yaml).write(to: study)
        try Data(kind.csv).write(to: scratch.url.appendingPathComponent("data.csv"))
        for (name, text) in kind.files { _ = try scratch.file(name, text) }
        do {
            _ = try Study(contentsOf: study).run()
            return nil
        } catch {
            return error
        }
    }

    @Test("each kind is one clear complaint with its place and a remedy", arguments: MalformedKind.all)
    func kinds(kind: MalformedKind) throws {
        let problem = try #require(try Self.outcome(kind), "\(kind.name) was taken")
        #expect(problem.code == kind.code, "\(kind.name)")
        #expect(problem.place.file != nil && problem.severity == .refuse)
        if let line = kind.line { #expect(problem.place.row == line, "\(kind.name): \(problem.place)") }
        for language in Language.allCases {
            let sentence = Catalogue.bundled.sentence(problem, language)
            #expect(sentence.contains(" → ") && !sentence.contains("{"), "\(sentence)")
            #expect(Catalogue.bundled.reason(problem, language) != problem.code)
        }
    }

    @Test("there are at least fifty kinds, no two alike")
    func count() {
        #expect(MalformedKind.all.count >= 50)
        #expect(Set(MalformedKind.all.map(\.name)).count == MalformedKind.all.count)
    }

    @Test("a misspelt name is answered with the nearest known one")
    func nearest() throws {
        let expected = [
            "method misspelt": "targeting", "key misspelt": "outcome", "wrong column": "y",
            "policy that is none": "fail",
        ]
        for (name, near) in expected {
            let kind = try #require(MalformedKind.all.first { $0.name == name })
            let problem = try #require(try Self.outcome(kind))
            #expect(Catalogue.bundled.sentence(problem, .en).contains(near), "\(name)")
        }
        let misspelt = try #require(MalformedKind.all.first { $0.name == "method misspelt" })
        let sentence = Catalogue.bundled.sentence(try #require(try Self.outcome(misspelt)), .id)
        #expect(sentence.contains("Mungkin maksudnya `targeting`"))
    }

    @Test(
        "what looks odd but is not wrong is taken: a figure, or a refusal where none exists",
        arguments: [
            ("byte order mark", "\u{FEFF}id,y\na,1\nb,2\n"), ("one row", "id,y\na,1\n"),
            ("Windows line ends", "id,y\r\na,1\r\nb,2\r\n"), ("semicolons", "id;y\na;1\nb;2\n"),
            ("blank lines", "id,y\n\na,1\n\nb,2\n"), ("enormous values", "id,y\na,1e300\nb,2e300\n"),
            ("tiny values", "id,y\na,1e-300\nb,2e-300\n"), ("quoted headings", "\"id\",\"y\"\na,1\nb,2\n"),
        ])
    func taken(name: String, csv: String) throws {
        var workshop = StudyWorkshop()
        workshop.csv = csv
        let item = try workshop.item("method: mean, outcome: y")
        // One row has no variance, and the squares of enormous values none that a number holds.
        let refusals = ["one row": "refused.lonely-psu", "enormous values": "refused.not-defined"]
        #expect(item.refusal?.code == refusals[name], "\(name)")
        for figure in item.estimates {
            #expect(figure.value?.isFinite == true && figure.standardError?.isFinite == true)
        }
        #expect(item.refusal != nil || item.estimates.count == 1)
    }
}
