import Indonesia
import Testing

@Suite("Names of villages are compared in one form")
struct VillageNameTests {
    @Test(
        "however a list writes it",
        arguments: [
            "Arjowilangun", "ARJOWILANGUN", "Desa Arjowilangun", "DESA  ARJOWILANGUN", "Ds. Arjowilangun",
            "Ds.Arjowilangun",
            "Kel. Arjowilangun", "kelurahan arjowilangun", "Arjo Wilangun",
            "Dusun Barisan RT 01/RW 01 Desa Arjowilangun",
            "Desa Arjowilangun Kec. Kalipare", "Arjowilangun, Kalipare", " Arjowilangun ",
        ])
    func same(text: String) { #expect(VillageName.plain(text) == "Arjowilangun") }

    @Test("other villages stay others; a name that is the word for its kind is one")
    func others() {
        #expect(VillageName.plain("Sukamaju 1") != VillageName.plain("Sukamaju 2"))
        #expect(VillageName.plain("Desa") == "Desa" && VillageName.plain("-") == "")
        #expect(VillageName.plain("Ma'rang") == VillageName.plain("Desa Marang"))
    }
}
