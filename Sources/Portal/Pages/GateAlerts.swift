import Problems
import Registry
import Store

/// What an officer should look at first, the gravest first.
struct GateAlerts {
    let desk: Desk
    let overview: Overview
    let batches: [BatchRecord]

    func all() throws -> [GatePage.Alert] {
        let words = desk.words
        var alerts: [GatePage.Alert] = []
        let snapshot = try desk.site.findings.overlap(desk.registry)
        let forbidden = VerdictSum(snapshot.result, [.forbidden])
        if forbidden.cases > 0 {
            alerts.append(
                .init(
                    figure: words.count(forbidden.cases),
                    text: words("gate.alert.forbidden", ["amount": words.rupiah(forbidden.amount)]),
                    action: words("gate.alert.forbidden.action"), address: "/tumpang-tindih", isGrave: true))
        }
        let refusals = try desk.site.findings.refusals(desk.registry)
        let unfounded = refusals.reduce(0) { $0 + $1.refusedWithoutBasis }
        if unfounded > 0 {
            alerts.append(
                .init(
                    figure: words.count(unfounded), text: words("gate.alert.unfounded"),
                    action: words("gate.alert.unfounded.action"), address: "/penolakan", isGrave: true))
        }
        let refused = overview.institutions.reduce(0) { $0 + $1.counts.refused }
        let damaged = overview.institutions.reduce(0) { $0 + $1.damagedNIK }
        if refused > 0 {
            alerts.append(
                .init(
                    figure: words.count(refused),
                    text: words("gate.alert.refused", ["damaged": words.count(damaged)]),
                    action: words("gate.alert.refused.action"), address: "/daftar", isGrave: false))
        }
        let open = VerdictSum(snapshot.result, [.unregulated])
        if open.cases > 0 {
            alerts.append(
                .init(
                    figure: words.count(open.cases), text: words("gate.alert.unregulated"),
                    action: words("gate.alert.unregulated.action"), address: "/tumpang-tindih", isGrave: false))
        }
        let missing = snapshot.result.complements.reduce(0) { $0 + $1.people }
        if missing > 0 {
            alerts.append(
                .init(
                    figure: words.count(missing), text: words("gate.alert.complement"),
                    action: words("gate.alert.complement.action"), address: "/tumpang-tindih#pelengkap",
                    isGrave: false))
        }
        alerts += try reports()
        let staged = batches.filter { $0.state == .staged }.count
        if staged > 0 {
            alerts.append(
                .init(
                    figure: words.count(staged), text: words("gate.alert.staged"),
                    action: words("gate.alert.staged.action"), address: "/daftar", isGrave: false))
        }
        return alerts
    }

    /// What was found in reports when the figures were last counted.
    private func reports() throws -> [GatePage.Alert] {
        guard try desk.registry.lastComputation() != nil else { return [] }
        let choice = MonitoringChoice(region: RegionScope.nation, year: nil, programme: nil)
        let names = try Names(desk.registry, desk.words)
        guard let view = try choice.view(desk.registry, names), !view.findings.isEmpty else { return [] }
        return [
            .init(
                figure: desk.words.count(view.findings.count),
                text: desk.words("gate.alert.reports", ["year": String(view.year)]),
                action: desk.words("gate.alert.reports.action"), address: ReportingAddress.scorecard(view.year),
                isGrave: false)
        ]
    }
}

/// Cases under some verdicts: a person counts once in each pair of lists.
struct VerdictSum {
    var people = 0
    var families = 0
    /// Rupiah.
    var amount: Int64 = 0
    var cases: Int { people + families }

    init(_ result: OverlapResult, _ verdicts: Set<Verdict>) {
        for finding in result.findings where verdicts.contains(finding.verdict) {
            if finding.unit == .person { people += finding.people } else { families += finding.families }
            amount.addRupiah(finding.amount)
        }
    }
}
