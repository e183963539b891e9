"""What a person may expect of every page: it opens, reads, fits a phone, speaks both languages and hides numbers."""

import os
import re
import subprocess
from urllib.parse import urlsplit

import pytest
from visit import PAPER, Visitor, WIDE, shape

SWITCH = (
    'a[hreflang="{0}"], a[lang="{0}"], button[lang="{0}"], button[name="lang"][value="{0}"], '
    'button[name="language"][value="{0}"], a[href*="lang={0}"]'
)
# What only a program's inside would say.
INSIDE = ["Fatal error", ".swift:", "Stack dump", "Thread 0", "Error Domain", "HummingbirdCore", "DatabaseError", "SQLITE_"]


def pages(visits):
    return [visit for visit in visits if visit.kind.startswith("text/html") or visit.url.startswith("file:")]


def faults(visits, name):
    return {visit.url: getattr(visit, name) for visit in visits if getattr(visit, name)}


@pytest.fixture(params=["portal", "reports"])
def visits(request):
    return pages(request.getfixturevalue(request.param))


def test_there_is_something_to_see(portal, reports):
    print("\n".join(f"{visit.status} {visit.url} {visit.title}" for visit in portal))
    assert len(pages(portal)) >= 5
    assert reports


SECTIONS = [
    "/pantau", "/pantau/indikator/*", "/pantau/laporan", "/pelaporan", "/pelaporan/*", "/pelaporan/*/*/*",
    "/peta-program", "/program/baru", "/kirim", "/kirim/kamus", "/kirim/kiriman/*", "/kirim/templat/*.csv",
    "/kebutuhan", "/desa/*", "/rujukan", "/rujukan/*", "/pelatihan",
    "/pasangan", "/pasangan/*", "/pasangan/pola", "/pasangan/riwayat", "/pasangan/mutu",
    "/daftar/*", "/daftar/*/batal",
]


def test_links_lead_to_every_section(portal):
    seen = {shape(visit.url).split("?")[0] for visit in portal}
    assert [section for section in SECTIONS if section not in seen] == []


def test_a_sheet_is_pasted_checked_stored_and_taken_back(demo, browser, pictures):
    """Without scripts, as a village operator does it; the registry is afterwards what it was."""
    visitor = Visitor(browser, pictures, demo.origin, java_script_enabled=False)
    try:
        page = visitor.page
        page.goto(demo.origin + "/kirim")
        page.locator("textarea[name=isi]").fill(
            "kode\tnama\tjenis\twilayah\nUJI-1\tKelompok Uji\tusaha\t35.07.11.2008\nUJI-2\t\tusaha\t35.07.11.2008")
        page.locator("form:has(textarea[name=isi]) button").click()
        assert "belum dapat diterima" in page.locator("h1").inner_text()
        box = page.locator("textarea[name=isi]")
        box.fill(box.input_value().replace("UJI-2\t\t", "UJI-2\tKelompok Lain\t"))
        page.locator("form:has(textarea[name=isi]) button").click()
        assert "siap disimpan" in page.locator("h1").inner_text()
        page.locator("form[action='/kirim/simpan'] button").click()
        assert "/kirim/kiriman/" in page.url
        assert "Kelompok Lain" in page.locator("main").inner_text()
        page.locator("form[action$='/batal'] button").click()
        assert "dibatalkan" in page.locator("main").inner_text()
        page.goto(demo.origin + "/pantau")
        page.locator("form[action='/pantau/hitung'] button").click()
        assert page.locator("form[action='/pantau/hitung']").count() == 0
    finally:
        visitor.close()


