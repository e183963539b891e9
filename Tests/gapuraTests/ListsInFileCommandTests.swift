import Foundation
import Testing

@Suite("Overlap of the lists in one file")
struct ListsInFileCommandTests {
    private func gapura(_ arguments: String..., in folder: URL, language: String = "id") throws -> ProgramRun {
        try ProgramRun(arguments, in: folder, language: language)
    }

    @Test func whoIsOnSeveralLists() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let text = """
            nama,program,no ktp
            Sri,KUR,3507111203800001
            Sri,BPUM,3507.1112.0380.0001
            Budi,KUR,3507111203800002
            Tono,UMI,0
            Rina,,3507111203800003

            """
        try Data(text.utf8).write(to: folder.appendingPathComponent("a.csv"))
        let run = try gapura("overlap", "a.csv", "--lists-in", "program", "--format", "json", in: folder)
        #expect(run.status == 0)
        let answer = try run.json()
        #expect(answer["people"] as? Int == 1)
        #expect(answer["people_all"] as? Int == 2)
        #expect(answer["rows"] as? Int == 5)
        #expect(answer["rows_without_list"] as? Int == 1)
        #expect(answer["matrix"] as? [[Int]] == [[1, 1, 0], [1, 2, 0], [0, 0, 0]])
        let lists = try #require(answer["lists"] as? [[String: Any]])
        #expect(lists.map { $0["name"] as? String } == ["BPUM", "KUR", "UMI"])
        #expect(lists.map { $0["people"] as? Int } == [1, 2, 0])
        #expect((lists[2]["refused"] as? [String: Int])?["placeholder"] == 1)
        let words = try gapura("overlap", "a.csv", "--lists-in", "program", in: folder, language: "en")
        #expect(words.output.contains("1 of 2 people are on two or more lists."))
        #expect(words.output.contains("5 rows read: 3 counted, 1 refused for their NIK, 1 that name no list."))
        #expect(words.output.firstMatch(of: /[0-9]{16}/) == nil)
        let table = try gapura("overlap", "a.csv", "--lists-in", "program", "--format", "csv", in: folder)
        #expect(
            table.output.split(whereSeparator: \.isNewline).map(String.init) == [
                ",BPUM,KUR,UMI", "BPUM,1,1,0", "KUR,1,2,0", "UMI,0,0,0",
            ])
    }

    @Test func asAPageAndWithAWrongColumn() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("nama,program,nik\nSri 1,KUR,3507111203800001\nBudi,BPUM,3507111203800001\n".utf8).write(
            to: folder.appendingPathComponent("a.csv"))
        let page = try gapura("overlap", "a.csv", "--lists-in", "program", "--format", "html", in: folder)
        #expect(page.status == 0)
        #expect(page.output.hasPrefix("<!DOCTYPE html>") && page.output.contains("satu berkas"))
        let wrong = try gapura("overlap", "a.csv", "--lists-in", "program", "--number-in", "nama", in: folder)
        #expect(wrong.status == 65 && wrong.output.isEmpty)
        #expect(
            wrong.errors.contains("“nama”") && wrong.errors.contains("[AAA 9]") && wrong.errors.contains("--number-in"))
    }

    @Test func refusals() throws {
        let folder = try ProgramRun.folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("program,nik\nKUR,1\nUMI,2\n".utf8).write(to: folder.appendingPathComponent("a.csv"))
        #expect(try gapura("overlap", "a.csv", "a.csv", "--lists-in", "program", in: folder).status == 64)
        #expect(try gapura("overlap", "a.csv", "--lists-in", "program", "--out", "x", in: folder).status == 64)
        #expect(try gapura("overlap", "a.csv", "--number-in", "nik", in: folder).status == 64)
        #expect(try gapura("overlap", "b.csv", "--lists-in", "program", in: folder).status == 66)
        let column = try gapura("overlap", "a.csv", "--lists-in", "daftar", in: folder, language: "en")
        #expect(column.status == 65)
        #expect(column.errors.contains("a.csv"))
        #expect(column.errors.contains("daftar"))
    }
}
