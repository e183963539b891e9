import Problems

/// A problem on its way out: one word wide, since what is thrown takes room in the frame of every function it passes,
/// and these functions stand in one another as deep as expressions do.
final class Refusal: Error {
    let problem: Problem

    init(_ problem: Problem) { self.problem = problem }
}