def test_a_pair_is_decided_blind_and_taken_back(demo, browser, pictures):
    """Without scripts, as a reviewer does it; who is one person is afterwards what it was."""
    visitor = Visitor(browser, pictures, demo.origin, java_script_enabled=False)
    try:
        page = visitor.page

        def overlap():
            page.set_viewport_size({"width": 1280, "height": 900})
            page.goto(demo.origin + "/tumpang-tindih")
            return page.locator("section[aria-labelledby=nomor-rusak]").inner_text()

        before = overlap()
        page.goto(demo.origin + "/pasangan")
        page.locator("section[aria-labelledby=tinjau] a").click()
        address = page.url
        assert "Bobot dan peluang menurut mesin baru terlihat" in page.locator("main").inner_text()
        assert page.locator("#bobot").count() == 0
        # What differs is said in words and signs beside any colour.
        signs = page.locator("table.compare td:last-child").all_inner_texts()
        assert signs and all(re.search("sama|mirip|berbeda|kosong", sign) for sign in signs)
        page.locator("input[name=alasan]").fill("uji peramban")
        page.locator("button[value=same]").click()
        assert page.url == address
        assert "Sudah diputuskan: orang yang sama" in page.locator("main").inner_text()
        assert page.locator("#bobot").count() == 1
        visitor.visit = None
        for width, height in ((1280, 900), (390, 844)):
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
            pictures.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=str(pictures / f"pasangan-diputuskan-{width}.png"), full_page=True)
        assert overlap() != before
        page.goto(address)
        page.locator("form[action$='/batal'] input[name=alasan]").fill("keliru menekan")
        page.locator("form[action$='/batal'] button").click()
        assert "Sudah diputuskan" not in page.locator("main").inner_text()
        assert overlap() == before
        page.goto(demo.origin + "/pasangan/riwayat")
        text = page.locator("main").inner_text()
        assert "uji peramban" in text and "keliru menekan" in text
    finally:
        visitor.close()


def proposals(visitor, demo):
    """The address of the village's list of applicants, about whom decisions in stages are known."""
    visitor.page.goto(demo.origin + "/penolakan")
    return visitor.page.locator("main section h2 a").first.get_attribute("href")


def both_languages(visitor, demo, pictures, address, name):
    """Opens a page in both languages at both widths; returns the visits."""
    visits = []
    for language in ("id", "en"):
        visitor.pictures = pictures / "rules" / language
        between = "&" if "?" in address else "?"
        visits.append(visitor.open(demo.origin + address + between + "lang=" + language))
        assert visits[-1].status == 200 and visits[-1].language == language, (name, language)
    return visits


def test_rules_reasons_and_criteria(demo, browser, pictures, numbers):
    """The catalogue, an import judged, one person's reasons, and what no regulation holds, in both languages."""
    visitor = Visitor(browser, pictures, demo.origin)
    try:
        batch = proposals(visitor, demo)
        given = "nilai.person.village=Arjowilangun"
        visits = both_languages(visitor, demo, pictures, "/aturan", "catalogue")
        visits += both_languages(visitor, demo, pictures, "/aturan/bpum-arjowilangun", "file")
        run = both_languages(visitor, demo, pictures, f"{batch}/aturan?hasil=ditolak&{given}", "run")
        visits += run
        row = next(link for link in run[0].links if re.search(r"/aturan/\d+\?", link))
        visits += both_languages(visitor, demo, pictures, row.removeprefix(demo.origin), "reason")
        visits += both_languages(
            visitor, demo, pictures, f"{batch}/kriteria?wilayah=RW&tanggal=2021-04-30&{given}", "criteria")
        assert "BRI Unit Kalipare" in visits[-1].text and "Ps 4(1)" in visits[-1].text
        for fault in ("console", "failed", "foreign", "wide", "small", "unnamed", "axe"):
            assert faults(visits, fault) == {}, fault
        for visit in visits:
            assert not numbers.intersection(re.findall(r"(?<!\d)\d{16}(?!\d)", visit.text)), visit.url
    finally:
        visitor.close()


