extension ParsedExpression {
    /// Where whole numbers are written in the text, such as the limit of a condition; numbers inside of texts are not among
    /// them.
    public var wholeNumbers: [Range<String.Index>] {
        // The text was read before, so that its tokens are known to be sound.
        let tokens = (try? Lexer.tokens(source, .standard)) ?? []
        return tokens.compactMap { token in
            guard case .int = token.kind else { return nil }
            let bytes = text.utf8
            return bytes.index(
                bytes.startIndex, offsetBy: token.start)..<bytes.index(
                    bytes.startIndex, offsetBy: token.end)
        }
    }
}
