import Foundation
import Indonesia
import Problems
import Registry
import Store
import Testing

private let header = "NIK;No KK;Nama Lengkap;Alamat;Bidang Usaha;Nomor Telepon\n"

private func row(
    _ serial: Int, _ name: String = "Siti Rekaan", phone: String = "081234567890", card: Int = 1
) -> String {
    let digits = String(serial)
    let nik = "350701550190" + String(repeating: "0", count: 4 - digits.count) + digits
    return "\(nik);350701150110000\(card);\(name);Desa Contoh;Warung;\(phone)\n"
}

private func request(_ file: URL, _ year: Int = 2021) -> ImportRequest {
    ImportRequest(
        file: file, programme: "BPUM", institution: "DINKOP-35.07", profile: "bpum-usulan-2021", fiscalYear: year,
        referenceDate: "\(year)-09-30", name: "usulan")
}

@Suite struct ImportTests {
    @Test func sameFileTwiceChangesNothing() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let file = try scratch.file("a.csv", header + row(1) + row(2) + "0;;Tanpa NIK;;;\n")
        let first = try registry.commit(try registry.stage(request(file)).batch.id)
        #expect((first.counts.read, first.counts.new, first.counts.refused) == (3, 2, 1))
        let again = try registry.stage(request(file))
        #expect(again.problems.contains { $0.code == "import.same-file" })
        #expect((again.batch.counts.new, again.batch.counts.unchanged, again.batch.counts.refused) == (0, 2, 1))
        let second = try registry.commit(again.batch.id)
        #expect(second.counts.reconcile)
        #expect(try registry.overview().total("people") == 2)
        #expect(try registry.verify() == [])
    }

    @Test func aStagedFileIsNotStagedAgain() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let file = try scratch.file("a.csv", header + row(1))
        let first = try registry.stage(request(file))
        let second = try registry.stage(request(file))
        #expect(second.wasStagedBefore)
        #expect(second.batch.id == first.batch.id)
        #expect(try registry.batches().count == 1)
    }

    @Test func changedRowsUpdateAndUndoRestores() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let first = try registry.stage(request(try scratch.file("a.csv", header + row(1) + row(2))))
        _ = try registry.commit(first.batch.id)
        let nik = try #require(NIK.parse("3507015501900001").value)
        let changed = try scratch.file("b.csv", header + row(1, phone: "081299999999") + row(2) + row(3))
        let second = try registry.commit(try registry.stage(request(changed)).batch.id)
        #expect((second.counts.new, second.counts.updated, second.counts.unchanged) == (1, 1, 1))
        #expect(try registry.person(nik).person?.phone == "+6281299999999")
        #expect(try registry.verify() == [])
        _ = try registry.undo(second.id)
        #expect(try registry.person(nik).person?.phone == "+6281234567890")
        #expect(try registry.overview().total("people") == 2)
        #expect(try registry.verify() == [])
    }

    /// What was worked out before another list was committed is worked out anew at the commit.
    @Test func outcomesAreSettledAtTheCommit() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let first = try registry.stage(request(try scratch.file("a.csv", header + row(1) + row(2))))
        let second = try registry.stage(request(try scratch.file("b.csv", header + row(2) + row(3))))
        #expect(second.batch.counts.new == 2)
        _ = try registry.commit(first.batch.id)
        let committed = try registry.commit(second.batch.id)
        #expect((committed.counts.new, committed.counts.unchanged) == (1, 1))
        #expect(try registry.verify() == [])
    }

    @Test func dryRunStoresNothing() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let staged = try registry.stage(request(try scratch.file("a.csv", header + row(1) + row(1))), isDryRun: true)
        #expect((staged.batch.counts.new, staged.batch.counts.refused) == (1, 1))
        #expect(try registry.batches() == [])
    }

    @Test func placeholdersNeverMatch() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let rows = ["0", "0000000000000000", "1111111111111111", "-", "9999999999999999"].map {
            "\($0);;Nama Rekaan;;;\n"
        }
        let batch = try registry.commit(
            try registry.stage(request(try scratch.file("a.csv", header + rows.joined() + row(7)))).batch.id)
        #expect((batch.counts.refused, batch.counts.new) == (5, 1))
        #expect(try registry.overview().total("people") == 1)
    }

    @Test func committedLinesKeepTheirSource() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let file = try scratch.file("a.csv", header + row(1, "Siti \"\"A\"\""))
        let batch = try registry.commit(try registry.stage(request(file)).batch.id)
        let line = try #require(try registry.lines(of: batch.id).first?.line)
        let cells = try JSONDecoder().decode([String].self, from: Data(line.raw.utf8))
        #expect(cells.count == 6)
        #expect(cells[0] == "3507015501900001")
        #expect(line.row == 2)
        #expect(batch.sha256 == (try ListFile(file).sha256))
    }

    @Test(arguments: [
        ("BPUMX", "DINKOP-35.07", "import.programme"), ("BPUM", "NIEMAND", "import.institution"),
    ])
    func unknownCodesAreRefused(programme: String, institution: String, code: String) throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let file = try scratch.file("a.csv", header + row(1))
        let problem = #expect(throws: Problem.self) {
            try registry.stage(ImportRequest(file: file, programme: programme, institution: institution))
        }
        #expect(problem?.code == code)
        #expect(try registry.batches() == [])
    }

    @Test func listsWithoutPeopleOrRowsAreRefused() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        for (text, code) in [("Tahun;2019;2020\nJumlah;1;2\n", "list.columns"), (header, "list.no-rows")] {
            let file = try scratch.file("a.csv", text)
            let problem = #expect(throws: Problem.self) { try registry.stage(request(file)) }
            #expect(problem?.code == code)
            #expect(problem?.place.file == "a.csv")
        }
        let file = try scratch.file("b.csv", "Tahun;2019;2020\nJumlah;1;2\n")
        let problem = #expect(throws: Problem.self) {
            try registry.stage(ImportRequest(file: file, programme: "BPUM", institution: "DINKOP-35.07"))
        }
        #expect(problem?.code == "list.not-people")
        #expect(try registry.batches() == [])
    }

    @Test func aStagedBatchCanBeDiscarded() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let staged = try registry.stage(request(try scratch.file("a.csv", header + row(1))))
        #expect(try registry.undo(staged.batch.id).batch.state == .discarded)
        #expect(throws: Problem.self) { try registry.commit(staged.batch.id) }
        #expect(throws: Problem.self) { try registry.undo(staged.batch.id) }
        #expect(try registry.verify() == [])
    }

    /// A person first known without a name takes part in later lists, and gets the name there.
    @Test func aNamelessPersonIsNamedLater() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let contracts = try scratch.file("a.txt", "nik|status_akad|nomor_akad\n3507015501900001|1|A1\n")
        let first = try registry.stage(ImportRequest(file: contracts, programme: "KUR", institution: "BRI"))
        _ = try registry.commit(first.batch.id)
        let second = try registry.commit(
            try registry.stage(request(try scratch.file("b.csv", header + row(1)))).batch.id)
        #expect(second.counts.new == 1)
        let nik = try #require(NIK.parse("3507015501900001").value)
        #expect(try registry.person(nik).person?.name == "Siti Rekaan")
        _ = try registry.undo(second.id)
        #expect(try registry.person(nik).person?.name == "")
        #expect(try registry.verify() == [])
    }

    /// A list that only repeats what is known has to go before the one it repeats.
    @Test func repeatingListsBlockUndo() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let file = try scratch.file("a.csv", header + row(1))
        let first = try registry.commit(try registry.stage(request(file)).batch.id)
        let second = try registry.commit(try registry.stage(request(file)).batch.id)
        #expect(second.counts.unchanged == 1)
        #expect(try registry.blockers(of: first.id) == [second.id])
        let problem = #expect(throws: Problem.self) { try registry.undo(first.id) }
        #expect(problem?.code == "import.blocked")
        _ = try registry.undo(second.id)
        _ = try registry.undo(first.id)
        #expect(try registry.overview().total("people") == 0)
    }

    /// What stands in the way of the one in the way is named as well, in the order in which they can be undone.
    @Test func wholeOrderOfUndoingIsNamed() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let ids = try [row(1), row(1) + row(2, card: 2), row(2, card: 2)].enumerated().map { place, rows in
            try registry.commit(try registry.stage(request(scratch.file("\(place).csv", header + rows))).batch.id).id
        }
        #expect(try registry.blockers(of: ids[0]) == [ids[2], ids[1]])
        for id in try registry.blockers(of: ids[0]) + [ids[0]] { _ = try registry.undo(id) }
        #expect(try registry.overview().total("people") == 0)
    }

    /// Two lists of one programme and year are two lists: somebody on both is an overlap, not an update.
    @Test func anotherListOfTheSameProgrammeIsAnOverlap() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        for (name, institution) in [("desa-a", "DINKOP-35.07"), ("desa-b", "DINKOP-35.07"), ("bank", "BRI")] {
            var list = request(try scratch.file(name + ".csv", header + row(1) + row(name.count)))
            list.name = name
            list.institution = institution
            #expect(try registry.commit(try registry.stage(list).batch.id).counts.new > 0)
        }
        let overlap = try registry.overlap()
        #expect(overlap.lists.count == 3)
        #expect(overlap.findings.filter { $0.unit == .person && $0.verdict == .forbidden }.count == 3)
        #expect(try registry.verify() == [])
    }

    /// A changed business is a change; what another list said of the person stays.
    @Test func updatesTouchWhatTheSameListHadSaid() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let nik = try #require(NIK.parse("3507015501900001").value)
        _ = try registry.commit(
            try registry.stage(request(try scratch.file("a.csv", header + row(1, "Siti A")))).batch.id)
        let other = try scratch.file(
            "m.csv", "Kelompok;Nama Nasabah;NIK;Plafon\nMelati;Siti B;3507015501900001;2 juta\n")
        for expected in [LineRecord.Outcome.new, .unchanged] {
            let staged = try registry.stage(
                ImportRequest(file: other, programme: "MEKAAR", institution: "PNM", referenceDate: "2021-12-31"))
            _ = try registry.commit(staged.batch.id)
            #expect(try registry.lines(of: staged.batch.id).first?.line.outcome == expected)
        }
        #expect(try registry.person(nik).person?.name == "Siti A")
        let changed = try scratch.file("b.csv", header + row(1, "Siti A").replacing("Warung", with: "Bengkel"))
        let updated = try registry.commit(try registry.stage(request(changed)).batch.id)
        #expect(updated.counts.updated == 1)
        let view = try registry.person(nik)
        #expect(view.enterprises.map(\.business) == ["Bengkel"])
        #expect(view.lines.contains { $0.batch.id == updated.id })
        _ = try registry.undo(updated.id)
        #expect(try registry.person(nik).enterprises.map(\.business) == ["Warung"])
        #expect(try registry.verify() == [])
    }

    /// A blank cell says nothing; the next sending corrects what the list had said before it, and may name a business.
    @Test func aBlankCellDoesNotStopLaterCorrections() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let nik = try #require(NIK.parse("3507015501900001").value)
        var last: Int64 = 0
        for (phone, business) in [("081234567801", ""), ("", "Warung"), ("081999999999", "Bengkel")] {
            let line = "3507015501900001;3507011501100001;Siti Rekaan;Desa Contoh;\(business);\(phone)\n"
            let file = try scratch.file("a.csv", header + line)
            last = try registry.commit(try registry.stage(request(file)).batch.id).id
        }
        let view = try registry.person(nik)
        #expect(view.person?.phone == "+6281999999999")
        #expect(view.enterprises.map(\.business) == ["Bengkel"])
        _ = try registry.undo(last)
        #expect(try registry.person(nik).person?.phone == "+6281234567801")
        #expect(try registry.person(nik).enterprises.map(\.business) == ["Warung"])
        #expect(try registry.verify() == [])
    }

    /// Several lines of one person that name one business make one enterprise.
    @Test func severalLinesNameOneEnterprise() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let dates = ["01022021", "05032021", "06042021"]
        let rows = dates.map { "3507015501900001|Siti Rekaan|1000000|Warung|1|\($0)\n" }
        let file = try scratch.file("k.txt", "nik|nama|jml_kredit|keterangan|status_akad|tgl_akad\n" + rows.joined())
        let batch = try registry.commit(
            try registry.stage(ImportRequest(file: file, programme: "KUR", institution: "BRI")).batch.id)
        #expect(batch.counts.new == 3)
        #expect(try registry.overview().total("enterprises") == 1)
    }

    /// What was recorded of a person's needs has a source of its own, and stays when a list is taken back.
    @Test func needsOutliveTheListThatBroughtTheirPerson() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let file = try scratch.file("a.csv", header + row(1))
        let batch = try registry.commit(try registry.stage(request(file)).batch.id)
        let nik = try #require(NIK.parse("3507015501900001").value)
        try registry.take(
            "need",
            [
                "nik": nik.digits, "wilayah": "35.07.01.2006", "kebutuhan": "K5", "asal": "survei",
                "tanggal": "2021-05-01",
            ])
        _ = try registry.undo(batch.id)
        let view = try registry.person(nik)
        #expect(view.person == nil)
        #expect(view.needs.map(\.need.need) == ["K5"])
        #expect(try registry.verify().isEmpty)
    }

    /// An identity number in the column of amounts is no amount.
    @Test func implausibleAmountsAreNotTakenIn() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let file = try scratch.file(
            "a.csv", "NIK;Nama;Nominal\n3507015501900001;Siti;3507015501900001\n3507015501900002;Budi;9000000 triliun\n"
        )
        let staged = try registry.stage(ImportRequest(file: file, programme: "UMI", institution: "PIP"))
        let lines = try registry.lines(of: staged.batch.id)
        #expect(lines.allSatisfy { $0.line.amount == nil })
        for problem in lines.flatMap(\.problems) { #expect((problem.value ?? "").filter(\.isNumber).count < 13) }
        #expect(staged.batch.counts.warned == 2)
    }

    /// Lists in any order and any mix: the counts always reconcile and the registry stays sound, forward and back.
    @Test(arguments: 0..<6)
    func randomImportsReconcile(seed: UInt64) throws {
        var generator = SplitMix(seed: seed)
        let scratch = try Scratch()
        let registry = try scratch.registry()
        var committed: [Int64] = []
        for index in 0..<6 {
            let rows = (0..<Int.random(in: 1...30, using: &generator)).map { _ in
                row(
                    Int.random(in: 1...25, using: &generator),
                    phone: "08123456\(Int.random(in: 1000...1003, using: &generator))",
                    card: Int.random(in: 1...4, using: &generator))
            }
            let file = try scratch.file("\(index).csv", header + rows.joined())
            let batch = try registry.commit(
                try registry.stage(request(file, [2020, 2021].randomElement(using: &generator) ?? 2021)).batch.id)
            #expect(batch.counts.reconcile)
            #expect(batch.counts.read == rows.count)
            committed.append(batch.id)
            // Any batch, not only the newest, once what stands in its way is gone.
            if Bool.random(using: &generator), let chosen = committed.randomElement(using: &generator) {
                for id in try registry.blockers(of: chosen) + [chosen] {
                    _ = try registry.undo(id)
                    committed.removeAll { $0 == id }
                    #expect(try registry.verify() == [])
                }
            }
            #expect(try registry.verify() == [])
        }
        for id in committed.reversed() { _ = try registry.undo(id) }
        #expect(try registry.overview().total("people") == 0)
        #expect(try registry.verify() == [])
    }
}

/// A small seeded generator, so that a failure can be seen again.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 &+ 1 }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
        return z ^ z >> 31
    }
}
