@testable import Studies

/// A study's result made by hand, with texts that try to break out of a document.
enum StudySample {
    static func result(_ extra: String = "") -> StudyResult {
        func text(_ text: String) -> LocalText { LocalText(text + extra) }
        let table = StudyTable(
            .ranks, text("Tabel 9. Peringkat"), columns: [.init(text("Pasangan")), .init(text("N"), numeric: true)],
            rows: [.init([.text(text("Negatif")), .marked(.count(0), "a")])],
            footnotes: [.init("a", text("Sesudah < Sebelum"))])
        var curve = StudyFigure.Curve(
            role: .lorenz, name: text("Lorenz"), points: [.init(0, 0), .init(0.5, 0.3), .init(1, 1)])
        curve.band = [.init(x: 0.5, low: 0.25, high: 0.35)]
        let figure = StudyFigure(
            name: "f", caption: text("Kurva"), description: text("Gambar"), xLabel: text("x"), yLabel: text("y"),
            curves: [curve])
        let published = StudyItem(
            name: "t" + extra, method: "signed-rank", title: text("Tabel 9. Pendapatan"),
            asPublished: ["significance": .string("0,000" + extra), "z": .null],
            recommended: ["z_spss": .number(-4.372), "p_value": .number(6e-8)],
            warnings: [StudyWarning("small-sample", ["n": "30"], subject: text("Baris"))], n: 30, missing: 0,
            question: text("Apakah naik?"), estimates: [], tables: [table], figures: [figure])
        let evidence = StudyEvidence(
            numerator: text("pembilang"), denominator: text("penyebut"), used: 28, dropped: 2,
            population: text("penduduk"), rank: text("pengeluaran"), weight: text("bobot"), method: text("Rata-rata"),
            errorMethod: "linearised-design")
        let groups = ["Semua", "A", "B"].enumerated().map { index, name in
            StudyEstimate(
                "mean", Double(index + 1), .number(1), error: 0.5,
                interval: .init(Double(index), Double(index + 2)), numerator: 12, denominator: 6, n: 9,
                group: text(name), label: text("rerata"),
                warnings: index == 1 ? [StudyWarning("small-sample", ["n": "9"], subject: text("A"))] : [])
        }
        let estimated = StudyItem(
            name: "e" + extra, method: "mean", title: text("Rerata"), asPublished: [:], recommended: [:], warnings: [],
            n: 28, missing: 2, question: text("Berapa?"), estimates: groups, evidence: evidence, tables: [],
            figures: [])
        let refused = StudyItem(
            name: "r" + extra, method: "targeting", title: text("Sasaran"), asPublished: [:], recommended: [:],
            warnings: [], n: 30, missing: 0, question: text(""),
            refusal: StudyWarning("refused.no-comparison-group", ["subject": "x" + extra]), estimates: [], tables: [],
            figures: [])
        return StudyResult(
            name: "studi" + extra, title: text("Evaluasi"), publication: text("Jurnal"), file: "study.yaml" + extra,
            dataFile: "data.csv" + extra, source: text("Sumber: data"), sample: text("Sampel"),
            question: text("Sampaikah?"), bearing: [text("Sampel acak.")], synthetic: true, confidence: 0.95, n: 30,
            items: [published, estimated, refused])
    }
}
