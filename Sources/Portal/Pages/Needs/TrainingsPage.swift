import Hummingbird
import Indonesia
import Problems
import Registry
import Store

/// Trainings, who came again to the same one, and how mentored businesses got on.
enum TrainingsPage {
    static let path = "/pelatihan"

    static func make(_ desk: Desk) throws -> Page {
        try desk.registry.look(.readNeeds)
        let words = desk.words
        let choice = try NeedsChoice(desk)
        let names = try Names(desk.registry, words)
        let report = try desk.registry.trainings(year: choice.year, region: choice.region)
        let places = try desk.registry.places(
            report.events.map(\.event.region) + report.progress.map(\.region) + report.diaries.map(\.region)
                + [choice.region])
        var board = Board(
            words("trainings.title", ["year": String(choice.year)]), lead: words("trainings.lead"))
        board.crumbs = [.init(label: words("nav.needs"), address: choice.address(NeedsPage.path))]
        board.chooser = choice.chooser(words, path, asksInferred: false)
        board.cards = [
            (report.events.count, "events"), (report.events.reduce(0) { $0 + $1.present }, "present"),
            (report.repeats.count, "repeats"), (report.progress.count, "measured"),
            (report.progress.count(where: \.turnoverRose), "rose"),
        ].map { .init(figure: words.count($0.0), label: words("trainings.card.\($0.1)")) }
        func place(_ code: String) -> String { places[code]?.name ?? code }
        board.parts = [
            summaries(report, names, words), events(report, names, words, place), repeats(report, names, words),
            progress(report, names, words, place), groups(report, names, words),
        ]
        board.parts += DiaryParts(report: report, names: names, words: words).parts(place)
        return board.page(.needs)
    }

    private static func summaries(_ report: TrainingReport, _ names: Names, _ words: Words) -> Board.Part {
        var part = Board.Part("program", words("trainings.programmes"))
        part.grids = [
            Grid(
                words("trainings.programmes"),
                [.text(words("column.programme"))]
                    + [
                        "events", "people", "repeats", "visits", "measured", "rose", "records", "tax", "licence",
                        "first-known",
                    ].map {
                        .figure(words("trainings.card.\($0)"))
                    },
                report.programmes.map { row in
                    Grid.Line(
                        [.init(names.programme(row.programme), href: MappingPage.programme(row.programme))]
                            + [
                                row.events, row.people, row.repeats, row.visits, row.measured, row.turnoverRose,
                                row.gainedRecords, row.gainedTaxNumber, row.gainedBusinessNumber, row.firstKnown,
                            ].map { .init(words.count($0)) })
                }, none: words("trainings.none"), fold: words.fold)
        ]
        part.footnotes = [words("trainings.change")]
        return part
    }

    private static func events(
        _ report: TrainingReport, _ names: Names, _ words: Words, _ place: (String) -> String
    ) -> Board.Part {
        var part = Board.Part("kegiatan", words("trainings.events"))
        part.grids = [
            Grid(
                words("trainings.events"),
                [
                    .text(words("trainings.event")), .text(words("referral.date")), .text(words("column.programme")),
                    .text(words("column.region")), .figure(words("trainings.invited")),
                    .figure(words("trainings.card.present")),
                ],
                report.events.map { row in
                    Grid.Line([
                        .init(
                            row.event.title,
                            detail: [row.event.code, row.event.topic].compactMap { $0 }.joined(separator: " · ")),
                        .init(words.day(row.event.date)), .init(names.short(row.event.programme)),
                        .init(place(row.event.region)), .init(words.count(row.invited)),
                        .init(words.count(row.present)),
                    ])
                }, none: words("trainings.none"), fold: words.fold)
        ]
        part.links = [.init(words("trainings.new"), "/kirim/kegiatan/baru")]
        return part
    }

    private static func repeats(_ report: TrainingReport, _ names: Names, _ words: Words) -> Board.Part {
        var part = Board.Part("berulang", words("trainings.repeats"))
        part.paragraphs = [words("trainings.repeats.text")]
        part.grids = [
            Grid(
                words("trainings.repeats"),
                [
                    .text("NIK"), .text(words("column.programme")), .text(words("trainings.topic")),
                    .text(words("trainings.events")),
                ],
                report.repeats.map { row in
                    Grid.Line([
                        .init(Masked.number(row.nik)), .init(names.programme(row.programme)), .init(row.topic),
                        .init(row.events.joined(separator: ", ")),
                    ])
                }, none: words("trainings.none"), fold: words.fold)
        ]
        return part
    }

    private static func progress(
        _ report: TrainingReport, _ names: Names, _ words: Words, _ place: (String) -> String
    ) -> Board.Part {
        var part = Board.Part("kemajuan", words("trainings.progress"))
        part.paragraphs = [words("trainings.change")]
        part.grids = [
            Grid(
                words("trainings.progress"),
                [
                    .text("NIK"), .text(words("column.region")), .text(words("trainings.between")),
                    .figure(words("trainings.before")), .figure(words("trainings.after")),
                    .text(words("trainings.gained")), .figure(words("trainings.card.visits")),
                ],
                report.progress.map { row in
                    let gained = [
                        (row.gainedRecords, "records"), (row.gainedTaxNumber, "tax"),
                        (row.gainedBusinessNumber, "licence"),
                    ].filter(\.0).map { words("trainings.card.\($0.1)") }.joined(separator: ", ")
                    let known =
                        row.firstKnown == 0
                        ? nil : words.count(row.firstKnown) + " " + words("trainings.card.first-known")
                    return Grid.Line([
                        .init(Masked.number(row.nik)), .init(place(row.region)),
                        .init(words.day(row.from) + " – " + words.day(row.to)),
                        .init(row.turnoverBefore.map(words.rupiah) ?? "–"),
                        .init(
                            row.turnoverAfter.map(words.rupiah) ?? "–",
                            detail: row.turnoverRose ? words("trainings.card.rose") : nil),
                        .init(gained.isEmpty ? "–" : gained, detail: known), .init(words.count(row.visits)),
                    ])
                }, none: words("trainings.none"), fold: words.fold)
        ]
        return part
    }

    private static func groups(_ report: TrainingReport, _ names: Names, _ words: Words) -> Board.Part {
        var part = Board.Part("kelompok", words("trainings.groups"))
        part.grids = [
            Grid(
                words("trainings.groups"),
                [
                    .text(words("village.group")), .text(words("referral.date")), .text(words("column.programme")),
                    .text(words("trainings.topic")), .text(words("trainings.finding")),
                ],
                report.groups.flatMap { group in
                    group.visits.map { visit in
                        Grid.Line([
                            .init(group.name, detail: group.group), .init(words.day(visit.date)),
                            .init(names.short(visit.programme)), .init(visit.topic ?? "–"),
                            .init(
                                visit.finding.map { Masked.digits($0, longest: 400) } ?? "–",
                                detail: visit.followUp.map { Masked.digits($0, longest: 400) }),
                        ])
                    }
                }, none: words("trainings.none"), fold: words.fold)
        ]
        part.links = [.init(words("trainings.visit"), "/kirim/kunjungan/baru")]
        return part
    }
}
