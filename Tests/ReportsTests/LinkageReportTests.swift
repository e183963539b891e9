import Linkage
import Problems
import Registry
import Reports
import Testing

@Suite("The report on linking lists")
struct LinkageReportTests {
    private func document(_ run: LinkageRun, _ language: Language = .id) throws -> ParsedDocument {
        try ParsedDocument.read(Report.linkage(run, in: language).html)
    }

    @Test("says how many pairs are sure, how many are for people, and how training ended")
    func summary() throws {
        var run = try LinkageSample.run()
        let bound = MatchWeight.weight(run.threshold)
        let sure = run.result.pairs.count { $0.weight >= bound }
        #expect(sure > 100)
        let text = try document(run).section("summary")
        #expect(text.contains("\(sure) pasangan mencapai ambang 0,95"))
        #expect(text.contains("\(run.result.pairs.count - sure) pasangan di bawah ambang"))
        let convergence = try #require(run.result.model.parameters).convergence
        #expect(text.contains(convergence.isConverged ? "Pelatihan konvergen setelah" : "BELUM konvergen"))
        run.result.model.parameters?.convergence.isConverged = false
        #expect(try document(run).section("summary").contains("Pelatihan BELUM konvergen"))
        run.training = .elsewhere
        #expect(try document(run, .en).section("summary").contains("trained before on 450 records"))
    }

    @Test("shows m, u and the weight of every level that says something, in one figure for each comparison")
    func levels() throws {
        var run = try LinkageSample.run()
        let document = try document(run)
        let parameters = try #require(run.result.model.parameters)
        let tables = document.tables(in: "levels")
        #expect(tables.count == 4)
        // Missing birth dates say nothing: the table has two rows and no third.
        #expect(tables[1].dropFirst().map { $0[0] } == ["sama", "berbeda"])
        let names = parameters.comparisons[0]
        #expect(tables[0].count == names.m.count + 1)
        #expect(tables[0][1][1].hasPrefix(Language.id.decimal(names.m[0] * 100, places: 1)))
        #expect(tables[0][1][3].hasPrefix("+") && tables[0][3][3].hasPrefix("−"))
        // Of a field that no list has nothing was learned.
        run.missing = ["phone"]
        #expect(try self.document(run).tables(in: "levels").count == 3)
    }

    @Test("the histogram's columns are all pairs that were compared")
    func weights() throws {
        let run = try LinkageSample.run()
        let rows = try #require(try document(run).tables(in: "weights").first).dropFirst()
        let counts = rows.compactMap { Int($0[1].filter(\.isNumber)) }
        #expect(counts.reduce(0, +) == run.result.comparedPairs && counts.count > 5)
    }

    @Test("rules stand with their pairs and end with the sum; true pairs only where the truth is known")
    func rules() throws {
        let run = try LinkageSample.run()
        let table = try document(run).rows(ofTableWithCaption: "Aturan dan pasangannya")
        #expect(table.count == 5 && table[0].count == 7)
        let new = table.dropFirst().compactMap { Int($0[2].filter(\.isNumber)) }
        #expect(new.dropLast().reduce(0, +) == new.last && new.last == run.result.comparedPairs)
        let blind = try LinkageSample.run(hasTruth: false)
        let document = try document(blind)
        #expect(document.rows(ofTableWithCaption: "Aturan dan pasangannya")[0].count == 6)
        #expect(document.section("rules").contains("tidak dapat diketahui tanpa kebenaran"))
        #expect(document.section("accuracy").isEmpty)
    }

    @Test("stated probabilities stand beside found shares, with how many pairs they rest on")
    func calibration() throws {
        let plain = try LinkageSample.run()
        #expect(try document(plain).section("calibration").isEmpty)
        #expect(try document(plain, .en).section("reading").contains("Probabilities are those of the model. What"))
        var run = try LinkageSample.run(calibrates: true)
        let found = try #require(run.result.calibration)
        let document = try document(run, .en)
        let text = document.section("calibration")
        #expect(text.contains("rests on \(found.pairs) pairs by the truth column, \(found.same) of them"))
        #expect(document.section("reading").contains("unless they are called calibrated"))
        let rows = document.rows(ofTableWithCaption: "How far probabilities are from what was found")
        #expect(rows[1][1] == Language.en.decimal(found.reliability.brierModel, places: 4))
        #expect(rows[2][2] == Language.en.decimal(found.reliability.errorCalibrated, places: 4))
        let groups = try #require(document.tables(in: "calibration").last)
        #expect(groups.count == run.result.reliability.count + 1)
        for (row, group) in zip(groups.dropFirst(), run.result.reliability) {
            #expect(row.last?.contains("\(group.pairs) pairs") == true)
        }
        // Brought by the model, it has no pairs here to stand beside.
        run = try LinkageSample.run(calibrates: true, model: run.result.model)
        #expect(try self.document(run, .en).section("calibration").contains("The model brought this calibration"))
    }

