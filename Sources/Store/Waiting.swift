public import Problems

/// How long somebody waits for a database's next word, where that is limited: see a database's own initialiser.
public enum Waiting {
    @TaskLocal public static var isUnlimited = false

    /// Calls the body; what it reads may take as long as it takes.
    public static func withoutLimit<Result>(_ body: () throws(Problem) -> Result) throws(Problem) -> Result {
        let result = $isUnlimited.withValue(true) { () -> Swift.Result<Result, Problem> in
            do throws(Problem) { return .success(try body()) } catch { return .failure(error) }
        }
        return try result.get()
    }
}
