import Evaluation
import Problems
import Studies
import Testing

@Suite("Wording of evaluations")
struct WordingTests {
    @Test("Every warning and refusal has a sentence in both languages")
    func complete() {
        let warnings = EvaluationWarning.Code.allCases.map { "evaluation." + $0.rawValue }
        let refusals = EvaluationRefusal.Reason.allCases.map { "evaluation.refused." + $0.rawValue }
        for code in warnings + refusals {
            let problem = Problem(code)
            let sentences = Language.allCases.map { Catalogue.bundled.reason(problem, $0) }
            #expect(!sentences.contains(code), "\(code)")
            #expect(Set(sentences).count == 2, "\(code)")
        }
    }

    @Test("Every method that can be asked for is told in one line in both languages", arguments: CaseRunner.methods)
    func methods(_ name: String) {
        let said = CaseRunner.summary(of: name)
        #expect(said.id != said.en && said.id != name)
        // What the help of `gapura stat` can print within 80 columns.
        #expect(name.count + said.id.count + 4 < 80 && said.en.count + 6 < 80)
        for line in [said.id, said.en] { #expect(!line.contains("\n") && !line.hasSuffix(".")) }
    }

    @Test(
        "A small p-value is never printed as zero",
        arguments: [
            (5.96e-8, "< 0,001", "< .001"), (0.0009999, "< 0,001", "< .001"), (0.001, "0,001", ".001"),
            (0.0494, "0,049", ".049"), (1, "1,000", "1.000"),
        ])
    func pValues(p: Double, indonesian: String, english: String) {
        #expect(StudyCell.pValue(p).text(in: .id) == indonesian)
        #expect(StudyCell.pValue(p).text(in: .en) == english)
    }

    @Test("Percentages in cells come from counts")
    func cells() {
        #expect(StudyCell.percent(1, of: 9, places: 2).text(in: .id) == "11,11 %")
        #expect(StudyCell.interval(70.3, 94.7, places: 1).text(in: .en) == "70.3 – 94.7")
        #expect(StudyCell.marked(.count(25), "b").mark == "b")
        #expect(StudyCell.printed("0,000").text(in: .en) == "0,000")
    }
}
