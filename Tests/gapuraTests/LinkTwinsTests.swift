import Foundation
import Testing

/// Twins share card, village, telephone and birth date, and their numbers differ in the serial alone. All people invented.
@Suite struct LinkTwinsTests {
    private static let header = "id,nik,nama,tgl lahir,jk,no kk,kode desa,no hp,orang\n"

    private func row(_ id: String, _ person: Int, _ name: String, serial: Int, number: String? = nil) -> String {
        func pad(_ number: Int, _ width: Int = 2) -> String {
            String(repeating: "0", count: max(0, width - String(number).count)) + String(number)
        }
        let (day, month, year) = (1 + person % 28, 1 + person * 5 % 12, 1950 + person * 7 % 50)
        let nik = number ?? "350701\(pad(day))\(pad(month))\(pad(year % 100))\(pad(serial, 4))"
        return [
            id, nik, name, "\(year)-\(pad(month))-\(pad(day))", "L", "350701\(pad(day))0113\(pad(person, 4))",
            "350701200\(person % 9)", "08123\(pad(person * 7919 % 10_000_000, 7))", "p\(id.dropFirst())",
        ].joined(separator: ",") + "\n"
    }

    private func name(_ person: Int) -> String {
        let first = [
            "Budi", "Agus", "Joko", "Eko", "Hadi", "Yanto", "Slamet", "Karno", "Wahyu", "Dedi", "Rudi", "Tono",
        ]
        let last = ["Santoso", "Wibowo", "Susilo", "Prasetyo", "Kurniawan", "Purnomo", "Suryadi", "Hartono", "Nugroho"]
        return first[person % 12] + " " + last[person / 12 % 9] + " " + last[person * 5 / 7 % 9]
    }

    private func probability(of left: String, _ right: String, in folder: URL) throws -> Double {
        let pairs = try String(contentsOf: folder.appendingPathComponent("hasil/pairs.csv"), encoding: .utf8)
        for line in pairs.split(whereSeparator: \.isNewline).dropFirst() {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            if cells[0].hasSuffix(left), cells[1].hasSuffix(right) { return try #require(Double(cells[2])) }
        }
        return 0
    }

    @Test(arguments: [0, 400]) func twinsAreNotTakenForOnePerson(others: Int) throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        var (one, two) = (Self.header, Self.header)
        for person in 0..<others {
            one += row("a\(person)", person, name(person), serial: 1)
            two += row("b\(person)", person, name(person), serial: 1, number: person % 7 == 0 ? "" : nil)
        }
        // Twins on either list, and a man whose own number was mistyped in the serial.
        for twin in 0..<8 {
            one += row("at\(twin)", 1000 + twin, "Imam Maulana", serial: 1)
            two += row("bs\(twin)", 1000 + twin, "Nanang Maulana", serial: 2)
        }
        one += row("am", 2000, "Sugeng Permana Hakim", serial: 12)
        two += row("bm", 2000, "Sugeng Permana Hakim", serial: 21)
        try Data(one.utf8).write(to: folder.appendingPathComponent("a.csv"))
        try Data(two.utf8).write(to: folder.appendingPathComponent("b.csv"))
        let run = try ProgramRun(
            ["link", "a.csv", "b.csv", "--id", "id", "--out", "hasil", "--format", "json"], in: folder, language: "id")
        #expect(run.status == 0)
        for twin in 0..<8 { #expect(try probability(of: "at\(twin)", "bs\(twin)", in: folder) < 0.95) }
        #expect(try probability(of: "am", "bm", in: folder) >= 0.95)
        if others > 0 { #expect(try probability(of: "a1", "b1", in: folder) >= 0.95) }
    }
}
