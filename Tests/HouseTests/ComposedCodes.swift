/// Codes that the sources put together from parts, so that no literal holds them whole.
///
/// Prefer whole codes: they can be searched for. Where a family is composed (`"nik.\(part)"`), name here the fixed
/// beginning and say where and why; all catalogue entries with that beginning then count as used.
enum ComposedCodes {
    static let prefixes: [String: String] = [:]
}
