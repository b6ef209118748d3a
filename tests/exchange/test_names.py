import pytest
from hypothesis import given
from hypothesis import strategies as st

from mumpuni.exchange.names import Name, split_name

FRONT = ["Prof.", "Dr.", "dr.", "Drs.", "Dra.", "Ir.", "H.", "Hj.", "drg."]
BACK = ["S.Sos.", "M.Si.", "S.E.", "M.M.", "S.H.", "M.H.", "S.Pd.", "Ph.D.", "M.A.P.", "S.STP."]
WORDS = ["Budi", "Santoso", "Siti", "Ma'ruf", "M.", "Yusuf", "Al-Fatih", "Rini", "Wati", "Simanjuntak", "Ketut"]


@pytest.mark.parametrize(
    ("text", "front", "name", "back"),
    [
        ("Dr. H. Budi Santoso, S.Sos., M.Si", "Dr. H.", "Budi Santoso", "S.Sos., M.Si."),
        ("DRS. H. BUDI SANTOSO, SE, MM", "Drs. H.", "Budi Santoso", "S.E., M.M."),
        ("Drs.H.Budi Santoso,M.Si", "Drs. H.", "Budi Santoso", "M.Si."),
        ("dr. Rina Wati Sp.A", "dr.", "Rina Wati", "Sp.A."),
        ("Siti Aminah SE MM", "", "Siti Aminah", "S.E., M.M."),
        ("BUDI SANTOSO SE", "", "Budi Santoso", "S.E."),
        ("SITI MA", "", "Siti Ma", ""),
        ("M. Yusuf bin Ali", "", "M. Yusuf bin Ali", ""),
        ("SITI AMINAH BINTI MA'RUF", "", "Siti Aminah binti Ma'ruf", ""),
        ("R. Bambang", "", "R. Bambang", ""),
        ("Hj. SITI, S.E M.M", "Hj.", "Siti", "S.E., M.M."),
        ("Prof. Dr. Ir. A. B. Cahyo, M.Sc., Ph.D", "Prof. Dr. Ir.", "A. B. Cahyo", "M.Sc., Ph.D."),
        ("I GUSTI AL-FATIH", "", "I Gusti Al-Fatih", ""),
        ("St. Nurhaliza, S. Sos", "", "St. Nurhaliza", "S.Sos."),
        ("budi santoso", "", "Budi Santoso", ""),
        ("Budi, C.Xyz.", "", "Budi", "C.Xyz."),
        ("Deny McDonald", "", "Deny McDonald", ""),
        ("Ani, S.IP, M.AP", "", "Ani", "S.IP., M.AP."),
        ("ANI, S.SOS, M.SI", "", "Ani", "S.Sos., M.Si."),
        ("Dr", "", "Dr", ""),
        ("", "", "", ""),
        (" , ", "", "", ""),
    ],
)
def test_degrees_come_off(text, front, name, back):
    assert split_name(text) == Name(front, name, back)


@given(
    st.lists(st.sampled_from(FRONT), max_size=3, unique=True),
    st.lists(st.sampled_from(WORDS), min_size=2, max_size=4).filter(lambda words: words[-1] != "M."),
    st.lists(st.sampled_from(BACK), max_size=3, unique=True),
)
def test_a_printed_name_splits_into_what_it_was_printed_from(front, words, back):
    name = Name(" ".join(front), " ".join(words), ", ".join(back))
    assert split_name(str(name)) == name


@given(st.text(alphabet=st.sampled_from("abdehijkmnoprstuDHMSIPEKA.,' -"), max_size=50))
def test_no_letter_is_ever_lost_or_made_up(text):
    def letters(words):
        return [sign for sign in words.casefold() if sign.isalpha()]

    assert letters(str(split_name(text))) == letters(text)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=12))
def test_a_single_word_is_always_the_name(word):
    assert split_name(word.upper()) == Name("", word.capitalize(), "")
