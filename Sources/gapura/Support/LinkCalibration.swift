// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Linkage
import Problems

/// What `link --calibrate` answers.
struct LinkCalibration: Encodable {
    /// Stated and found shares of pairs of about one weight.
    struct Group: Encodable {
        var pairs: Int
        var from_weight: Double
        var to_weight: Double
        var model: Double
        var calibrated: Double
        var found: Double
        var found_low: Double
        var found_high: Double
    }

    var method: Calibration.Method
    var source: Calibration.Source
    /// Whether the calibration was fitted in this run, rather than brought by the model.
    var fitted_here: Bool
    /// How many pairs it rests on, and how many of them are one person.
    var pairs: Int
    var same: Int
    /// Whether the model was trained on the same pairs.
    var taught_on_them: Bool
    /// On pairs that the calibration had not seen.
    var reliability: Calibration.Reliability
    var curve: [Group]

    init?(_ result: LinkageResult) {
        guard let found = result.calibration else { return nil }
        (method, source, pairs, same) = (found.method, found.source, found.pairs, found.same)
        (taught_on_them, reliability) = (found.isTaught, found.reliability)
        fitted_here = !result.reliability.isEmpty
        curve = result.reliability.map {
            Group(
                pairs: $0.pairs, from_weight: $0.from, to_weight: $0.to, model: $0.model, calibrated: $0.calibrated,
                found: $0.found, found_low: $0.low, found_high: $0.high)
        }
    }

    /// The same for a terminal.
    func sentences(_ console: Console) -> [String] {
        let language = console.language
        func figure(_ value: Double) -> String { language.decimal(value, places: 4) }
        var lines = [
            console.say(
                !fitted_here
                    ? "link.calibrated.model" : source == .truth ? "link.calibrated.truth" : "link.calibrated",
                ["pairs": language.integer(pairs), "same": language.integer(same)]),
            console.say(
                "link.reliability",
                [
                    "brier": figure(reliability.brierModel), "brier_after": figure(reliability.brierCalibrated),
                    "error": figure(reliability.errorModel), "error_after": figure(reliability.errorCalibrated),
                ]),
        ]
        if taught_on_them { lines.append(console.say("link.calibrated.taught")) }
        if reliability.brierCalibrated >= reliability.brierModel {
            lines.append(console.say("link.calibrated.worse"))
        }
        return lines
    }
}
