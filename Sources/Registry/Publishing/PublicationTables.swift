import Problems
import Store

/// The tables of a publication as text, in the words of a language, with the dictionary that explains them in the form of
/// Satu Data Indonesia (Perpres 39/2019): definition, concept, unit of observation, unit, domain, validation, source.
public struct PublicationTables: Sendable {
    /// A table with its headings.
    public struct Table: Sendable {
        /// The name of its file, without ending.
        public var name: String
        /// The name of its sheet in a workbook.
        public var sheet: String
        public var header: [String]
        /// As long as the header each; the last column of a table of counts is the count or ``mark``.
        public var rows: [[String]]
    }

    /// What stands in place of a hidden count.
    public static let mark = "x"

    /// Region × programme × measure.
    public let counts: Table
    /// The same by category of each breakdown.
    public let breakdowns: Table
    /// The dictionary of each of them.
    public let countDictionary: Table
    public let breakdownDictionary: Table
    public let title: String

    /// - Parameter names: of programmes by code.
    init(
        _ publication: Publication, _ language: Language, _ phrases: Phrasebook, names: [String: String]
    ) {
        let words = PublicationWords(publication, language, phrases)
        title = words("title", ["region": publication.place.name, "year": String(publication.year)])
        let head = ["region", "place", "level", "part", "programme", "name", "measure"]
        let fine = head + ["breakdown", "category"]
        var places = [publication.place.code: publication.place]
        for place in publication.parts { places[place.code] = place }
        var plain: [[String]] = []
        var broken: [[String]] = []
        for key in publication.keys {
            guard let place = places[key.region] else { continue }
            let isAll = key.programme == FigureRecord.allProgrammes
            let cells = [
                key.region, place.name, words("level." + place.level),
                words(key.isRemainder ? "part.rest" : "part.whole"), key.programme,
                isAll ? words("all") : names[key.programme] ?? key.programme, words.measure(key.measure),
            ]
            let value = publication[key].number.map(String.init) ?? Self.mark
            if key.breakdown == FigureRecord.total {
                plain.append(cells + [value])
            } else {
                broken.append(
                    cells + [words("breakdown." + key.breakdown), words.category(key.breakdown, key.category), value])
            }
        }
        func table(_ name: String, _ columns: [String], _ rows: [[String]]) -> Table {
            Table(
                name: words("file." + name), sheet: words("sheet." + name),
                header: (columns + ["value"]).map { words("column." + $0) }, rows: rows)
        }
        counts = table("table", head, plain)
        breakdowns = table("breakdown", fine, broken)
        let measures = Set(publication.keys.map(\.measure)).sorted()
        countDictionary = words.dictionary(of: counts.name, head, measures)
        breakdownDictionary = words.dictionary(of: breakdowns.name, fine, measures)
    }
}

/// The words of published tables.
struct PublicationWords {
    private let publication: Publication
    private let language: Language
    private let phrases: Phrasebook

    init(_ publication: Publication, _ language: Language, _ phrases: Phrasebook) {
        self.publication = publication
        self.language = language
        self.phrases = phrases
    }

    func callAsFunction(_ key: String, _ arguments: [String: String] = [:]) -> String {
        phrases("publication." + key, language, arguments)
    }

    func measure(_ name: String) -> String {
        SheetKinds.bundled.label("measure", name, language) ?? self("measure." + name)
    }

    func category(_ breakdown: String, _ category: String) -> String {
        if category == "-" { return self("unknown") }
        func label(_ vocabulary: String, _ code: String) -> String {
            SheetKinds.bundled.label(vocabulary, code, language) ?? code
        }
        switch breakdown {
        case "sector": return label("sector", category)
        case "kind": return label("need", category)
        case "kindState":
            let parts = category.split(separator: "/").map(String.init)
            return label("need", parts.first ?? "") + " / " + self("category." + (parts.last ?? ""))
        case "state": return SheetKinds.bundled.label("step", category, language) ?? self("category." + category)
        case "age", "decile", "decileGroup", "period": return category
        default: return self("category." + category)
        }
    }

    private static let fields = [
        "variable", "definition", "concept", "observed", "unit", "domain", "rule", "source", "as-of",
    ]

    func dictionary(of name: String, _ columns: [String], _ measures: [String]) -> PublicationTables.Table {
        let day = publication.computation.asOf
        var rows = columns.map { column -> [String] in
            let isPlace = ["region", "place", "level", "part"].contains(column)
            let isProgramme = ["programme", "name"].contains(column)
            return [
                self("column." + column), self("definition." + column),
                isPlace ? self("concept.place") : isProgramme ? self("concept.programme") : self("concept.reach"),
                isPlace ? self("place-unit") : self("person"), self("text"),
                column == "region"
                    ? self("domain.region")
                    : column == "programme"
                        ? self("domain.programme") : self(isPlace || isProgramme ? "domain.text" : "domain.words"),
                isPlace || isProgramme ? self("rule.known") : self("rule.none"),
                isPlace ? self("source.codes") : self(isProgramme ? "source.register" : "source.office"), day,
            ]
        }
        rows.append([
            self("column.value"),
            self(
                "definition.value",
                [
                    "year": String(publication.year), "threshold": String(publication.threshold),
                    "hidden": String(publication.hiddenCount), "cells": String(publication.cellCount),
                ]), self("concept.reach"), self("person"), self("people"), self("domain.value"), self("rule.sum"),
            self("source.office"), day,
        ])
        rows += measures.map { measure in
            let isStage = PublicationCounts.stages.contains(measure)
            let (concept, unit, source) =
                switch measure {
                case "profiles": ("concept.business", "business", "source.profiles")
                case NeedCount.measure: ("concept.need", "need", "source.needs")
                case ReferralCount.measure: ("concept.need", "referral", "source.referrals")
                default: ("concept.reach", "person", isStage ? "source.reports" : "source.lists")
                }
            return [
                self("column.measure") + " = " + self.measure(measure),
                self(isStage ? "definition.stage" : "definition." + measure), self(concept), self(unit),
                self(unit == "person" ? "people" : "count"), self("domain.value"), self("rule.sum"), self(source), day,
            ]
        }
        return PublicationTables.Table(
            name: name + "." + self("dictionary-file"), sheet: self("dictionary-sheet"),
            header: Self.fields.map { self("dictionary." + $0) }, rows: rows)
    }
}
