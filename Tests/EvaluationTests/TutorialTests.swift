import Evaluation
import Foundation
import Testing

@Suite("The tutorial from a survey to an incidence report")
struct TutorialTests {
    private let survey = Survey()

    @Test("The code that runs here is the code of each part's last step", arguments: TutorialPages.parts)
    func sameCode(part: String) throws {
        let last = try #require(try TutorialPages.steps(part).last)
        #expect(try last == "import Evaluation\n\n" + TutorialPages.compiled(part))
    }

    @Test("A step only adds lines to the step before", arguments: TutorialPages.parts)
    func growing(part: String) throws {
        let steps = try TutorialPages.steps(part).map { $0.split(separator: "\n", omittingEmptySubsequences: false) }
        for (before, after) in zip(steps, steps.dropFirst()) {
            let removed = after.difference(from: before).removals
            #expect(removed.isEmpty && after.count > before.count, "\(removed)")
        }
    }

    @Test("Every step file is shown once, in order, and every file shown is there")
    func shown() throws {
        let pages = try TutorialPages.names("", ending: ".tutorial").map { try TutorialPages.text($0) }
        let files = pages.flatMap { page in
            page.split(separator: "\n").filter { $0.contains("@Code(") }.map(String.init)
        }
        let expected = try TutorialPages.parts.flatMap { part in
            try TutorialPages.steps(part).indices.map {
                "@Code(name: \"\(part).swift\", file: \"\(part)-\($0 + 1).swift\")"
            }
        }
        #expect(Set(files.map { $0.trimmingCharacters(in: .whitespaces) }) == Set(expected))
        #expect(files.count == expected.count)
        let images = try TutorialPages.names("Resources", ending: ".svg")
        for image in images { #expect(pages.contains { $0.contains("source: \"\(image)\"") }) }
        #expect(try TutorialPages.names("Resources", ending: "").count == expected.count + images.count)
    }

    @Test("Benefits add up to what is spent, and a visit costs its district's total over its visits")
    func services() throws {
        let services = try survey.services()
        #expect(services.unitSubsidy[.init(service: "health centre", region: "Lembah")] == 172_800.0 / (18 * 120))
        #expect(services.unitSubsidy[.init(service: "health centre", region: "Pesisir")] == 104_000.0 / (13 * 80))
        // 19 pupils in Lembah, 15 in Pesisir, counted off the column.
        let schools = 250.0 * (19 * 120 + 15 * 80)
        let spent = zip(services.gross, survey.weight).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(close(spent, schools + 172_800 + 104_000))
        #expect(zip(services.gross, services.net).map { $0 - $1 } == survey.pupils.map { 25 * $0 })
    }

    @Test("Fifths are those of the persons written out one by one")
    func fifths() throws {
        let net = try survey.services().net
        for benefit in [net, survey.aid] {
            let heights = TutorialPersons(survey, benefit).heights
            let found = try survey.fifths(of: benefit)
            #expect(close(found.benefitShare, zip(heights.dropFirst(), heights).map { $0 - $1 }, 1e-9))
            #expect(found.n == 39 && found.dropped == 1)
        }
    }

    @Test("Indices are mean differences between pairs, their errors the change with each village's weight")
    func indices() throws {
        let net = try survey.services().net
        for benefit in [net, survey.aid] {
            let pairs = TutorialPairs(survey, benefit)
            let found = try survey.kakwani(of: benefit)
            let index = try survey.concentration(of: benefit)
            #expect(close(index.value, pairs.concentration(pairs.weight), 1e-10))
            #expect(close(found.concentration, index.value) && found.value == found.concentration - found.gini)
            #expect(close(found.gini, pairs.gini(pairs.weight), 1e-10))
            #expect(close(try #require(index.standardError), pairs.error(pairs.concentration), 1e-5))
            let errors = try #require(found.standardErrors)
            #expect(close(errors.gini, pairs.error(pairs.gini), 1e-5))
            #expect(close(errors.kakwani, pairs.error { pairs.concentration($0) - pairs.gini($0) }, 1e-5))
        }
    }

    @Test("The resampled interval holds the index and is wider than the linearised error allows")
    func resampled() throws {
        let net = try survey.services().net
        let pairs = TutorialPairs(survey, net)
        let interval = try survey.resampledInterval(of: net)
        let index = pairs.concentration(pairs.weight)
        let error = pairs.error(pairs.concentration)
        #expect(interval.lower < index && interval.upper > index)
        #expect(interval.upper > index + 2.447 * error && interval.upper.magnitude < 0.005)
    }

    @Test("Curves have the heights of the persons' curve, and labels follow from the largest z")
    func curves() throws {
        for (benefit, label) in [(try survey.services().net, Progressivity.proPoor), (survey.aid, .progressive)] {
            let curves = try survey.curves(of: benefit)
            let heights = TutorialPersons(survey, benefit).heights
            #expect(close([3, 7, 11, 15].map { curves.concentration[$0] }, Array(heights[1...4]), 1e-9))
            let equality = curves.againstEquality
            let critical = equality.supremumCritical()
            // Between a single look and Bonferroni's 19, by Student's t with 6 degrees of freedom.
            #expect(critical > CriticalValue.twoSided(0.95, degrees: 6))
            #expect(critical < CriticalValue.twoSided(1 - 0.05 / 19, degrees: 6))
            if label == .proPoor {
                let looks = "it is about \((10 * critical).rounded() / 10), where a single look would ask for 2.4"
                #expect(try TutorialPages.prose().contains(looks))
            }
            let (most, least) = (equality.cautiousZ.max() ?? 0, equality.cautiousZ.min() ?? 0)
            #expect((most > critical && least > -critical) == (label == .proPoor))
            #expect(curves.classification() == label && curves.degreesOfFreedom == 8 - 2)
        }
    }

    @Test("Targeting is counted off the columns by hand")
    func targeting() throws {
        let found = try survey.targeting()
        // Persons at or below 650: with aid 27 in Lembah and 14 in Pesisir, without 6 and 4. Others with aid: 11 and 9.
        let (reached, missed, leaked) = (27.0 * 120 + 14 * 80, 6.0 * 120 + 4 * 80, 11.0 * 120 + 9 * 80)
        #expect(close(try #require(found.coverageOfEligible), reached / (reached + missed)))
        #expect(close(try #require(found.exclusionError), missed / (reached + missed)))
        #expect(close(try #require(found.leakage), leaked / (reached + leaked)))
        // 600 thousand each to 7 + 3 households entitled and 2 + 3 others.
        let money = (entitled: 7.0 * 120 + 3 * 80, others: 2.0 * 120 + 3 * 80)
        #expect(close(try #require(found.leakageOfBenefits), money.others / (money.entitled + money.others)))
        #expect(found.exclusionStandardError != nil)
    }

    @Test("A list of recipients has no word on the poor, and bounds on coverage only with a population")
    func refusals() throws {
        #expect(survey.recipients.count == 15)
        #expect(try survey.labelFromRecipients() == .withheld)
        #expect(survey.coverageFromRecipients(population: nil) == .failure(.init(.noComparisonGroup, "entitled")))
        let population = 15_560.0
        #expect(survey.personWeight.reduce(0, +) == population)
        let bounds = try survey.coverageFromRecipients(population: population).get()
        // 4,360 entitled recipients; of the population at most the 2,040 others are known not to be entitled.
        #expect(close(bounds.lower, 4360 / (population - 2040)) && bounds.upper == 1)
        #expect(survey.refusalWithoutDistricts()?.reason == .lonelyPSU)
    }

    @Test("Sentences carry the figures, and the pages quote sentences and figures as they are")
    func sentences() throws {
        let net = try survey.services().net
        let prose = try TutorialPages.prose()
        let label = [
            "The poor receive more of it than their share of the population.",
            "It is spread more equally than expenditure; more for the poor is not shown.",
        ]
        for (place, benefit) in [net, survey.aid].enumerated() {
            let name = ["the services", "the cash aid"][place]
            let poorest = percent(TutorialPersons(survey, benefit).heights[2])
            let pairs = TutorialPairs(survey, benefit)
            let limits = try survey.resampledInterval(of: benefit)
            let figures = [pairs.concentration(pairs.weight), limits.lower, limits.upper]
                .map { (100 * $0).rounded() / 100 }
            let expected = [
                "The poorest 40 % of persons receive \(poorest) of \(name).", label[place],
                "Index \(figures[0]), resampled \(figures[1]) to \(figures[2]).",
                "39 households in 8 villages, 1 left out.", "Note: missing-dropped.",
            ]
            #expect(try survey.sentences(on: name, benefit) == expected)
            for sentence in expected { #expect(prose.contains("\"\(sentence)\""), "\(sentence)") }
        }
        let (services, aid) = (TutorialPairs(survey, net), TutorialPairs(survey, survey.aid))
        let (index, gini) = (services.concentration(services.weight), services.gini(services.weight))
        let error = services.error(services.concentration)
        for quoted in [
            "of the services is \(decimal(index)) with a standard error of \(decimal(error))",
            "Gini index of expenditure, \(decimal(gini)): K is \(decimal(index - gini))",
            "farther from 0 (\(decimal(aid.concentration(aid.weight))))",
            "aid covers \(percent(4360 / 5400)) of the persons entitled, so that \(percent(1040 / 5400)) are left out",
            "\(percent(2040 / 6400)) of the recipients are not entitled, and \(percent(480.0 / 1560)) of the money",
            "15,560 persons it lies between \(percent(4360 / 13_520)) and 100 %; the survey's \(percent(4360 / 5400))",
        ] { #expect(prose.contains(quoted), "\(quoted)") }
    }

    @Test("The two figures are drawn from the tutorial's results")
    func figures() throws {
        let fifths = TutorialPersons(survey, try survey.services().net).heights
        let bars = try TutorialPages.text("Resources/services-by-fifth.svg").components(separatedBy: "class=\"share\"")
            .dropFirst()
        let drawn = bars.compactMap { bar in
            bar.components(separatedBy: " height=\"").last?.split(separator: "\"").first.flatMap { Double($0) }
        }
        #expect(drawn.count == 5)
        for (height, share) in zip(drawn, zip(fifths.dropFirst(), fifths).map { $0 - $1 }) {
            #expect((height - 600 * share).magnitude < 0.051)
        }
        let picture = try TutorialPages.text("Resources/aid-curve.svg")
        let points = { (name: String) -> [[Double]] in
            let text = picture.components(separatedBy: "class=\"\(name)\" points=\"").last ?? ""
            return (text.split(separator: "\"").first ?? "").split(separator: " ")
                .map { $0.split(separator: ",").compactMap { Double($0) } }
        }
        let band = try survey.band(of: survey.aid)
        let (curve, area) = (points("curve"), points("band"))
        #expect(curve.count == 21 && area.count == 42)
        for (place, point) in band.enumerated() {
            for (pair, height) in [
                (curve[place + 1], point.height), (area[place + 1], point.band.lower),
                (area[40 - place], point.band.upper),
            ] {
                #expect((pair[0] - 50 - 280 * point.share).magnitude < 0.051)
                #expect((pair[1] - 290 + 280 * height).magnitude < 0.051)
            }
        }
    }

    private func percent(_ share: Double) -> String { "\(Int((100 * share).rounded())) %" }

    /// Two places with a true minus sign, as the pages print it.
    private func decimal(_ value: Double) -> String {
        let hundredths = Int((100 * value.magnitude).rounded())
        let places = hundredths % 100
        return (value < 0 ? "−" : "") + "\(hundredths / 100)." + (places < 10 ? "0" : "") + "\(places)"
    }
}
