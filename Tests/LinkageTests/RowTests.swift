import Linkage
import Problems
import Testing

@Suite("Records from rows of cells")
struct RowTests {
    private let model = LinkageModel(
        name: "m",
        fields: [
            .init("name", .text, columns: ["nama", "full name"]), .init("born", .date), .init("phone", .digits),
            .init("income", .number),
        ], blocking: [.init(["name[1..3]", "born.year"])], comparisons: [.init("name", [.same("name")])])

    @Test("cells are read by the kind of their field; what is none of it is missing")
    func kinds() throws {
        let rows = [
            ["name": "SRI Rahayu", "born": "1980-02-29", "phone": "+62 812-33", "income": "1.5"],
            ["name": "", "born": "29/02/1980", "phone": "-", "income": "much"], ["other": "x"],
        ]
        let records = try LinkageRecords(lists: [rows], model: model)
        func cells(_ name: String) throws -> [String?] {
            let column = try #require(records.columns[name])
            return (0..<3).map { column.text($0) }
        }
        #expect(Array(records.ids) == ["1", "2", "3"] && records.lists.isEmpty)
        #expect(try cells("name") == ["sri rahayu", nil, nil])
        #expect(try cells("born") == ["1980-02-29", nil, nil])
        #expect(try cells("phone") == ["6281233", nil, nil])
        #expect(try cells("income") == ["1.5", nil, nil])
    }

    @Test("each list calls a field its own way, and the list's number stands before the id")
    func lists() throws {
        let records = try LinkageRecords(
            lists: [[["no": "7", "nama": "a"], ["nama": "b"]], [["no": "7", "full name": "a", "name": "c"]]],
            model: model, id: "no")
        #expect(Array(records.ids) == ["1:7", "1:2", "2:7"] && records.lists == [0, 0, 1])
        let names = try #require(records.columns["name"])
        #expect((0..<3).map { names.text($0) } == ["a", "b", "c"])
    }

    @Test("a list without any of the fields is refused; one without rows is not")
    func unknown() throws {
        #expect(throws: Problem("linkage.no-columns")) {
            try LinkageRecords(lists: [[["x": "1"]]], model: model)
        }
        #expect(try LinkageRecords(lists: [[], [["name": "a"]]], model: model).count == 1)
    }

    @Test("keys are written as in a model's file; what is no key is refused when the model is used")
    func keys() throws {
        let key: FieldKey = "name[1..3]"
        #expect(key == FieldKey("name", positions: 1...3))
        let broken: FieldKey = "name[3..1]"
        #expect(broken.text == "name[3..1]")
        var wrong = model
        wrong.blocking = [.init([broken])]
        let records = try LinkageRecords(lists: [[["name": "a"], ["name": "b"]]], model: model)
        #expect(throws: Problem.self) { try Linker(wrong).link(records) }
    }
}
