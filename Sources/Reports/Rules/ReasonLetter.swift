import Problems
import Registry

/// "Why am I not on the list": one page for one person, with that person's data alone.
struct ReasonLetter {
    let value: RuledCase
    let judge: RuleJudge
    let list: String
    /// The number under which the decision is stored; nil where it is not: then nobody can appeal against it by number.
    let ruling: Int64?
    /// What this decision looks at again; nil for a first one.
    var appeal: LetterAppeal?
    /// Where the eligible stand under a limit; nil where there is none.
    var standings: RulingStandings?
    let sentences: RuleSentences
    let words: Words
    let edition: Edition

    /// Reasons that are told in full; a page has room for no more.
    private static let fullReasons = 3

    var html: HTML {
        tag(.div, "sheet letter") {
            head
            tag(.main) {
                tag(.p, "", words("salutation"))
                tag(.p, "", words("opening." + value.verdict.rawValue, ["programme": judge.programme]))
                again
                place
                for (index, finding) in reasons.prefix(Self.fullReasons).enumerated() {
                    reason(finding, number: index + 1)
                }
                rest
                favour
                tag(.h2, "", words("rights"))
                tag(.ul) {
                    tag(.li, "", words("rights.object"))
                    tag(.li, "", words("rights.evidence"))
                    if let ruling {
                        tag(
                            .li, "",
                            words("rights.appeal", ["ruling": String(ruling), "row": String(value.row)]))
                    }
                    tag(.li, "", words("rights.free"))
                }
                SignatureBlock(
                    place: words("place"), date: edition.date, office: words("office"), words: words
                ).html
            }
            tag(.footer) { tag(.p, "", words("foot.letter", ["digest": digest])) }
        }
    }

    /// The versions by which it was judged.
    private var digest: String {
        (judge.files.map { "\($0.name) \($0.version) (\($0.digest.prefix(8)))" }
            + judge.forms.map { "\($0.name) \($0.version) (\($0.digest.prefix(8)))" }).joined(separator: ", ")
    }

    /// Those that no regulation holds come first: they are what a person may object to with most right.
    private var reasons: [RuleFinding] {
        value.reasons.filter { $0.rule.legalBasis == nil } + value.reasons.filter { $0.rule.legalBasis != nil }
    }

    private var head: HTML {
        tag(.header) {
            Letterhead(edition: edition, words: words).html
            tag(.h1, "subject", words("title"))
            tag(.dl, "facts") {
                tag(.dt, "", words("name"))
                tag(.dd, "", value.name ?? "–")
                tag(.dt, "", words("nik"))
                tag(.dd, "", value.maskedNIK)
                tag(.dt, "", words("programme"))
                tag(.dd, "", "\(judge.programme) \(judge.year)")
                tag(.dt, "", words("list"))
                tag(.dd, "", words("list.row", ["list": list, "row": String(value.row)]))
                if let ruling {
                    tag(.dt, "", words("ruling"))
                    tag(.dd, "", String(ruling))
                }
                tag(.dt, "", words("day"))
                tag(.dd, "", words.day(judge.dayText))
            }
        }
    }

    private func reason(_ finding: RuleFinding, number: Int) -> HTML {
        let flags = sentences.flags(finding.rule, among: judge.rules)
        return tag(.section, "reason") {
            tag(.h2, "", words("reason", ["number": String(number), "statement": sentences.statement(finding)]))
            tag(.dl, "facts") {
                tag(.dt, "", words("seen.label"))
                tag(.dd, "", sentences.seen(finding))
                tag(.dt, "", words("issuer"))
                tag(.dd, "", sentences.issuer(finding.rule))
                tag(.dt, "", words("basis"))
                tag(.dd, "", sentences.basis(finding.rule))
                if let correction = sentences.correction(finding.rule) {
                    tag(.dt, "", words("correct"))
                    tag(.dd, "", correction)
                }
            }
            if !flags.isEmpty { tag(.div, "notice") { tag(.p, "", flags.joined(separator: " ")) } }
        }
    }

    private var rest: HTML {
        let others = reasons.dropFirst(Self.fullReasons)
        guard !others.isEmpty else { return .empty }
        return HTML.joined([
            tag(.p, "", words("others")), tag(.ul) { for other in others { tag(.li, "", short(other)) } },
        ])
    }

    /// A reason in one paragraph: what it says, whose it is, what it rests on, its marks, and what to do.
    private func short(_ finding: RuleFinding) -> String {
        let head = words(
            "other",
            [
                "statement": sentences.statement(finding), "seen": sentences.seen(finding),
                "issuer": sentences.issuer(finding.rule), "basis": sentences.basis(finding.rule),
            ])
        let correction = sentences.correction(finding.rule).map { words("correct") + ": " + $0 }
        return ([head] + sentences.flags(finding.rule, among: judge.rules) + [correction].compactMap(\.self))
            .joined(separator: " ")
    }

    /// What speaks for the person.
    private var favour: HTML {
        let told = Set(value.reasons.flatMap(\.rule.contradictedBy))
        let permissions = value.remarks.filter { $0.rule.kind == .permission && !told.contains($0.rule.code) }
        guard !permissions.isEmpty else { return .empty }
        return HTML.joined(
            permissions.map { finding in
                tag(
                    .p, "",
                    words(
                        "favour",
                        ["statement": sentences.statement(finding), "basis": sentences.basis(finding.rule)]))
            })
    }
}
