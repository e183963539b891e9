import Problems
import Registry

/// What all pages share. Values and caches only; what is shown is read anew for each page.
struct Site: Sendable {
    let registry: Registry
    let shelf: ReportShelf
    let isSynthetic: Bool
    let templates: Templates
    let assets: Assets
    let bench = Workbench()
    /// Where people are looked up for programs: a page that takes long must not keep them waiting.
    let lookups = Workbench()
    let findings = Findings()
    let counting = Counting()
    let tray = Tray()
    let checked = LogChecking()
    let requests = RequestCounts()
}
