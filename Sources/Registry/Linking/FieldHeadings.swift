import Linkage

/// What lists may call a field of a model.
enum FieldHeadings {
    /// In front of the name of a field of lists: all headings that lists give it.
    static let mark: Character = "@"

    /// The field's own name and its columns; `@nik` among these stands for all headings by which lists are recognised when
    /// they are checked or imported, those of the general profile first.
    static func all(of field: LinkageField) -> [String] {
        [field.name]
            + (field.columns ?? []).flatMap { column -> [String] in
                guard column.first == mark, let meant = Field(rawValue: String(column.dropFirst())) else {
                    return [column]
                }
                return known(meant)
            }
    }

    private static func known(_ field: Field) -> [String] {
        let profiles = ProfileLibrary.bundled.profiles
        let general = profiles.filter { $0.name == ProfileLibrary.general }
        return (general + profiles.filter { $0.name != ProfileLibrary.general }).flatMap { profile in
            profile.columns.filter { $0.field == field }.flatMap(\.headers)
        }
    }
}
