"""Word lists: names, hamlets, businesses. Combined at random; any likeness with a living person is chance."""

WOMEN = """Siti Sri Dwi Tri Endang Yuni Rina Sulastri Wahyuni Lilik Suharti Kartini Yati Umi Nur Dewi Ratna Indah Tutik
Sumiati Ngatini Mujiati Painem Suwarni Kasiati Winarsih Rohmah Khusnul Luluk Nanik Eka Fitri Ika Ani Lestari Mei Puji
Sunarti Supiyah Rukmini Jumiati Poniyah Sulis Binti Anik Retno Tatik Juwariyah Marsiti Karsini""".split()
WOMEN_SECOND = """Aminah Wahyuni Lestari Rahayu Handayani Astuti Susanti Fatimah Khotimah Maimunah Winarti Setyowati
Purwanti Kusumawati Rohmawati Anggraini Puspita Mulyani Utami Wulandari Hidayah Zulaikah Nurjanah Suryani Ningsih
Yuliati Masruroh Sholikah Rukayah Hartatik Ernawati Sukesi Ambarwati Marfuah Widayati Safitri Pertiwi Andriani
Musyarofah Nafisah Kurniawati Indrayani Sulistyowati Mardiyah Kholifah Istiqomah""".split()
MEN = """Muhammad Slamet Agus Bambang Suyanto Eko Dwi Tri Joko Hadi Imam Abdul Ahmad Sugeng Supriyadi Edi Heri Budi
Wahyu Suparman Kasiyan Sutrisno Misdi Paimin Ponidi Wagiman Tukimin Sumarno Suwito Mulyono Nurhadi Mashudi Samsul
Khoirul Arif Didik Rudi Yudi Anang Gatot Hariyanto Sujarwo Sukarno Jumadi Purnomo Kusnan Marsudi Rokhim""".split()
MEN_SECOND = """Riyadi Santoso Wibowo Prasetyo Setiawan Hidayat Susilo Purwanto Cahyono Widodo Sutikno Nugroho Hariyadi
Kurniawan Saputra Utomo Subagyo Mustofa Fauzi Rohman Arifin Zainuri Hasan Basri Ismail Effendi Wijaya Suhartono
Sudarmaji Supriyanto Iswanto Winarno Rahmad Yulianto Basuki Hamzah Ma'ruf Sunaryo Sudjito Laksono Gunawan Wardoyo
Mulyadi Suprapto Kuswanto Harjono Sumitro Ansori""".split()
BALI_WOMEN = ["Ni Wayan", "Ni Made", "Ni Nyoman", "Ni Ketut", "Ni Luh Putu"]
BALI_MEN = ["I Wayan", "I Made", "I Nyoman", "I Ketut", "I Gede"]
BALI_SECOND = ["Sudarma", "Suardana", "Arnawa", "Widiantara", "Suci", "Sukerti", "Artini", "Mustika"]
# Names that need a sign beyond ASCII; they are right as they stand.
APOSTROPHE_WOMEN = ["Nur’aini", "Jum’ati", "Rif’atul", "Sa’diyah"]
APOSTROPHE_MEN = ["Ma’ruf", "Rif’an", "Mas’ud", "Sya’roni"]
ACCENT_WOMEN = ["Désy", "Andréa", "Irené"]
ACCENT_MEN = ["René", "André", "José"]

TITLES_WOMEN = ["Hj. {}", "{}, S.Pd.", "Dra. {}", "{}, S.E.", "Hj. {}"]
TITLES_MEN = ["H. {}", "{}, S.Pd.", "Drs. {}", "{}, S.E.", "H. {}", "Ust. {}"]

HAMLETS = ["Krajan", "Sumberjo", "Kalitengah", "Mulyosari", "Bendorejo", "Pondoksari", "Jatirejo", "Ngrejo"]

BUSINESSES = ["Warung kopi", "Pecel dan sayur", "Penggemukan sapi", "Penggemukan kambing", "Sayur keliling",
              "Toko kelontong", "Jualan daring", "Salon dan pangkas rambut", "Servis HP", "Keripik singkong",
              "Keripik daun singkong", "Jualan gorengan", "Penjahit", "Tempe dan tahu", "Kue basah", "Ternak lele",
              "Ayam potong", "Bakso keliling", "Anyaman bambu", "Kopi bubuk", "Gula kelapa", "Batik tulis",
              "Bengkel sepeda motor", "Jamu gendong", "Katering", "Warung makan", "Mebel kayu", "Sewa alat pesta"]

MONTHS = ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
          "November", "Desember"]
SHORT_MONTHS = [["Jan"], ["Feb"], ["Mar"], ["Apr"], ["Mei"], ["Jun"], ["Jul"], ["Agt", "Agu", "Agust"], ["Sep"],
                ["Okt"], ["Nov"], ["Des"]]


def old_spelling(name: str) -> str:
    """The same name as it was written before 1947 and 1972: oe, dj, tj."""
    for new, old in (("u", "oe"), ("U", "Oe"), ("j", "dj"), ("J", "Dj"), ("c", "tj"), ("C", "Tj")):
        name = name.replace(new, old)
    return name
