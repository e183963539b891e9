import Problems

/// Functions of texts.
extension SQLRenderer {
    /// The length of a text in code points.
    func size(_ node: Int, _ name: String, _ arguments: [Int]) throws(Refusal) -> SQLScalar {
        guard name == "size", let argument = arguments.first else { throw leftOut(node, name) }
        let value = try scalar(argument)
        guard value.type == .string, !value.mayBeNull else { throw leftOut(node, value.type.name) }
        return SQLScalar(text: "length(\(value.text))", type: .int)
    }

    /// `startsWith`, `endsWith` and `contains`, by code points as both databases count them.
    func search(
        _ node: Int, _ name: String, _ target: Int, _ arguments: [Int]
    ) throws(Refusal) -> SQLFragment {
        guard ["startsWith", "endsWith", "contains"].contains(name), let argument = arguments.first else {
            throw leftOut(node, name)
        }
        let (text, part) = (try scalar(target), try scalar(argument))
        guard !text.mayBeNull, !part.mayBeNull, text.type == .string, part.type == .string else {
            throw leftOut(node, "null")
        }
        switch name {
        case "contains": return "(\(dialect.contains(text.text, part.text)))"
        case "startsWith": return "(substr(\(text.text), 1, length(\(part.text))) = \(part.text))"
        default:
            let from: SQLFragment = "length(\(text.text)) - length(\(part.text)) + 1"
            return """
                (CASE WHEN length(\(text.text)) >= length(\(part.text)) \
                THEN substr(\(text.text), \(from)) = \(part.text) \
                WHEN length(\(text.text)) < length(\(part.text)) THEN FALSE END)
                """
        }
    }
}
