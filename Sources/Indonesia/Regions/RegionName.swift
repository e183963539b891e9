/// A region's name in a form that can be compared: without the word for its kind, without signs and case.
struct RegionName: Hashable {
    /// Regency or city, where the name says so: 26 pairs share a name otherwise (Malang, Bogor).
    enum Kind: Hashable {
        case regency
        case city
    }

    let kind: Kind?
    let folded: String

    init(_ name: String) {
        var words = name.lowercased().split { !($0.isLetter || $0.isNumber) }[...]
        var kind: Kind?
        while words.count > 1, let first = words.first {
            switch first {
            case "kabupaten", "kab": kind = .regency
            case "kota", "kotamadya":
                // Kotabaru and Kota Baru are regencies; a second word for the kind is part of the name.
                if kind == .regency { self.init(kind: kind, words); return }
                kind = .city
            case "adm", "administrasi": break
            case "provinsi", "propinsi", "prov", "kecamatan", "kec", "distrik", "desa", "kelurahan", "kel", "ds": break
            default:
                self.init(kind: kind, words)
                return
            }
            words = words.dropFirst()
        }
        self.init(kind: kind, words)
    }

    private init(kind: Kind?, _ words: ArraySlice<Substring>) {
        self.kind = kind
        folded = words.joined().replacing("kepulauan", with: "kep")
    }

    /// Whether both can mean the same region: equal, and not a regency here and a city there.
    func agrees(with other: RegionName) -> Bool {
        folded == other.folded && (kind == nil || other.kind == nil || kind == other.kind)
    }
}
