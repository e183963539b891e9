import Foundation
import Indonesia
import Problems
import Testing

/// Reference files that may stand beside the package; the tests are skipped where they do not.
private enum Oracle {
    static let folder = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .appending(path: "../../../shared/domain/data").standardized
    static let isThere = FileManager.default.fileExists(atPath: folder.path)

    /// The rows of a simple CSV file without its header.
    static func rows(_ name: String, separator: Character = ",") throws -> [[String]] {
        let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        return text.split(whereSeparator: \.isNewline).dropFirst().map {
            $0.split(separator: separator, omittingEmptySubsequences: false).map {
                $0.trimmingCharacters(in: CharacterSet(charactersIn: "\""))
            }
        }
    }

    /// The regencies and cities of both systems, 2020.
    static func table() throws -> RegionTable {
        RegionTable(
            try rows("bps_kemendagri_kabkota_2020.csv").flatMap { row -> [Region] in
                guard let bps = RegionCode(row[0]), let home = RegionCode(row[2]) else { return [] }
                return [
                    Region(code: bps, name: row[1], system: .bps, version: "2020"),
                    Region(code: home, name: row[3], system: .kemendagri, version: "2020"),
                ]
            })
    }
}

@Suite(.enabled(if: Oracle.isThere)) struct OracleTests {
    @Test func theRealSeriesOfTraining() throws {
        let file = "satudata_pelatihan_wirausaha_2018_2025.csv"
        let row = try #require(try Oracle.rows(file, separator: ";").last)
        let answers = NumberSeries.judge(Array(row.dropFirst()))
        #expect(answers.map(\.value) == [214, 598, 561, 726, nil, 1475, 601, 385])
        #expect(answers[4].problems.first?.arguments["suggested"] == "1890")
    }

    /// Province by province, each system's own codes and names are never taken for the other's.
    @Test func codeSystemsAreToldApartByName() throws {
        let table = try Oracle.table()
        let rows = try Oracle.rows("bps_kemendagri_kabkota_2020.csv")
        var decided = 0
        for (province, rows) in Dictionary(grouping: rows, by: { $0[0].prefix(2) }) {
            for (system, column) in [(CodeSystem.bps, 0), (.kemendagri, 2)] {
                var judge = CodeSystemJudge(header: "kode_kabupaten_kota", table: table)
                for row in rows { judge.add(code: row[column], name: row[column + 1]) }
                let verdict = judge.verdict
                #expect(verdict.system == nil || verdict.system == system, "\(province)")
                if verdict.system == nil {
                    #expect(verdict.problems.map(\.code) == ["region.system-unnamed"], "\(province)")
                } else {
                    decided += 1
                }
            }
        }
        #expect(decided > 20)
    }

    @Test func westJavaLooksTheSameInBothSystems() throws {
        let table = try Oracle.table()
        var judge = CodeSystemJudge(header: "kode_kabupaten_kota", table: table)
        for row in try Oracle.rows("jabar_umkm_binaan_per_jenis_2019_2021.csv") {
            judge.add(code: row[3], name: row[4])
        }
        #expect(judge.verdict.agreement.both == 27)
        #expect(judge.verdict.system == nil)
        #expect(judge.verdict.problems.map(\.code) == ["region.system-unnamed"])
    }

    /// No district that ever was is refused as the area of a NIK.
    @Test func districtsOfAllYearsArePossibleAreas() throws {
        let current = try Oracle.rows("wilayah_2025_malang_banyumas.csv").filter { $0[0].count == 8 }
        let codes = try (Oracle.rows("kecamatan_codes_historic_only.csv") + current).map { $0[0] }
        #expect(codes.count > 594)
        for code in codes {
            let nik = code.filter(\.isNumber) + "2501900003"
            #expect(NIK.parse(nik).value != nil, "\(code)")
        }
    }
}
