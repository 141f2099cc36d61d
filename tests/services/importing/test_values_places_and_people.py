"""Addresses and names as section 3 of `import-formats.md` has them, one form a line."""

import pytest

from desktop.services.importing.cells.addresses import Address, from_block, with_tagged_town
from desktop.services.importing.cells.names import is_business, name_key, read_name, read_person

NAMES = ("Evans, Doug", "Evans Farms LLC", "Ann Poe")


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (["12 Oak St", "Athens, TX 75751"], ("12 Oak St", "", "Athens", "TX", "75751")),
        (["12 Oak St", "Athens TX 75751"], ("12 Oak St", "", "Athens", "TX", "75751")),
        (["12 Oak St", "Athens, Texas 75751-0012"], ("12 Oak St", "", "Athens", "TX", "75751")),
        (["12 Oak St", "Athens, TX"], ("12 Oak St", "", "Athens", "TX", "")),
        (["12 Oak St", "Athens, Texas"], ("12 Oak St", "", "Athens", "TX", "")),
        (["12 Oak St", "Athens TX"], ("12 Oak St", "", "Athens", "TX", "")),
        (["12 Oak St", "Athens 75751"], ("12 Oak St", "", "Athens", "", "75751")),
        (["12 Oak St", "Athens,", "TX 75751"], ("12 Oak St", "", "Athens", "TX", "75751")),
        (["12 Oak St", "Columbus OH 43000"], ("12 Oak St", "", "Columbus", "OH", "43000")),
        (["12 Oak St", "Columbus"], ("12 Oak St", "Columbus", "", "", "")),
        (["12 Oak St", "Athens TX 75751", "USA"], ("12 Oak St", "", "Athens", "TX", "75751")),
        (["12 Oak St", "Athens TX 75751 U.S.A."], ("12 Oak St", "", "Athens", "TX", "75751")),
        (["12 Oak St", "Derry NH 3038"], ("12 Oak St", "", "Derry", "NH", "3038")),
        (["12 Oak St", "San Juan PR 00901"], ("12 Oak St", "", "San Juan", "PR", "00901")),
        (["12 Oak St", "Apt 2", "Rear", "Athens TX 75751"],
         ("12 Oak St", "Apt 2, Rear", "Athens", "TX", "75751")),
        (["Doug Evans", "12 Oak St", "Athens TX 75751"],
         ("12 Oak St", "", "Athens", "TX", "75751")),
        (["EVANS FARMS, LLC", "Ann Poe", "12 Oak St", "Athens TX 75751"],
         ("12 Oak St", "", "Athens", "TX", "75751")),
        (["Mr. & Mrs. Doug Evans", "12 Oak St", "Athens TX 75751"],
         ("12 Oak St", "", "Athens", "TX", "75751")),
        (["Rose Hill Barn", "12 Oak St", "Athens TX 75751"],
         ("12 Oak St", "Rose Hill Barn", "Athens", "TX", "75751")),
        (["Doug Evans", "c/o Jo Hart", "12 Oak St", "Athens TX 75751"],
         ("c/o Jo Hart", "12 Oak St", "Athens", "TX", "75751")),
        (["Attn: Jo", "12 Oak St", "Athens TX 75751"],
         ("Attn: Jo", "12 Oak St", "Athens", "TX", "75751")),
        (["12 Oak St, Athens, TX 75751"], ("12 Oak St", "", "Athens", "TX", "75751")),
        (["12 Oak St, Apt 2, Athens, TX 75751"], ("12 Oak St", "Apt 2", "Athens", "TX", "75751")),
        (["Doug Evans"], ("", "", "", "", "")),
        ([], ("", "", "", "", "")),
    ],
)  # fmt: skip
def test_an_address_is_taken_apart_from_its_right_end(
    lines: list[str], wanted: tuple[str, ...]
) -> None:
    found = from_block(lines, NAMES)
    assert (found.line1, found.line2, found.city, found.state, found.zip5) == wanted


@pytest.mark.parametrize(
    ("lines", "doubt"),
    [
        (["12 Oak St", "somewhere"], "has no town"),
        (["12 Oak St", "Derry NH 3038"], "03038?"),
        (["12 Oak St", "(903) 555-0151", "Athens TX 75751"], "looks like a phone number"),
        (["4400 Wren Ave Apt 2 Marlow OH 43000"], "town not separated"),
    ],
)
def test_what_is_not_sure_is_said(lines: list[str], doubt: str) -> None:
    assert doubt in from_block(lines).doubt


@pytest.mark.parametrize(
    ("line", "street", "town"),
    [
        ("4400 Wren Ave Apt 2 Marlow OH 43000", "4400 Wren Ave Apt 2", "Marlow"),
        ("12 Oak Street Tyler, TX 75701", "12 Oak Street", "Tyler"),
        ("PO Box 71 New York NY 10001", "PO Box 71", "New York"),
        ("1234 Hwy 31 E Tyler TX 75702-1234", "1234 Hwy 31 E", "Tyler"),
    ],
)
def test_one_line_is_split_where_its_pieces_give_it_back(line: str, street: str, town: str) -> None:
    found = with_tagged_town(from_block([line]))
    assert (found.line1, found.city, found.doubt, found.written) == (street, town, "", line)


@pytest.mark.parametrize(
    "line",
    [
        "N8123 County Rd P Black River Falls WI 54615",  # no town is seen in it
        "12 Oak St Tyler TX 75701 7 Elm St Waco TX 76701",  # a label is repeated
        "410 Avenue B Black River Falls WI 54615",
    ],
)
def test_any_other_line_stays_as_written_with_its_state_and_zip(line: str) -> None:
    found = with_tagged_town(from_block([line]))
    assert (found.line1, found.city, found.doubt) == (line, "", "town not separated")
    assert found.state and found.zip5  # noqa: PT018 - both are sure


