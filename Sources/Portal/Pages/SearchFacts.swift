import Indonesia
import Problems
import Registry
import Store

extension SearchPage.Story {
    /// What sheets tell of papers, addresses, household, businesses and groups; masked.
    static func facts(_ view: PersonView, _ words: Words) -> [String] {
        let facts = view.facts
        var told = facts.documents.map { document in
            words(
                document.validUntil == nil
                    ? "fact.document"
                    : document.isExpired(on: view.day) ? "fact.document.expired" : "fact.document.until",
                [
                    "type": words.name("documentType", document.type), "number": Masked.number(document.number),
                    "until": document.validUntil.map(words.day) ?? "",
                ])
        }
        told += facts.addresses.map { address in
            let units = [address.rt.map { "RT " + $0 }, address.rw.map { "RW " + $0 }].compactMap { $0 }
            return words(
                "fact.address",
                [
                    "use": words.name("addressUse", address.use), "region": address.region,
                    "units": units.isEmpty ? "" : ", " + units.joined(separator: "/"), "since": words.day(address.date),
                ])
        }
        told += facts.households.map { household in
            words(
                "fact.household",
                [
                    "code": household.code, "people": words.count(household.people.count),
                    "date": words.day(household.date),
                ])
        }
        told += facts.enterprises.map { enterprise($0, words) }
        told += facts.memberships.map { member in
            words(
                "fact.membership",
                [
                    "group": member.group + (member.subgroup.map { " / " + $0 } ?? ""),
                    "role": words.name("groupRole", member.role), "from": words.day(member.from),
                    "to": member.to.map(words.day) ?? "…",
                ])
        }
        return told
    }

    private static func enterprise(_ one: PersonFacts.Enterprise, _ words: Words) -> String {
        let sizes = one.sizes.map { size in
            size.rules.title + " "
                + (size.sizeClass.map { words.name("size", $0.rawValue) } ?? words("fact.size.open"))
        }
        let kbli = one.kbliCode.map { " (KBLI " + (one.kbliEdition ?? "–") + " " + $0 + ")" } ?? ""
        return words(
            one.hasTwoSizes ? "fact.enterprise.two" : "fact.enterprise",
            [
                "business": Masked.digits(one.business) + kbli, "date": words.day(one.date),
                "sizes": sizes.isEmpty ? words("fact.size.unknown") : sizes.joined(separator: ", "),
            ])
    }

    /// Fields of which sources say what cannot both be true: each value with who says it, the one that is shown first.
    static func conflicts(_ view: PersonView, _ words: Words) -> [String] {
        view.conflicts.map { field in
            let shown = field.shown({ masked($0, field.name, words) }) { parts in
                let said = parts.map { words("claim.part." + $0.rawValue) }.joined(separator: ", ")
                return words(parts.isEmpty ? "claim.differs" : "claim.differs-in", ["parts": said])
            }
            let values = zip(field.claims, shown).map { claim, shown in
                let sources = claim.sources.map { source in
                    source.date.map { source.name + " (" + words.day($0) + ")" } ?? source.name
                }
                return shown + " — " + Masked.digits(sources.joined(separator: ", "))
            }
            return words(
                "claim.conflict",
                ["field": words("claim." + field.name.rawValue), "values": values.joined(separator: "; ")])
        }
    }

    private static func masked(_ value: String, _ field: ClaimedField.Name, _ words: Words) -> String {
        switch field {
        case .nik, .familyCard, .address: Masked.number(value)
        case .name: Masked.name(value)
        case .phone: PhoneNumber.masked(raw: value)
        // The day of birth stands in the number too, and stays hidden with it.
        case .birthDate: "**-**-" + value.prefix(4)
        case .sex: words.name("sex", value)
        case .village: value
        }
    }
}