def test_letters_are_made_for_a_purpose_and_print(demo, browser, pictures, numbers):
    visitor = Visitor(browser, pictures, demo.origin, java_script_enabled=False)
    try:
        batch = proposals(visitor, demo)
        page = visitor.page
        visitor.visit = None
        page.goto(demo.origin + f"{batch}/surat?nilai.person.village=Arjowilangun&lang=id")
        page.locator("main input[name=keperluan]").fill("uji peramban")
        page.locator("main form button").click()
        text = page.content()
        assert text.count('class="sheet letter"') == 48
        assert not numbers.intersection(re.findall(r"(?<!\d)\d{16}(?!\d)", text))
        (pictures / "rules").mkdir(parents=True, exist_ok=True)
        page.set_viewport_size({"width": 900, "height": 1200})
        page.locator(".letter").first.screenshot(path=str(pictures / "rules" / "surat.png"))
        page.emulate_media(media="print")
        paper = page.pdf(path=str(pictures / "rules" / "surat.pdf"), prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b(?!s)", paper)) == 48, "a letter is one page"
        page.goto(demo.origin + "/jejak")
    finally:
        visitor.close()


def test_a_stored_ruling_is_read_and_appealed(demo, browser, pictures, numbers):
    """Stored on the command line, read in both languages, appealed by form without scripts; both decisions stand."""
    visitor = Visitor(browser, pictures, demo.origin)
    try:
        batch = proposals(visitor, demo)
    finally:
        visitor.close()
    registry = str(demo.folder / "demo" / "gapura.sqlite")
    subprocess.run(
        [os.environ["GAPURA"], "rules", "run", "bpum", "--db", registry, "--batch", batch.rsplit("/", 1)[-1], "--with",
         '{"person.village": "Arjowilangun"}', "--store"], check=True, stdout=subprocess.DEVNULL)
    visitor = Visitor(browser, pictures, demo.origin, java_script_enabled=False)
    try:
        page = visitor.page
        visitor.visit = None
        page.goto(demo.origin + f"{batch}?lang=id")
        page.locator("main a[href^='/putusan/']").first.click()
        ruling = page.url.removeprefix(demo.origin)
        page.goto(demo.origin + ruling + "?hasil=ditolak")
        page.locator(f"section[aria-labelledby=baris] a[href^='{ruling}/']").first.click()
        line = page.url.removeprefix(demo.origin)
        proof = page.locator("form.entry select").first
        proof.select_option("false" if "KUR" in proof.get_attribute("name") else "true")
        page.locator("input[name=sumber]").fill("Surat lunas BRI no. 12")
        page.locator("input[name=pembawa]").fill("pemohon")
        page.locator("form.entry button").click()
        assert page.url.startswith(demo.origin + line + "#putusan-"), page.url
        assert "Surat lunas BRI no. 12" in page.content() and "tidak berlaku lagi" in page.content()
    finally:
        visitor.close()
    visitor = Visitor(browser, pictures, demo.origin)
    try:
        visits = []
        for name, address in (("rulings", "/putusan"), ("ruling", ruling), ("ruling-line", line), ("list", batch)):
            visits += both_languages(visitor, demo, pictures, address, name)
        for fault in ("console", "failed", "foreign", "wide", "small", "unnamed", "axe"):
            assert faults(visits, fault) == {}, fault
        for visit in visits:
            assert not numbers.intersection(re.findall(r"(?<!\d)\d{16}(?!\d)", visit.text)), visit.url
    finally:
        visitor.close()


def test_rules_are_tried_out(demo, browser, pictures, numbers):
    """A changed income limit: form, movers, cost and incidence side by side; a wrong expression says where."""
    visitor = Visitor(browser, pictures, demo.origin, java_script_enabled=False)
    try:
        batch = proposals(visitor, demo).rsplit("/", 1)[-1]
        page = visitor.page
        visitor.visit = None
        page.goto(demo.origin + f"/andai?impor={batch}&lang=id")
        page.locator("input[name='nilai.person.village']").fill("Arjowilangun")
        page.locator("textarea[name='percobaan-sekarang']").fill("family.income_per_head <= 1500000")
        page.locator("textarea[name='percobaan-sesudah']").fill("family.income_per_head <= 1.000.000")
        page.locator("main form.entry button").click()
        assert "kolom" in page.locator(".fault").first.inner_text()
        assert page.locator("textarea[name='percobaan-sekarang']").input_value() == "family.income_per_head <= 1500000"
        (pictures / "rules").mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(pictures / "rules" / "andai-salah.png"), full_page=True)
        page.locator("textarea[name='percobaan-sesudah']").fill("family.income_per_head <= 1000000")
        page.locator("select[name='wilayah']").select_option("RW")
        page.locator("main form.entry button").click()
        address = page.url.removeprefix(demo.origin).split("#")[0]
        figures = page.locator(".card .figure").all_inner_texts()
        before, after = (int(part.replace(".", "")) for part in figures[0].split(" → "))
        entered, left = int(figures[1]), int(figures[2])
        assert left > 0 and after == before - left + entered, figures
        page.emulate_media(media="print")
        page.pdf(path=str(pictures / "rules" / "andai.pdf"))
    finally:
        visitor.close()
    visitor = Visitor(browser, pictures, demo.origin)
    try:
        visits = both_languages(visitor, demo, pictures, address, "what-if")
        for fault in ("console", "failed", "foreign", "wide", "small", "unnamed", "axe"):
            assert faults(visits, fault) == {}, fault
        for visit in visits:
            assert not numbers.intersection(re.findall(r"(?<!\d)\d{16}(?!\d)", visit.text)), visit.url
    finally:
        visitor.close()


