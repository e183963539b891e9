import Charts
import Indonesia
import Registry

/// The parts of the page of trainings that show diaries: what a programme's come to, and whom to visit.
struct DiaryParts {
    let report: TrainingReport
    let names: Names
    let words: Words

    /// Nothing where no diary was kept in the year.
    func parts(_ place: (String) -> String) -> [Board.Part] {
        var summary = Board.Part("catatan", words("diary.title"))
        summary.paragraphs = [words("diary.text")]
        summary.grids = [programmes()]
        if let course = course() { summary.drawings = [course] }
        summary.footnotes = [words("diary.course.text")]
        summary.links = [.init(words("diary.new"), "/kirim/catatan/baru")]
        guard !report.diaries.isEmpty else {
            summary.footnotes = []
            return [summary]
        }
        var businesses = Board.Part("didatangi", words("diary.businesses"))
        businesses.paragraphs = [words("diary.businesses.text")]
        businesses.grids = [grid(place)]
        return [summary, businesses]
    }

    private func programmes() -> Grid {
        Grid(
            words("diary.title"),
            [.text(words("column.programme"))]
                + ["businesses", "notes", "attendance", "paid", "behind", "rose"].map {
                    .figure(words("diary.column.\($0)"))
                },
            report.diarySummaries.map { row in
                Grid.Line([
                    .init(names.programme(row.programme), href: MappingPage.programme(row.programme)),
                    .init(words.count(row.businesses)), .init(words.count(row.notes)),
                    .init(
                        share(row.attended, row.meetings),
                        detail: words("diary.of", ["n": words.count(row.attended), "of": words.count(row.meetings)])),
                    .init(
                        row.due == 0 ? "–" : words.share(Double(row.paid) / Double(row.due)),
                        detail: words(
                            "diary.of", ["n": words.shortRupiah(row.paid), "of": words.shortRupiah(row.due)])),
                    .init(words.count(row.behind)),
                    .init(
                        words.count(row.rose), detail: words("diary.compared", ["of": words.count(row.compared)])),
                ])
            }, none: words("trainings.none"), fold: words.fold)
    }

    private func share(_ part: Int, _ whole: Int) -> String {
        whole == 0 ? "–" : words.share(Double(part) / Double(whole))
    }

    /// Mean sales of a week by month, a line for each programme.
    private func course() -> Drawing? {
        let series = report.diarySummaries.filter { $0.months.contains { $0 != nil } }.prefix(5).map {
            LineSeries(
                label: names.short($0.programme), values: $0.months.map { $0.map { ($0 / 1000).rounded() } })
        }
        guard !series.isEmpty else { return nil }
        return Drawing(
            TrendFigure(
                caption: Caption(
                    id: "diary-course", title: words("diary.course"), summary: words("diary.course.summary")),
                periods: (1...12).map { String(words("month.\($0)").prefix(3)) }, series: series,
                periodHeader: words("diary.month"), numbers: words.numbers))
    }

    private func grid(_ place: (String) -> String) -> Grid {
        Grid(
            words("diary.businesses"),
            [
                .text("NIK"), .text(words("column.programme")), .text(words("column.region")),
                .text(words("trainings.between")), .figure(words("diary.column.notes")),
                .figure(words("diary.column.empty")), .figure(words("diary.column.attendance")),
                .figure(words("diary.column.arrears")), .figure(words("trainings.before")),
                .figure(words("trainings.after")),
            ],
            report.diaries.map { row in
                Grid.Line([
                    .init(Masked.number(row.nik), detail: row.needsVisit ? words("diary.visit") : nil),
                    .init(names.short(row.programme)), .init(place(row.region)),
                    .init(words.day(row.from) + " – " + words.day(row.to)), .init(words.count(row.notes)),
                    .init(words.count(row.emptyWeeks)),
                    .init(
                        words("diary.of", ["n": words.count(row.attended), "of": words.count(row.meetings)]),
                        detail: row.missedInARow >= 2
                            ? words("diary.missed", ["n": words.count(row.missedInARow)]) : nil),
                    .init(row.due == 0 ? "–" : words.rupiah(row.arrears)),
                    .init(row.course.map { words.rupiah($0.before) } ?? "–"),
                    .init(row.course.map { words.rupiah($0.after) } ?? "–"),
                ])
            }, none: words("trainings.none"), fold: words.fold)
    }
}
