import Examples
import Foundation
import Studies
import Testing

/// The example survey's rows, read by the plainest of means, and plain estimators over them: nothing of the engine.
struct SurveyRows {
    struct Row {
        var id: String
        var stratum: String
        var area: String
        var village: String
        var villages: Double
        var weight: Double
        var members: Double
        var spending: Double?
        var takes: Bool
        var aid: Double
        var fee: Double
        var before: Double?
        var after: Double?
        var education: String

        var head: Double? { spending.map { $0 / members } }
    }

    let rows: [Row]

    init() throws {
        let folder = try #require(Examples.folder("survei-manfaat"))
        let text = try String(contentsOf: folder.appendingPathComponent("rumah-tangga.csv"), encoding: .utf8)
        let lines = text.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        let names = lines[0].map(String.init)
        rows = try lines.dropFirst().map { cells in
            func cell(_ name: String) throws -> String { String(cells[try #require(names.firstIndex(of: name))]) }
            func number(_ name: String) throws -> Double { try #require(Double(try cell(name))) }
            return Row(
                id: try cell("id"), stratum: try cell("strata"), area: try cell("kecamatan"), village: try cell("desa"),
                villages: try number("desa_populasi"), weight: try number("bobot"), members: try number("anggota"),
                spending: Double(try cell("belanja")), takes: try cell("penerima") == "1", aid: try number("bantuan"),
                fee: try number("biaya"), before: Double(try cell("omzet_2020")),
                after: Double(try cell("omzet_2021")), education: try cell("pendidikan"))
        }
    }

    /// Rows that say what they spend.
    var known: [Row] { rows.filter { $0.spending != nil } }

    /// Σ w y / Σ w.
    static func mean(_ values: [(y: Double, w: Double)]) -> Double {
        values.reduce(0) { $0 + $1.y * $1.w } / values.reduce(0) { $0 + $1.w }
    }

    /// Gini's index as the mean difference of all pairs over twice the mean: n² steps, no ranks.
    static func gini(_ values: [(y: Double, w: Double)]) -> Double {
        var sum = 0.0
        for a in values { for b in values { sum += a.w * b.w * abs(a.y - b.y) } }
        let total = values.reduce(0) { $0 + $1.w }
        return sum / (2 * total * total * mean(values))
    }

    /// 2 cov(h, R)/μ with R counted over all pairs: weight below and half of that tied.
    static func concentration(_ values: [(h: Double, rank: Double, w: Double)]) -> Double {
        let total = values.reduce(0) { $0 + $1.w }
        let mean = values.reduce(0) { $0 + $1.w * $1.h } / total
        var sum = 0.0
        for a in values {
            var below = 0.0
            for b in values { below += b.rank < a.rank ? b.w : b.rank == a.rank ? b.w / 2 : 0 }
            sum += a.w * a.h * below / total
        }
        return 2 * sum / (total * mean) - 1
    }

    /// The variance of a sum of scores: villages within strata, finite populations of villages.
    func variance(_ score: (Row) -> Double) -> Double {
        var strata: [String: (villages: Double, totals: [String: Double])] = [:]
        for row in rows {
            strata[row.stratum, default: (row.villages, [:])].totals[row.village, default: 0] += score(row)
        }
        return strata.values.reduce(0) { sum, stratum in
            let n = Double(stratum.totals.count)
            let mean = stratum.totals.values.reduce(0, +) / n
            let squares = stratum.totals.values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            return sum + (1 - n / stratum.villages) * n / (n - 1) * squares
        }
    }
}
