public import Indonesia
public import Problems
import Store

/// The short answer about a person, for programs that ask often: on which lists, how far each enrolment has come, what
/// holds it, and what other sources say. Everything else is in ``PersonView``.
public struct PersonStanding: Sendable {
    /// Whether a committed list brought the person.
    public var isKnown: Bool
    /// Lines of staged or committed lists that were refused and carry one of the person's numbers.
    public var refusedLines: Int
    /// Numbers, enrolments, events and statuses.
    public var story: PersonStory
}

extension Registry {
    /// Looks a person up by identity number, the one that holds or one that was corrected since, and says the little that
    /// most who ask want to know. The log is told before anything is handed over; many looks at one time are told in one
    /// go, and none of them keeps a thread waiting for another.
    ///
    /// - Parameter then: called once, on this thread or another, with the answer or what prevents it: `log.unwritable`,
    ///   `log.read-only`, or what the database throws.
    public func standing(of nik: NIK, then: @escaping @Sendable (Result<PersonStanding, Problem>) -> Void) {
        do {
            let found = try database.read { try PersonStanding.Found(nik.digits, $0) }
            teller.tell(looks(.readPerson, at: found.subjects)) { problem in
                then(problem.map { .failure($0) } ?? .success(found.standing))
            }
        } catch {
            then(.failure(error))
        }
    }
}

extension PersonStanding {
    /// What was read of a person and not handed over yet.
    fileprivate struct Found: Sendable {
        let standing: PersonStanding
        let subjects: [Int64]

        init(_ nik: String, _ connection: any Connection) throws {
            let story = try PersonStory(of: nik, connection)
            let (enrolments, lines) = (EnrolmentQueries(connection), LineQueries(connection))
            var subjects: [Int64] = []
            var refused = 0
            var isKnown = false
            for number in story.numbers {
                let person = try enrolments.person(nik: number)
                let own = try lines.refused(nik: number)
                refused += own.count
                isKnown = isKnown || person != nil
                subjects += person.map { [$0.id] } ?? own
            }
            standing = PersonStanding(isKnown: isKnown, refusedLines: refused, story: story)
            self.subjects = subjects
        }
    }
}