def test_every_page_answers(portal):
    assert {visit.url: visit.status for visit in portal if visit.status != 200} == {}


def test_no_page_complains(visits):
    assert faults(visits, "console") == {}
    assert faults(visits, "failed") == {}


def test_no_page_needs_another_host(visits):
    assert faults(visits, "foreign") == {}


def test_pages_have_title_heading_and_language(visits):
    assert [visit.url for visit in visits if not visit.title.strip() or visit.headings != 1] == []
    assert [visit.url for visit in visits if visit.language not in ("id", "en")] == []


def test_the_portal_starts_in_indonesian(portal):
    assert pages(portal)[0].language == "id"


def test_nothing_is_wider_than_the_screen(visits):
    assert faults(visits, "wide") == {}


def test_labels_of_drawings_can_be_read_on_a_phone(visits):
    assert faults(visits, "small") == {}


def test_pictures_have_names(visits):
    assert faults(visits, "unnamed") == {}


def test_no_serious_barrier(visits):
    assert faults(visits, "axe") == {}


def test_numbers_of_people_are_masked(visits, numbers):
    assert len(numbers) > 100
    shown = {
        visit.url: sorted(found)[:3]
        for visit in visits
        if (found := numbers.intersection(re.findall(r"(?<!\d)\d{16}(?!\d)", visit.text)))
    }
    assert shown == {}


def test_language_switch(demo, browser, pictures, portal):
    visitor = Visitor(browser, pictures, demo.origin)
    try:
        by_shape = {shape(visit.url): visit for visit in pages(portal) if visit.language == "id"}
        without, wrong = [], []
        for visit in list(by_shape.values())[:15]:
            visitor.visit = None
            visitor.page.goto(visit.url)
            if "/reports/" in visit.url:
                continue
            switch = visitor.page.locator(SWITCH.format("en")).first
            if switch.count() == 0:
                without.append(visit.url)
                continue
            before = visitor.page.locator("h1").first.inner_text()
            switch.click()
            visitor.page.wait_for_load_state("load")
            language = visitor.page.evaluate("document.documentElement.lang")
            path = urlsplit(visitor.page.url).path
            if language != "en" or path != urlsplit(visit.url).path:
                wrong.append((visit.url, visitor.page.url, language, before))
            back = visitor.page.locator(SWITCH.format("id")).first
            back.click()
            visitor.page.wait_for_load_state("load")
            if visitor.page.evaluate("document.documentElement.lang") != "id":
                wrong.append((visit.url, "does not come back to Indonesian"))
        assert (without, wrong) == ([], [])
    finally:
        visitor.close()


def test_english_pages_are_as_good(demo, browser, pictures, portal):
    visitor = Visitor(browser, pictures / "en", demo.origin)
    try:
        visitor.page.goto(demo.origin + "/")
        visitor.page.locator(SWITCH.format("en")).first.click()
        visitor.page.wait_for_load_state("load")
        visits = [visitor.open(visitor.page.url)]
        links = [link for link in visits[0].links if link.startswith(demo.origin) and "lang=id" not in link]
        seen = {shape(visits[0].url)}
        for link in links:
            if shape(link) not in seen and not link.endswith("#"):
                seen.add(shape(link))
                visits.append(visitor.open(link))
        for name in ("console", "failed", "foreign", "wide", "unnamed", "axe"):
            assert faults(pages(visits), name) == {}, name
        assert {visit.url: visit.language for visit in pages(visits) if visit.language != "en"} == {}
    finally:
        visitor.close()


