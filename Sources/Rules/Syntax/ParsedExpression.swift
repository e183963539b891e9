public import Problems

/// An expression that was read, not yet checked against what is known.
public struct ParsedExpression: Sendable {
    /// The text as it was given.
    public var text: String { source.text }
    let source: SourceText
    let nodes: [Node]
    let root: Int
    let limits: ExpressionLimits

    /// Reads an expression.
    ///
    /// - Throws: a ``Problem`` whose arguments `line`, `column`, `from` and `to` name the place in the text.
    public init(_ text: String, limits: ExpressionLimits = .standard) throws(Problem) {
        source = SourceText(text)
        self.limits = limits
        do throws(Refusal) {
            var reader = ExpressionReader(source, try Lexer.tokens(source, limits), limits)
            root = try reader.whole()
            nodes = reader.nodes
        } catch {
            throw error.problem
        }
    }

    func piece(_ node: Int) -> String { source.piece(nodes[node].start, nodes[node].end) }

    func problem(
        _ code: String, _ node: Int, value: String? = nil, _ arguments: [String: String] = [:]
    ) -> Refusal {
        source.problem(code, nodes[node].start, nodes[node].end, value: value, arguments)
    }
}
