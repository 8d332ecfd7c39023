"""The brief: what it says, that it is safe, and that each format holds the same."""

from __future__ import annotations

import io
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest

from detente.brief import Brief, brief, write
from detente.brief.contents import Bullets, Cell, Figure, Notes, Table, Text, right_to_left
from detente.brief.formats import FORMATS, renderer
from detente.brief.word import _directions
from detente.case import FindingsError, parse_case
from detente.case.catalog import find_case, load_case
from detente.errors import CommandError

ARABIC = "تصريح وزير: the talks in Vienna, محادثات فيينا"
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"

SMALL = f"""
detente: 1
id: small
title: "{HOSTILE}"
parties:
  a: {{name: "{HOSTILE} A", capability: [1, 2], evidence: [e1]}}
  b: {{name: "{ARABIC}", capability: 3}}
issues:
  x: {{name: "=1+1", scale: {{0: "{HOSTILE}", 100: "{ARABIC}"}}, question: "{ARABIC}"}}
positions:
  a: {{x: {{position: [0, 10, 30], salience: 50}}}}
  b: {{x: {{position: 80, salience: 60, evidence: [e2]}}}}
sources:
  s: {{title: "{HOSTILE}", publisher: P, date: 2020-01-02, grade: B2}}
evidence:
  e1: {{source: s, claim: "{HOSTILE} claims"}}
  e2: {{source: s, claim: a secret claim, sensitivity: source_protected}}
"""


@pytest.fixture(scope="module")
def founding() -> Brief:
    return brief(find_case("vienna-2015"), draws=200)


@pytest.fixture(scope="module")
def small() -> Brief:
    return brief(parse_case(SMALL), draws=50)


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feeding_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.feeding_style = tag == "style"

    def handle_data(self, data: str) -> None:
        if not self.feeding_style:
            self.words.append(data)


def page(contents: Brief) -> Page:
    parsed = Page()
    parsed.feed(renderer(Path("x.html"))(contents).decode())
    return parsed


def texts(contents: Brief) -> list[str]:
    found = []
    for section in contents.sections:
        for block in section.blocks:
            if isinstance(block, Text):
                found.append(block.strong + block.text)
            elif isinstance(block, Bullets):
                found += [item.strong + item.text for item in block.items]
            elif isinstance(block, Notes):
                found += [note.text for note in block.notes]
    return found


def test_the_founding_brief_answers_on_every_issue_and_names_its_parties(founding: Brief) -> None:
    words = " ".join(page(founding).words)
    for name in (
        "United States",
        "Russia",
        "Saudi Arabia",
        "Iran",
        "Jordan",
        "Lebanon",
        "Turkey",
        "Islamic State",
        "Assad",
    ):
        assert name in words
    titles = [section.title for section in founding.sections]
    assert titles[0] == "In short"
    for title in (
        "Forecast",
        "What would change the answer",
        "What is not known",
        "What the coverage says",
        "Evidence",
    ):
        assert title in titles
    issues = [section for section in founding.sections if section.key.startswith("issue-")]
    figures = [block for section in issues for block in section.blocks if isinstance(block, Figure)]
    assert len(figures) == 8
    deals = next(section for section in founding.sections if section.key == "deals")
    assert len([block for block in deals.blocks if isinstance(block, Figure)]) == 2


def test_the_founding_brief_says_how_the_deals_hold_up_over_its_draws(founding: Brief) -> None:
    (section,) = (it for it in founding.sections if it.key == "deals")
    said = [text.text for block in section.blocks if isinstance(block, Bullets) for text in block.items]
    assert any(text.startswith("A zone exists in") for text in said)
    (safest,) = (it for it in section.blocks if isinstance(it, Table) and it.name == "safest_package")
    assert len(safest.rows) == len(load_case("vienna-2015").issues)
    assert all(cell.text for row in safest.rows for cell in row)


def test_the_page_written_for_detente_is_labelled(founding: Brief) -> None:
    assert any("written for detente" in label for label in founding.labels)
    assert any("written for detente" in text for text in texts(founding))


def test_every_note_number_leads_to_its_evidence(founding: Brief) -> None:
    parsed = page(founding)
    ids = {attrs.get("id") for _, attrs in parsed.tags}
    links = [attrs["href"] for tag, attrs in parsed.tags if tag == "a"]
    assert links
    assert all(link is not None and link.startswith("#") and link[1:] in ids for link in links)


