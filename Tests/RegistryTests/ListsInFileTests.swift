import Foundation
import Problems
import Registry
import Testing

@Suite("Several lists in one file")
struct ListsInFileTests {
    private func found(
        _ text: String, listsIn: String = "program", number: String? = nil, threads: Int = 2
    ) throws -> ListsInFile {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString + ".csv")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return try ListsInFile(file, listsIn: listsIn, number: number, threads: threads)
    }

    @Test func numbersAreReadAsTheyAreWritten() throws {
        let lists = try found(
            #"""
            Program,NIK,Nama
            KUR,3507111203800001,a
            BPUM,' 3507.1112 0380-0001,b
            " BPUM ","3507111203800001'",c
            KUR,3507111203800002,d
            UMI,"=""3507111203800002""",e
            KUR,3507111203800003.0,f
            UMI,3507111203800003,g
            ,3507111203800003,h
            ,,
            KUR,,i
            KUR,1111111111111111,j
            KUR,0,k
            KUR,3507110000000000,l
            KUR,350711120380000,m
            KUR,"3,50711E+15",n
            KUR,Sri,o
            BPUM

            """#)
        #expect(lists.lists.map(\.name) == ["BPUM", "KUR", "UMI"])
        #expect(lists.lists.map(\.rows) == [3, 10, 2])
        #expect(lists.lists.map(\.people) == [1, 3, 2])
        #expect(lists.matrix == [[1, 1, 0], [1, 3, 2], [0, 2, 2]])
        #expect(lists.people == 3)
        #expect(lists.peopleOnSeveral == 3)
        let refused = lists.lists[1].refused
        let reasons: [Int] = [refused.missing, refused.placeholder, refused.length, refused.unreadable]
        #expect(reasons == [1, 3, 1, 2] as [Int])
        #expect(lists.lists[0].refused.missing == 1)
        #expect(lists.withoutList == 1)
        // Every row that was read is accounted for.
        #expect(lists.rows == 16)
        #expect(lists.rows == lists.withoutList + lists.lists.reduce(0) { $0 + $1.counted + $1.refused.total })
    }

    /// Card numbers count cards, whatever column name the office gave them.
    @Test(arguments: [("No KK", true), ("kartu keluarga", true), ("no_kk", true), ("NIK", false), ("nik kkn", false)])
    func cardsAreNoPeople(_ column: String, _ areCards: Bool) throws {
        let text = "program,\(column)\nKUR,3507111203800001\nUMI,3507111203800001\n"
        #expect(try found(text, number: column).countsCards == areCards)
    }

    /// A column of names in place of numbers must not look like lists without overlap.
    @Test func aColumnWithoutNumbersIsNamed() throws {
        let names = "program,nik,nama\nKUR,3507111203800001,Sri R. 12\nUMI,3507111203800002,Budi\n"
        let none = #expect(throws: Problem.self) { try found(names, number: "nama") }
        #expect(none?.code == "overlap.no-numbers" && none?.value == "AAA A. 99")
        #expect(none?.place.column == "nama" && none?.place.row == 2)
        #expect(try found(names).problems.isEmpty)
        // Nearly none: told, and counted all the same.
        let rows = (0..<60).map { "KUR,Sri \($0)\n" }.joined()
        let few = try found("program,nik\nUMI,3507111203800002\n" + rows)
        #expect(few.problems.map(\.code) == ["overlap.few-numbers"])
        #expect(few.people == 1)
        // Cells without any value are no wrong column.
        #expect(try found("program,nik\nKUR,\nUMI,\n").problems.isEmpty)
    }

    @Test func whatIsNoListIsNamed() throws {
        for (head, code): ([UInt8], String) in [
            ([0x50, 0x4B, 3, 4], "spreadsheet.damaged"), ([0x25, 0x50, 0x44, 0x46], "input.spreadsheet"),
        ] {
            let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString + ".csv")
            try Data(head + Array(repeating: 0x41, count: 200)).write(to: file)
            defer { try? FileManager.default.removeItem(at: file) }
            let problem = #expect(throws: Problem.self) { try ListsInFile(file, listsIn: "program", threads: 1) }
            #expect(problem?.code == code)
        }
    }

    /// Lists of many rows, told apart by name, hold the people that sets of Swift hold.
    @Test func countsAreThoseOfSets() throws {
        var text = "no;nik;daftar\r\n"
        var truth: [String: Set<Int>] = [:]
        for row in 0..<40_000 {
            let (list, person) = ("D\(row * 7 % 12)", (row * 7919) % 9973)
            truth[list, default: []].insert(person)
            text += "\(row);35071112\(38_000_000 + person);\(list)\r\n"
        }
        let names = truth.keys.sorted()
        for threads in [1, 2, 4] {
            let lists = try found(text, listsIn: "daftar", threads: threads)
            #expect(lists.lists.map(\.name) == names)
            let matrix = names.map { a in names.map { b in (truth[a] ?? []).intersection(truth[b] ?? []).count } }
            #expect(lists.matrix == matrix)
            #expect(lists.people == truth.values.reduce(into: Set<Int>()) { $0.formUnion($1) }.count)
            #expect(lists.rows == 40_000)
        }
    }

    @Test func problemsNameFileAndColumn() throws {
        func problem(_ body: () throws -> ListsInFile) -> Problem? { #expect(throws: Problem.self) { try body() } }
        let text = "program,nik\nKUR,3507111203800001\nKUR,3507111203800002\n"
        let column = problem { try found(text, listsIn: "daftar") }
        #expect(column?.code == "overlap.no-column")
        #expect(column?.place.column == "daftar")
        #expect(column?.place.file?.hasSuffix(".csv") == true)
        #expect(problem { try found(text, number: "ktp") }?.place.column == "ktp")
        #expect(problem { try found("program,ktp\nKUR,1\nUMI,2\n") }?.code == "overlap.no-column")
        #expect(problem { try found(text) }?.code == "overlap.one-list")
        let many = "program,nik\n" + (0..<1100).map { "p\($0),3507111203800001\n" }.joined()
        #expect(problem { try found(many) }?.code == "overlap.too-many-lists")
        #expect(problem { try found("program,nik\nKUR,1\nU\u{0}MI,2\n") }?.code == "file.nul")
    }
}
