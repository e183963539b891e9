import Testing

@Suite("The scanner that the house rules stand on")
struct SwiftTextTests {
    @Test("comments and strings do not count as code")
    func blanking() {
        let text = SwiftText(
            """
            let a = "import X" // fatal
            /* one /* two */ still
            comment */ let b = 1
            """)
        #expect(text.codeLines == ["let a = \"\" ", "", " let b = 1"])
        #expect(text.literals.map(\.text) == ["import X"])
    }

    @Test("an interpolation is code, the rest is text, and strings may nest in it")
    func interpolation() {
        let text = SwiftText(#"throw Problem("nik.\(kind(of: "a)b"))-x", value: "v")"#)
        let code = text.codeLines.joined()
        #expect(code.contains("kind(of: \"\")"))
        #expect(text.literals.map(\.text) == ["a)b", "nik.-x", "v"])
        #expect(text.literals.filter(\.isInterpolated).map(\.head) == ["nik."])
        #expect(text.literals.first { $0.head == "nik." }?.before.hasSuffix("Problem(") == true)
    }

    @Test("raw and multi-line strings end where Swift ends them")
    func longForms() {
        let source = "let a = #\"say \"hi\" \\(no)\"#; let b = \"\"\"\n  one \"two\"\n  three\n  \"\"\"\nlet c = 1\n"
        let text = SwiftText(source)
        #expect(text.literals.first?.text == "say \"hi\" \\(no)")
        #expect(text.literals.last?.text.contains("one \"two\"") == true)
        #expect(text.codeLines.count == 5)
        #expect(text.codeLines.last == "let c = 1")
    }

    @Test("import lines are read in every form")
    func imports() {
        let source = """
            // import Hidden
            @testable import A
            public import struct B.Thing
            @preconcurrency private import C
            let text = "import D"
            """
        let file = SourceFile(path: "Sources/Room/File.swift", source: source)
        #expect(file.imports.map(\.module) == ["A", "B", "C"])
        #expect(file.imports.map(\.line) == [2, 3, 4])
        #expect(file.room == "Room")
    }
}
