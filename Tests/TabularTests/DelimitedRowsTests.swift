import Problems
import Tabular
import Testing

@Suite("Small texts as rows by column name")
struct DelimitedRowsTests {
    @Test("finds the delimiter, trims cells, leaves out blank rows; what a row lacks is not there")
    func reading() throws {
        let rows = try DelimitedRows.read("id;name;phone\n1; Sri ;08\n;;\n2;\"Budi; Agus\"\n")
        #expect(rows == [["id": "1", "name": "Sri", "phone": "08"], ["id": "2", "name": "Budi; Agus"]])
    }

    @Test("title lines above the header are no rows, and a name that repeats is told apart")
    func titles() throws {
        let rows = try DelimitedRows.read("Daftar anggota,,\nid,name,name\n1,a,b\n2,c,d\n3,e,f\n")
        #expect(rows.count == 3 && rows[0] == ["id": "1", "name": "a", "name (2)": "b"])
    }

    @Test("an empty text is refused")
    func empty() {
        #expect(throws: Problem("file.empty")) { try DelimitedRows.read("") }
    }
}
