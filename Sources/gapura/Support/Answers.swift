// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Problems
import Registry
import Store

/// The shapes of the command grammar's JSON documents.
enum Answer {
    /// A problem, worded.
    typealias ProblemLine = ProblemAnswer

    struct Column: Encodable {
        var name: String
        var mapped_to: String?
        var confidence: Double
    }

    struct ProblemCount: Encodable {
        var code: String
        var severity: String
        var rows: Int
    }

    struct Batch: Encodable {
        var id: Int64
        var state: String
        var name: String
        var programme: String
        var institution: String
        var fiscal_year: Int
        var reference_date: String
        var profile: String
        var file: String
        var sha256: String
        var rows: Int
        var new: Int
        var updated: Int
        var unchanged: Int
        var refused: Int
        var warned: Int
        var staged_at: String
        var committed_at: String?
        var undone_at: String?
        var problems: [ProblemLine]?
        /// All there are; ``problems`` holds the first of them.
        var problem_count: Int?
        var columns: [Column]?
        /// Rupiah of every row, where the list tells no amounts and that of the programme's period stands for them.
        var programme_amount: Int64?
        var blocked_by: [Int64]?
        var matches: Proposals?
        var people: People?
        /// What went quiet where the import was undone.
        var withdrawn: Withdrawn?
        var stage_decisions: Stages?

        init(_ batch: BatchRecord) {
            id = batch.id
            state = batch.state.rawValue
            name = batch.name
            programme = batch.programme
            institution = batch.institution
            fiscal_year = batch.fiscalYear
            reference_date = batch.referenceDate
            profile = batch.profile
            file = batch.fileName
            sha256 = batch.sha256
            rows = batch.counts.read
            new = batch.counts.new
            updated = batch.counts.updated
            unchanged = batch.counts.unchanged
            refused = batch.counts.refused
            warned = batch.counts.warned
            staged_at = batch.stagedAt
            committed_at = batch.committedAt
            undone_at = batch.undoneAt
        }
    }

    struct Overlap: Encodable {
        struct List: Encodable {
            var name: String
            var programme: String
            var institution: String?
            var reference_date: String?
            var rows: Int
            var people: Int
            var amount: Int64
        }

        struct Finding: Encodable {
            var a: String
            var b: String
            var unit: String
            var people: Int
            var families: Int
            var verdict: String
            var amount: Int64
            var amount_a: Int64
            var amount_b: Int64
            var condition: String?
            var legal_basis: String?
            var source: String?
            /// People of it who stand under wholly different names.
            var names_differ: Int
        }

        struct Total: Encodable {
            var a: String
            var b: String
            var people: Int
            var families: Int
            var families_only: Int
            /// Beside the counts by identity number: through decisions of people, and through open proposals. Left out
            /// where nobody has searched for matches.
            var people_confirmed: Int?
            var people_probable: Int?
            var families_confirmed: Int?
            var families_probable: Int?
        }

        struct Combination: Encodable {
            var lists: [String]
            var people: Int
        }

        struct Complement: Encodable {
            var served_by: String
            var not_on: String
            var people: Int
            var villages: Int
            var by_village: [String: Int]
            var condition: String?
        }

        var lists: [List]
        var matrix: [[Int]]
        var pairs: [Finding]
        var same_list: [Finding]
        var totals: [Total]
        var combinations: [Combination]
        var missing_complement: [Complement]
        var people: Int
        var people_all: Int
        var identities: Identities?

        init(_ result: OverlapResult, _ language: Language) {
            func name(_ index: Int) -> String { result.lists[index].name }
            func text(_ id: String?, _ en: String?) -> String? { language == .en ? en ?? id : id }
            func filled(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }
            lists = result.lists.map {
                List(
                    name: $0.name, programme: $0.programme, institution: $0.institution,
                    reference_date: $0.referenceDate, rows: $0.rows, people: $0.people, amount: $0.amount)
            }
            matrix = result.matrix
            let findings = result.findings.map {
                (
                    $0.a == $0.b,
                    Finding(
                        a: name($0.a), b: name($0.b), unit: $0.unit.rawValue, people: $0.people,
                        families: $0.families, verdict: $0.verdict.rawValue, amount: $0.amount, amount_a: $0.amountA,
                        amount_b: $0.amountB, condition: text($0.conditionId, $0.conditionEn),
                        legal_basis: filled($0.legalBasis), source: filled($0.source),
                        names_differ: $0.namesDiffer)
                )
            }
            pairs = findings.filter { !$0.0 }.map(\.1)
            same_list = findings.filter(\.0).map(\.1)
            // Lists that only a match brings together have a line as well.
            let counted = result.pairs.filter { $0.a != $0.b }
            let known = Set(counted.map { [$0.a, $0.b] })
            let couples = known.union((result.identities?.pairs ?? []).map { [$0.a, $0.b] })
            totals = couples.sorted { $0.lexicographicallyPrecedes($1) }.map { couple in
                let pair = counted.first { [$0.a, $0.b] == couple }
                let added = result.identities?.pair(couple[0], couple[1])
                return Total(
                    a: name(couple[0]), b: name(couple[1]), people: pair?.people ?? 0, families: pair?.families ?? 0,
                    families_only: pair?.familiesOnly ?? 0, people_confirmed: added?.confirmed,
                    people_probable: added?.probable, families_confirmed: added?.confirmedFamilies,
                    families_probable: added?.probableFamilies)
            }
            identities = result.identities.map { Identities($0, result, language) }
            combinations = result.combinations.map { Combination(lists: $0.lists.map(name), people: $0.people) }
            missing_complement = result.complements.map {
                Complement(
                    served_by: name($0.servedBy), not_on: name($0.notOn), people: $0.people,
                    villages: $0.villages.count,
                    by_village: Dictionary($0.villages.map { ($0.name, $0.people) }, uniquingKeysWith: +),
                    condition: text($0.conditionId, $0.conditionEn))
            }
            people = result.peopleOnSeveral
            people_all = result.people
        }
    }
}