@pytest.mark.parametrize("contents", ["founding", "small"])
def test_html_is_self_contained_and_runs_nothing(contents: str, request: pytest.FixtureRequest) -> None:
    parsed = page(request.getfixturevalue(contents))
    assert not {tag for tag, _ in parsed.tags} & {"script", "iframe", "link", "object", "embed", "form", "base"}
    for tag, attrs in parsed.tags:
        assert not [name for name in attrs if name.startswith("on")], tag
        for name in ("src", "href"):
            value = attrs.get(name)
            assert value is None or value.startswith(("#", "data:image/svg+xml;base64,"))
    raw = renderer(Path("x.html"))(request.getfixturevalue(contents)).decode()
    style = re.search(r"<style>(.*?)</style>", raw, re.S)
    assert style is not None
    assert "url(" not in style[1]
    assert "@import" not in style[1]


def test_charts_hold_no_markup_of_the_case(small: Brief) -> None:
    figures = [block for section in small.sections for block in section.blocks if isinstance(block, Figure)]
    assert figures
    for figure in figures:
        assert "<script" not in figure.svg
        assert "<img" not in figure.svg
    assert "&lt;script" in figures[0].svg


def test_protected_evidence_is_withheld(small: Brief) -> None:
    for suffix in (".html", ".docx", ".xlsx"):
        assert b"a secret claim" not in _unpacked(renderer(Path("x" + suffix))(small))
    assert any("Withheld: source protected" in text for text in texts(small))


def test_pdf_has_a4_pages(small: Brief) -> None:
    data = renderer(Path("x.pdf"))(small)
    assert data.startswith(b"%PDF-")
    assert re.search(rb"MediaBox\s*\[\s*0 0 595\.\d+ 841\.\d+", data)


def test_word_holds_every_text_and_sets_arabic_from_right_to_left(small: Brief) -> None:
    from docx import Document

    data = renderer(Path("x.docx"))(small)
    document = Document(io.BytesIO(data))
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for text in texts(small):
        assert text.strip() in words
    xml = _unpacked(data).decode("utf-8", "replace")
    assert "<w:rtl/>" in xml
    assert "<w:bidi/>" in xml
    assert 'w:w="11906"' in xml  # A4


def test_excel_holds_no_formula(small: Brief) -> None:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(renderer(Path("x.xlsx"))(small)))
    assert {"forecast", "parties", "positions", "evidence", "run"} <= set(book.sheetnames)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any(str(cell.value).startswith("=1+1") for cell in cells)


def test_tables_are_rectangular(founding: Brief) -> None:
    tables = [block for section in founding.sections for block in section.blocks if isinstance(block, Table)]
    assert [table.name for table in tables] == [*dict.fromkeys(table.name for table in tables)]
    assert {"forecast", "parties", "positions"} <= {table.name for table in tables}
    for table in tables:
        assert {len(row) for row in table.rows} == {len(table.columns)}
        assert all(isinstance(cell, Cell) for row in table.rows for cell in row)


def test_same_seed_same_brief() -> None:
    first, second = (brief(parse_case(SMALL), draws=50, seed=3) for _ in range(2))
    assert first == second
    assert brief(parse_case(SMALL), draws=50, seed=4) != first


def test_a_case_with_errors_gives_no_brief() -> None:
    with pytest.raises(FindingsError):
        brief(parse_case("detente: 1\nid: x\nparties: {a: {capability: -1}}\n"))


def test_undetermined_is_said() -> None:
    text = SMALL.replace("salience: 50", "salience: 0").replace("salience: 60", "salience: 0")
    contents = brief(parse_case(text), draws=20)
    assert any("undetermined" in found for found in texts(contents))


def test_writing_is_whole_or_not_at_all(small: Brief, tmp_path: Path) -> None:
    target = write(small, tmp_path / "brief.html")
    assert target.read_bytes().startswith(b"<!doctype html>") or b"<!doctype html>" in target.read_bytes()[:400]
    assert [file.name for file in tmp_path.iterdir()] == ["brief.html"]
    with pytest.raises(CommandError, match="no format"):
        write(small, tmp_path / "brief.odt")
    assert set(FORMATS) == {".html", ".pdf", ".docx", ".xlsx"}


def test_direction() -> None:
    assert right_to_left(ARABIC)
    assert not right_to_left("Vienna " + ARABIC)
    assert _directions("abc فيينا def") == ["abc ", "فيينا ", "def"]


def _unpacked(data: bytes) -> bytes:
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist() if name.endswith(".xml"))


def test_an_english_sentence_about_an_arabic_name_stays_english() -> None:
    assert not Text(" between the two", strong=ARABIC).right_to_left
    assert Text("", strong=ARABIC).right_to_left
    assert Text(ARABIC, strong="label:").right_to_left


