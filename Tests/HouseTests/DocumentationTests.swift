import Testing

@Suite("The library for others is documented")
struct DocumentationTests {
    private static let catalogue = "Sources/Evaluation/Evaluation.docc"

    private static let files: [(path: String, declarations: [Declarations.Declaration])] =
        House.sources.filter { $0.room == "Evaluation" }.map { ($0.path, Declarations(House.text($0.path)).found) }

    @Test("every public declaration of Evaluation says what it means before it lists parameters and errors")
    func comments() {
        #expect(Self.files.reduce(0) { $0 + $1.declarations.count } > 900)
        var wrong: [String] = []
        for (path, declarations) in Self.files {
            for item in declarations where item.comment.first.map({ $0.isEmpty || $0.hasPrefix("- ") }) ?? true {
                wrong.append("\(path):\(item.line): \(item.text)")
            }
        }
        #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
    }

    @Test("the catalogue names every public type of Evaluation once, and nothing else")
    func topics() {
        let types = Self.files.flatMap { $0.declarations.filter(\.isTopLevel).map { $0.type ?? $0.text } }
        let page = House.text(Self.catalogue + "/Evaluation.md").split(separator: "\n")
        let topics = page.drop { $0 != "## Topics" }.filter { $0.hasPrefix("- ``") && $0.hasSuffix("``") }
            .map { String($0.dropFirst(4).dropLast(2)) }
        #expect(types.count > 80)
        #expect(Set(types).subtracting(topics).sorted() == [])
        #expect(Set(topics).subtracting(types).sorted() == [])
        #expect(topics.count == Set(topics).count)
    }

    @Test(
        "the catalogues of the other libraries name public types of theirs alone, each once",
        arguments: ["Charts", "Indonesia", "Linkage", "Rules", "Tabular"])
    func otherTopics(room: String) {
        let files = House.sources.filter { $0.room == room }
        let types = files.flatMap { Declarations(House.text($0.path)).found.filter(\.isTopLevel).compactMap(\.type) }
        let page = House.text("Sources/\(room)/\(room).docc/\(room).md").split(separator: "\n")
        let topics = page.drop { $0 != "## Topics" }.filter { $0.hasPrefix("- ``") && $0.hasSuffix("``") }
            .map { String($0.dropFirst(4).dropLast(2)) }
        #expect(topics.count > 5 && topics.count == Set(topics).count)
        #expect(Set(topics).subtracting(types).sorted() == [])
    }

    @Test("a declaration without a comment, a bare list of parameters and an unmarked case are found")
    func reading() {
        let source = """
            /// One.
            public struct One {
                /// A field.
                public let field: Int
                public var other: Int { "public let text: Int" .count }
                /// - Parameter x: alone.
                @inlinable
                public init?(x: Int) { self.field = x }
                let hidden = 1
            }
            public import Foundation
            public enum Two: String {
                /// Said.
                case said
                case unsaid
                var inner: Int { switch self { case .said: 1; case .unsaid: 2 } }
            }
            /// Three.
            public protocol Three {
                var asked: Int { get }
            }
            extension One {
                // public func no() {}
                public static func made() -> One? { nil }
            }
            """
        let found = Declarations(source).found
        #expect(found.map(\.line) == [2, 4, 5, 8, 12, 14, 15, 19, 20, 24])
        #expect(found.filter { $0.comment.isEmpty }.map(\.line) == [5, 12, 15, 20, 24])
        #expect(found[3].comment == ["- Parameter x: alone."])
        #expect(found.filter(\.isTopLevel).map(\.type) == ["One", "Two", "Three"])
    }
}
