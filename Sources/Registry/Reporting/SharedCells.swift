import Store

/// Cells that the owner of a programme and somebody who hands out or proposes for it both report: the owner's figure may
/// hold the other's already, and both are added. Of several who hand out, each reports its own people.
struct SharedCells {
    /// The current versions, of all institutions of a programme.
    let reports: [InstitutionReport]
    /// The programme's record of each fiscal year.
    let programmes: [Int: ProgrammeRecord]

    private struct Cell: Hashable {
        var region: String
        var measure: String
    }

    func findings() -> [ReportFinding] {
        var findings: [ReportFinding] = []
        for (period, own) in Dictionary(grouping: reports, by: \.period).sorted(by: { $0.key < $1.key }) {
            guard let owner = programmes[period.year]?.owner, let first = own.first(where: { $0.institution == owner })
            else { continue }
            let told = Dictionary(
                first.figures.map { (Cell(region: $0.region, measure: $0.measure), $0.value) },
                uniquingKeysWith: { $1 })
            for other in own.sorted(by: { $0.institution < $1.institution }) where other.institution != owner {
                let shared = other.figures.filter {
                    $0.value > 0 && (told[Cell(region: $0.region, measure: $0.measure)] ?? 0) > 0
                }
                guard !shared.isEmpty else { continue }
                findings.append(
                    ReportFinding(
                        "report.cell-shared", of: other, region: shared.count == 1 ? shared[0].region : nil,
                        measures: Set(shared.map(\.measure)).sorted(), rows: shared.map(\.row).sorted(),
                        ["owner": owner, "cells": String(shared.count)]))
            }
        }
        return findings
    }
}
