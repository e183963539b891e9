import Foundation
import Rules

// How long one rule takes for one person, as a page or a command asks it: evaluated, explained, and read from its text.

let schema = try RuleSchema(
    variables: ["person": .record("person"), "application": .record("application")],
    records: [
        "person": ["job": .string, "village": .string, "savings": .int, "birth": .timestamp],
        "application": ["year": .int, "proposer": .string],
    ], functions: [HostFunction("received", [.string, .int], .bool)])
let texts = [
    "person.job in ['PNS', 'ASN', 'TNI', 'Polri', 'Pegawai BUMN', 'Pegawai BUMD']",
    "person.savings < 2000000 && person.village == 'Arjowilangun'",
    "received('BPUM', application.year - 1) || !(application.proposer == 'dinas')",
    "person.job.matches('^(PNS|TNI|Polri)$') || person.village.contains('wilangun')",
]
let bindings = Bindings(
    schema,
    [
        "person": .record(["job": .string("Petani"), "village": .string("Arjowilangun"), "savings": .int(5)]),
        "application": .record(["year": .int(2021), "proposer": .string("koperasi")]),
    ],
    functions: ["received": { _ in .value(.bool(false)) }])

func microseconds(_ count: Int, _ body: () throws -> Void) rethrows -> Double {
    try body()
    let taken = try ContinuousClock().measure { for _ in 0..<count { try body() } }
    return taken / .microseconds(1) / Double(count)
}

print("evaluated, explained, read and checked and evaluated (microseconds)")
for text in texts {
    let checked = try CheckedExpression(text, schema: schema)
    let evaluated = microseconds(100_000) { _ = checked.evaluate(bindings) }
    let explained = microseconds(20_000) { _ = checked.explain(bindings) }
    let whole = try microseconds(5_000) { _ = try CheckedExpression(text, schema: schema).evaluate(bindings) }
    print([evaluated, explained, whole].map { String(format: "%8.2f", $0) }.joined(), " ", text)
}