    @Test("precision and recall are those of the run, and recall counts pairs that blocking lost")
    func accuracy() throws {
        let run = try LinkageSample.run()
        let quality = try #require(run.result.quality)
        let document = try document(run, .en)
        let row = document.rows(ofTableWithCaption: "Found, right, wrong and missed")[1]
        #expect(row[1] == "\(quality.pairs.found)" && row[2] == "\(quality.pairs.foundTrue)")
        #expect(row[4] == "\(quality.pairs.allTrue - quality.pairs.foundTrue)")
        #expect(quality.pairs.allTrue == 150)
        #expect(document.section("rules").contains("\(150 - quality.comparedTrue) of 150 true pairs"))
        let curve = try #require(document.tables(in: "accuracy").last)
        let weights = curve.dropFirst().compactMap { Int($0[0].replacing("−", with: "-")) }
        #expect(weights.count > 10 && weights == Array(weights[0]...weights[weights.count - 1]))
        // What is found at a threshold is at most what is found at a lower one.
        let recalls = curve.dropFirst().compactMap { Double($0[2].filter { $0.isNumber || $0 == "." }) }
        #expect(recalls.count == weights.count && zip(recalls, recalls.dropFirst()).allSatisfy { $0 >= $1 })
    }

    @Test("groups add up to all groups; without bridges no table of bridges stands there")
    func groups() throws {
        let run = try LinkageSample.run()
        let rows = try #require(try document(run, .en).tables(in: "groups").first).dropFirst()
        let groups = rows.compactMap { Int($0[1].prefix { $0 != "(" }.filter(\.isNumber)) }
        #expect(groups.reduce(0, +) == run.result.clusterCount && groups.count > 1)
        var bridged = run
        bridged.result.bridges = Array(run.result.pairs.prefix(3))
        let table = try document(bridged, .en).rows(ofTableWithCaption: "by what speaks most against them")
        #expect(table.dropFirst().compactMap { Int($0[1]) }.reduce(0, +) == 3)
    }

    @Test("records that cannot be found have a section only where they were looked for")
    func unlinkable() throws {
        var run = try LinkageSample.run()
        let found = try #require(run.result.unlinkable)
        let text = try document(run).section("unlinkable")
        #expect(text.contains("\(found.below) dari \(found.weighed) catatan yang ditimbang"))
        let lacking = try document(run).rows(ofTableWithCaption: "Yang kosong").dropFirst().compactMap { Int($0[1]) }
        #expect(lacking == found.lacking.prefix(12).map(\.records))
        run.result.unlinkable = nil
        #expect(try document(run).section("unlinkable").isEmpty)
    }

    @Test("pairs taken apart add up to their weights, and are the same whatever the order of the records")
    func examples() throws {
        let run = try LinkageSample.run()
        let document = try document(run)
        let tables = document.tables(in: "examples")
        #expect(tables.count >= 5)
        for table in tables {
            func number(_ text: String) -> Double? {
                Double(text.replacing("−", with: "-").replacing("+", with: "").replacing(",", with: "."))
            }
            let values = table.dropFirst().compactMap { number($0[1]) }
            let total = try #require(values.last)
            // Each of up to seven parts is rounded to a tenth.
            #expect(values.count == table.count - 1 && abs(values.dropLast().reduce(0, +) - total) < 0.4)
        }
        #expect(
            document.section("examples") == (try self.document(LinkageSample.run(reversed: true)).section("examples")))
    }

    @Test("names and numbers of people do not enter the report")
    func masked() throws {
        var run = try LinkageSample.run()
        run.ids = RecordIDs(run.ids.map { _ in "3507117007820030" })
        let html = try Report.linkage(run, in: .id).html
        #expect(!html.contains("3507117007820030") && html.contains("350711******0030"))
        for person in LinkageSample.people() { #expect(!html.contains(person.name)) }
    }

    @Test("the appendix explains the terms in both languages, whatever the report's own", arguments: Language.allCases)
    func terms(language: Language) throws {
        let caption = language == .id ? "Istilah dalam dua bahasa" : "Terms in two languages"
        let rows = try document(LinkageSample.run(), language).rows(ofTableWithCaption: caption)
        #expect(rows[0].suffix(2) == ["Bahasa Indonesia", "English"])
        #expect(rows.dropFirst().prefix(2).map { $0[0] } == ["m", "u"])
        #expect(rows[1][1].contains("Peluang") && rows[1][2].contains("How often"))
    }

    @Test("the models that ship are worded in both languages", arguments: LinkageModelFile.bundledNames)
    func worded(name: String) throws {
        let model = try LinkageModelFile.named(name)
        for comparison in model.comparisons {
            let words = Language.allCases.map { LinkageWords.comparison(comparison.name, in: $0) }
            #expect(words[0] != comparison.name && words[1] != comparison.name, "\(comparison.name)")
            for level in 0...comparison.levels.count {
                let label = comparison.label(level)
                #expect(LinkageWords.level(label, in: .id) != label, "\(label)")
            }
        }
    }
}