def test_an_address_without_doubt_is_not_asked_about() -> None:
    address = Address("12 Oak St Tyler TX 75701")
    assert with_tagged_town(address) is address


@pytest.mark.parametrize(
    "line",
    ["PO Box 71", "P.O. Box 71", "P O Box 71", "POB 71", "Box 71", "PO Drawer 7", "RR 2 Box 44",
     "Rt 2 Box 44", "Route 2, Box 44", "HC 3 Box 5", "Rural Route 1 Box 2", "Post Office Box 9"],
)  # fmt: skip
def test_a_box_is_never_a_site(line: str) -> None:
    address = Address(line)
    assert (address.is_box, address.is_street) == (True, False)


@pytest.mark.parametrize("line", ["12 Box Elder Rd", "Boxwood Ln", "Route 2", "7 Post Office Rd"])
def test_a_street_is_no_box(line: str) -> None:
    assert Address(line).is_street


def test_a_care_of_line_is_no_site() -> None:
    assert not from_block(["c/o Jo Hart", "12 Oak St", "Athens TX 75751"]).is_street


@pytest.mark.parametrize(
    ("raw", "display", "notes", "number"),
    [
        ("Balak, Mike", "Balak, Mike", (), ""),
        ("Dale Nystrom (SOLD 6/24)", "Dale Nystrom", ("SOLD 6/24",), ""),
        ("Dale Nystrom [gate 4711] (dog)", "Dale Nystrom", ("gate 4711", "dog"), ""),
        ("Dale Nystrom - SOLD", "Dale Nystrom", ("SOLD",), ""),
        ("Dale Nystrom SOLD 6/24", "Dale Nystrom", ("SOLD 6/24",), ""),
        ("Elmer Faust (deleted)", "Elmer Faust", (), ""),
        ("Elmer Faust (deleted-2)", "Elmer Faust", (), ""),
        ("Ana Reyes 48213077", "Ana Reyes", (), "48213077"),
        ("Reyes, Ana #48213077", "Reyes, Ana", (), "48213077"),
        ("Ana Reyes (dog) 48213077", "Ana Reyes", ("dog",), "48213077"),
        ("Pat Roe 1042", "Pat Roe", (), "1042"),
        ("Roe, Pat #10423", "Roe, Pat", (), "10423"),
        ("Elks Lodge 1042", "Elks Lodge 1042", (), ""),
        ("Oak Trail 1042", "Oak Trail 1042", (), ""),
        ("Pat Roe 2", "Pat Roe 2", (), ""),
        ("Unit 4", "Unit 4", (), ""),
        ("Highway 31 Storage", "Highway 31 Storage", (), ""),
        ("Soldier Creek", "Soldier Creek", (), ""),
    ],
)
def test_marks_notes_and_numbers_leave_the_name_and_are_kept(
    raw: str, display: str, notes: tuple[str, ...], number: str
) -> None:
    found = read_name(raw)
    assert (found.display, found.notes, found.number) == (display, notes, number)
    assert found.is_deleted == ("deleted" in raw)


def test_two_people_with_numbers_of_their_own_stay_two() -> None:
    one, other = read_name("Ana Reyes 48213077"), read_name("Ana Reyes 48213099")
    assert one.key != other.key
    assert one.bare == other.bare == name_key("Reyes, Ana")


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Balak, Mike", ("Mike", "Balak", "", "")),
        ("Mike Balak", ("Mike", "Balak", "", "")),
        ("Mike J. Balak", ("Mike", "Balak", "", "")),
        ("John Smith Jr.", ("John", "Smith", "", "")),
        ("Kowalski, Adam & Brenda", ("Adam", "Kowalski", "Brenda", "")),
        ("Kowalski, Adam and Brenda", ("Adam", "Kowalski", "Brenda", "")),
        ("Adam & Brenda Kowalski", ("Adam", "Kowalski", "Brenda", "")),
        ("Adam Kowalski & Brenda Smith", ("Adam", "Kowalski", "Brenda Smith", "")),
        ("Mr. and Mrs. Evans", ("", "Evans", "", "Mr. and Mrs.")),
        ("Mr. & Mrs. Tom Evans", ("Tom", "Evans", "", "Mr. & Mrs.")),
        ("Faust, Mrs. Elmer", ("Elmer", "Faust", "", "Mrs.")),
        ("de la Cruz, Maria", ("Maria", "de la Cruz", "", "")),
        ("Barb’s Diner", ("", "", "", "")),
        ("Evans Family", ("", "", "", "")),
        ("Smith, Jr.", ("", "", "", "")),
        ("Evans", ("", "", "", "")),
        ("A & B", ("", "", "", "")),
        ("", ("", "", "", "")),
    ],
)
def test_people_and_couples(name: str, person: tuple[str, ...]) -> None:
    found = read_person(name)
    assert (found.first, found.last, found.second, found.salutation) == person


@pytest.mark.parametrize(
    "name",
    ["Evans Farms LLC", "Acme Inc", "First Baptist Church", "Camp Tonkawa", "Marlow School",
     "Barb’s Diner", "Lake Resort", "Oak Hill HOA", "Oak Hill Estates", "City of Athens",
     "Henderson County", "Marlow ISD", "Unit 4"],
)  # fmt: skip
def test_business_words_make_a_company(name: str) -> None:
    assert is_business(name)