def bad_addresses(portal):
    found = {"/no-such-page", "/%ff", "/..%2f..%2fetc%2fpasswd", "/no/such/page?x=%00"}
    for visit in pages(portal):
        path = urlsplit(visit.url).path
        for wrong in ("/999999999", "/no-such-thing"):
            changed = re.sub(r"/[^/]*\d[^/]*", wrong, path)
            if changed != path:
                found.add(changed)
    return sorted(found)


def test_bad_addresses_get_proper_pages(demo, browser, pictures, portal):
    visitor = Visitor(browser, pictures, demo.origin)
    wrong = {}
    try:
        for path in bad_addresses(portal):
            answer = visitor.context.request.get(demo.origin + path)
            body = answer.text()
            if answer.status not in (400, 404) or "<h1" not in body or any(word in body for word in INSIDE):
                wrong[path] = (answer.status, body[:200])
        assert wrong == {}
        visitor.page.goto(demo.origin + "/no-such-page")
        assert visitor.page.locator("a[href]").count() > 0, "a page that leads nowhere"
    finally:
        visitor.close()


def test_search_by_number(demo, browser, pictures, portal, numbers):
    visitor = Visitor(browser, pictures, demo.origin)
    fields = 'input[name="nik"], input[name="q"], input[type="search"]'
    try:
        where = next((visit.url for visit in pages(portal) if 'name="nik"' in visit.text or 'type="search"' in visit.text
                      or 'name="q"' in visit.text), None)
        assert where, "no page has a field to search by NIK"
        wrong, found = {}, 0
        for value in [*sorted(numbers)[:6], "123", "abc'\"<script>", "", "9" * 16]:
            visitor.page.goto(where)
            field = visitor.page.locator(fields).first
            field.fill(value)
            field.press("Enter")
            visitor.page.wait_for_load_state("load")
            body = visitor.page.content()
            status = visitor.page.evaluate("performance.getEntriesByType('navigation')[0].responseStatus")
            if status >= 500 or "<script>\"" in body or any(word in body for word in INSIDE):
                wrong[value] = status
            found += status == 200
        assert wrong == {}
        assert found
    finally:
        visitor.close()


def test_pages_work_without_scripts(demo, browser, pictures, portal):
    visitor = Visitor(browser, pictures, demo.origin, java_script_enabled=False)
    try:
        for visit in pages(portal)[:8]:
            visitor.page.goto(visit.url)
            assert visitor.page.locator("h1").first.is_visible(), visit.url
            assert visitor.page.locator("main").first.inner_text().strip(), visit.url
    finally:
        visitor.close()


def test_reports_print_on_a4(demo, browser, pictures):
    visitor = Visitor(browser, pictures)
    try:
        for report in demo.reports:
            visitor.page.goto(report.as_uri())
            visitor.page.emulate_media(media="print")
            visitor.page.set_viewport_size(PAPER)
            assert visitor.page.evaluate(WIDE) == [], report.name
            pictures.mkdir(parents=True, exist_ok=True)
            paper = visitor.page.pdf(path=str(pictures / (report.stem + ".pdf")), prefer_css_page_size=True, tagged=True)
            boxes = {tuple(map(float, box.split())) for box in re.findall(rb"/MediaBox \[([0-9. ]+)\]", paper)}
            sides = {tuple(sorted((round(box[2]), round(box[3])))) for box in boxes}
            assert sides and all(abs(a - 595) <= 1 and abs(b - 842) <= 1 for a, b in sides), (report.name, sides)
    finally:
        visitor.close()


def test_it_stops_when_asked(demo):
    """Last of all: the server is still there, and Ctrl-C ends it."""
    assert demo.is_running(), demo.errors.read_text()[-2000:]
    said = demo.errors.read_text()
    assert not [word for word in ("Fatal error", "Stack dump") if word in said]
    assert demo.stop() in (0, 130, -2)
