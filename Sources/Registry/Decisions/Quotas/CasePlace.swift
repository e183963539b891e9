/// Where a case lives, as far as its line says.
public struct CasePlace: Sendable, Hashable {
    public var village: String?
    /// The code of the sub-district (kecamatan), `35.07.11`.
    public var district: String?

    public init(village: String? = nil, district: String? = nil) {
        (self.village, self.district) = (village, district)
    }

    /// - Parameter regionCode: with dots, of a village or sub-district.
    init(village: String?, regionCode: String?) {
        self.village = village
        let parts = regionCode?.split(separator: ".") ?? []
        district = parts.count >= 3 ? parts.prefix(3).joined(separator: ".") : nil
    }

    subscript(area: QuotaPlan.Area) -> String? {
        switch area {
        case .village: village
        case .district: district
        }
    }
}
