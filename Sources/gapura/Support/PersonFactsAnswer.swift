// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Indonesia
import Problems
import Registry
import Store

/// Papers, addresses, household, businesses and groups of a person; masked unless told.
struct PersonFactsAnswer: Encodable {
    struct Document: Encodable {
        var type: String
        var number: String
        var issued_on: String?
        var valid_until: String?
        /// On the day that is asked about.
        var is_expired: Bool
        var source: String
    }
    struct Address: Encodable {
        var use: String
        var since: String
        var region: String
        var rt: String?
        var rw: String?
        var source: String
    }
    struct Household: Encodable {
        var code: String
        var as_of: String
        var people: Int
        var is_head: Bool
    }
    struct Enterprise: Encodable {
        var code: String
        var as_of: String
        var business: String
        var kbli_edition: String?
        var kbli_code: String?
        var nib: String?
        var npwp: String?
        var workers: Int?
        /// By the name of the rule set; null where the rules give no one class.
        var size_class: [String: String?]
        var sizes_differ: Bool
    }
    struct Membership: Encodable {
        var group: String
        var subgroup: String?
        var role: String
        var from: String
        var to: String?
    }
    var documents: [Document]
    var addresses: [Address]
    var households: [Household]
    var enterprises: [Enterprise]
    var memberships: [Membership]

    /// - Parameter day: the one by which papers are out of date.
    init(_ facts: PersonFacts, numbers: [String], on day: CalendarDate, _ shown: Shown) {
        documents = facts.documents.map {
            Document(
                type: $0.type, number: shown.number($0.number), issued_on: $0.issuedOn, valid_until: $0.validUntil,
                is_expired: $0.isExpired(on: day), source: shown.text($0.source))
        }
        addresses = facts.addresses.map {
            Address(
                use: $0.use, since: $0.date, region: $0.region, rt: $0.rt, rw: $0.rw,
                source: shown.text($0.source))
        }
        households = facts.households.map {
            Household(code: $0.code, as_of: $0.date, people: $0.people.count, is_head: numbers.contains($0.head))
        }
        enterprises = facts.enterprises.map { one in
            Enterprise(
                code: one.code, as_of: one.date, business: one.business, kbli_edition: one.kbliEdition,
                kbli_code: one.kbliCode, nib: one.nib.map(shown.number),
                npwp: one.npwp.map(shown.number), workers: one.workers,
                size_class: Dictionary(
                    uniqueKeysWithValues: one.sizes.map { ($0.rules.title, $0.sizeClass?.rawValue) }),
                sizes_differ: one.hasTwoSizes)
        }
        memberships = facts.memberships.map {
            Membership(group: $0.group, subgroup: $0.subgroup, role: $0.role, from: $0.from, to: $0.to)
        }
    }

    func tell(_ facts: PersonFacts, _ console: Console) throws {
        func label(_ vocabulary: String, _ code: String) -> String {
            SheetKinds.bundled.label(vocabulary, code, console.language) ?? code
        }
        for document in documents {
            try console.line(
                console.say(
                    document.valid_until == nil
                        ? "fact.document" : document.is_expired ? "fact.document.expired" : "fact.document.until",
                    [
                        "type": label("documentType", document.type), "number": document.number,
                        "until": document.valid_until ?? "", "source": document.source,
                    ]))
        }
        for address in addresses {
            let units = [address.rt.map { "RT " + $0 }, address.rw.map { "RW " + $0 }].compactMap { $0 }
            try console.line(
                console.say(
                    "fact.address",
                    [
                        "use": label("addressUse", address.use), "region": address.region, "since": address.since,
                        "units": units.isEmpty ? "" : ", " + units.joined(separator: "/"), "source": address.source,
                    ]))
        }
        for household in households {
            try console.line(
                console.say(
                    household.is_head ? "fact.household.head" : "fact.household",
                    [
                        "code": household.code, "people": console.integer(household.people),
                        "date": household.as_of,
                    ]))
        }
        for one in facts.enterprises {
            let sizes = one.sizes.map { size in
                size.rules.title + ": "
                    + (size.sizeClass.map { label("size", $0.rawValue) } ?? console.say("fact.size.open"))
            }
            let kbli = one.kbliCode.map { " (KBLI \(one.kbliEdition ?? "–") \($0))" } ?? ""
            try console.line(
                console.say(
                    one.hasTwoSizes ? "fact.enterprise.two" : "fact.enterprise",
                    [
                        "code": one.code, "business": one.business + kbli, "date": one.date,
                        "sizes": sizes.isEmpty ? console.say("fact.size.unknown") : sizes.joined(separator: "; "),
                    ]))
        }
        for member in memberships {
            try console.line(
                console.say(
                    "fact.membership",
                    [
                        "group": member.group, "role": label("groupRole", member.role), "from": member.from,
                        "subgroup": member.subgroup.map { " / " + $0 } ?? "", "to": member.to ?? "…",
                    ]))
        }
    }
}
