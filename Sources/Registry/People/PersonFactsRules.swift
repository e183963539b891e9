import Indonesia
import Problems
import Store

extension SheetRules {
    /// A document has a number of its kind, and ends after it began.
    func document(_ row: inout SheetRow) {
        order("issuedOn", "validUntil", &row)
        guard let type = row.text("type"), let number = row.text("number") else { return }
        let problem: Problem? =
            switch type {
            case "e-ktp": NIK.parse(number).problems.first { $0.severity == .refuse }
            case "family-card":
                FamilyCardNumber.parse(number).value == nil ? FamilyCardNumber.parse(number).problems.first : nil
            case "nib": NIB.parse(number).value == nil ? NIB.parse(number).problems.first : nil
            case "npwp": NPWP.parse(number).value == nil ? NPWP.parse(number).problems.first : nil
            default: nil
            }
        if let problem { refuse(problem, "number", &row) }
        if type == "e-ktp", let nik = row.text("nik"), problem == nil, NIK.parse(number).value?.digits != nik {
            row.refuse("document.other-holder", kind, "number", in: file, value: NIK.masked(raw: number))
        }
    }

    /// A classification code has an edition and five digits or fewer, and stands in the edition where that is at hand;
    /// numbers are of their kind.
    func enterprise(_ row: inout SheetRow) throws {
        let code = row.text("kbliCode")
        if (code == nil) != (row.text("kbliEdition") == nil) {
            row.refuse("enterprise.kbli-edition", kind, "kbliEdition", in: file, value: code)
        }
        if let code, !BusinessClasses.isCode(code) {
            row.refuse("enterprise.kbli-code", kind, "kbliCode", in: file, value: code)
        }
        if let code, let edition = row.text("kbliEdition"), BusinessClasses.isCode(code), code.first?.isNumber == true,
            case let versions = VersionQueries(connection), try versions.holds(edition: edition),
            try !versions.holds(code, edition: edition)
        {
            row.warn(
                "enterprise.kbli-unknown", kind, "kbliCode", in: file, value: code, ["code": code, "edition": edition])
        }
        if let nib = row.text("nib"), NIB.parse(nib).value == nil, let problem = NIB.parse(nib).problems.first {
            refuse(problem, "nib", &row)
        }
        if let npwp = row.text("npwp"), NPWP.parse(npwp).value == nil, let problem = NPWP.parse(npwp).problems.first {
            refuse(problem, "npwp", &row)
        }
    }

    private func refuse(_ problem: Problem, _ field: String, _ row: inout SheetRow) {
        var problem = problem
        problem.severity = .refuse
        problem.place = Place(file: file, row: row.number, column: kind.column(field)?.header)
        row.problems.append(problem)
    }
}