def test_all_formats_give_a_text_the_same_direction(small: Brief) -> None:
    html = renderer(Path("x.html"))(small).decode()
    assert 'dir="auto"' not in html
    assert f'<p class="lead stays" dir="rtl">{ARABIC}</p>' in html
    word = _unpacked(renderer(Path("x.docx"))(small)).decode("utf-8", "replace")
    said = [block for section in small.sections for block in section.blocks if isinstance(block, Text)]
    said += [
        item
        for section in small.sections
        for block in section.blocks
        if isinstance(block, Bullets)
        for item in block.items
    ]
    titles = [small.title, *(section.title for section in small.sections)]
    notes = [
        note
        for section in small.sections
        for block in section.blocks
        if isinstance(block, Notes)
        for note in block.notes
    ]
    wanted = sum(it.right_to_left for it in said) + sum(map(right_to_left, titles))
    wanted += sum(right_to_left(note.text) + right_to_left(note.source) for note in notes)
    assert word.count("<w:bidi/>") == wanted > 0


def test_each_line_of_a_chart_label_is_a_text_of_its_own(small: Brief, founding: Brief) -> None:
    for contents in (small, founding):
        for figure in (block for section in contents.sections for block in section.blocks if isinstance(block, Figure)):
            assert "<tspan" not in figure.svg
            assert figure.svg.count("<text") > 4


def test_a_question_and_what_introduces_a_chart_or_list_stay_with_what_follows(founding: Brief) -> None:
    from docx import Document

    kept = [block for section in founding.sections for block, stays in section.laid_out if stays]
    assert founding.sections[-2].blocks[0] in kept  # the title of the page, above its text
    html = renderer(Path("x.html"))(founding).decode()
    assert html.count(' stays"') == len(kept)
    document = Document(io.BytesIO(renderer(Path("x.docx"))(founding)))
    for question in (
        "How long does President Bashar Assad stay in office?",
        "How many months does the transition last?",
    ):
        (paragraph,) = [it for it in document.paragraphs if it.text == question]
        assert paragraph.paragraph_format.keep_with_next


def test_short_tables_stay_whole_and_their_rows_in_word_too(founding: Brief) -> None:
    from docx import Document

    tables = [block for section in founding.sections for block in section.blocks if isinstance(block, Table)]
    assert all(table.whole for table in tables)
    assert not Table("long", ("a",), ((Cell("x"),),) * 40).whole
    assert renderer(Path("x.html"))(founding).decode().count('class="scroll whole"') == len(tables)
    for table in Document(io.BytesIO(renderer(Path("x.docx"))(founding))).tables:
        assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in table.rows)
        widths = [cell.width for cell in table.rows[1].cells]
        assert widths[0] > widths[1]


def test_no_column_repeats_the_method(founding: Brief) -> None:
    (table,) = [
        block
        for section in founding.sections
        for block in section.blocks
        if isinstance(block, Table) and block.name == "forecast"
    ]
    assert len(set(table.columns)) == len(table.columns)
    plain = brief(parse_case(SMALL), "median", draws=0)
    (table,) = [
        block
        for section in plain.sections
        for block in section.blocks
        if isinstance(block, Table) and block.name == "forecast"
    ]
    assert table.columns[1:] == (
        "Median",
        "80\u00a0% of draws",
        "Mean",
        "Weighted mean",
        "Weighted median",
        "Middle of scale",
    )


def test_only_parties_with_a_position_are_counted(founding: Brief) -> None:
    assert texts(founding)[0].startswith("Where the positions of 11 parties meet on 8 questions")


def test_what_was_left_out_is_told_by_reason_and_none_is_lost(founding: Brief) -> None:
    from detente.sources.reader import read_path

    article = read_path(find_case("vienna-2015").parent / "sources/vienna-page.html")
    counts = [int(count) for text in texts(founding) for count in re.findall(r"^[a-z ]+ \((\d+)\): ", text)]
    assert sum(counts) == len(article.dropped)


def test_an_answer_outside_its_interval_is_explained(founding: Brief) -> None:
    (line,) = [text for text in texts(founding)[:9] if text.startswith("Length of the transition:")]
    assert re.search(r"\(8\.3 months at the best values, but [\d.]+ to [\d.]+ months in 80\u00a0% of draws\)\.", line)


def test_signs_that_no_picture_can_hold_do_not_end_the_program() -> None:
    signs = (
        SMALL.replace("=1+1", "a\\x07b")
        .replace(f'name: "{ARABIC}"', 'name: "c\\x00d"')
        .replace("0: ", '0: "\\x1b", 50: ', 1)
    )
    case = parse_case(signs)
    assert "\x07" in case.sound.issues["x"].name
    assert "\x1b" in case.sound.issues["x"].scale[0]
    figures = [block for part in brief(case, draws=20).sections for block in part.blocks if isinstance(block, Figure)]
    assert figures
    assert not any(set("\x00\x07\x1b") & set(figure.svg) for figure in figures)
