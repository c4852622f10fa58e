import pytest

from accounts.intake.measures import measured


@pytest.mark.parametrize(
    ("text", "cm"),
    [
        ("170", 170.0),
        ("170.5", 170.5),
        ("170 cm", 170.0),
        ("1.70 m", 170.0),
        ("1,8m", 180.0),
        ("1 m 80", 180.0),
        ("5 ft 7", 170.2),
        ("5'7", 170.2),
        ("5\u20327\u2033", 170.2),
        ("5 feet 7 inches", 170.2),
        ("67 in", 170.2),
        ("6 FOOT", 182.9),
    ],
)
def test_heights_are_read_as_people_write_them(text, cm):
    assert measured(text, "cm") == cm


@pytest.mark.parametrize(
    ("text", "kg"),
    [
        ("70", 70.0),
        ("70kg", 70.0),
        ("70 kilos", 70.0),
        ("154 lb", 69.9),
        ("154lbs", 69.9),
        ("11 st", 69.9),
        ("11 stone 4", 71.7),
        ("11st 4lb", 71.7),
        ("11 stone 4 pounds", 71.7),
    ],
)
def test_weights_are_read_as_people_write_them(text, kg):
    assert measured(text, "kg") == kg


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "tall",
        "5 kg",
        "5 ft 7 ft",
        "7 in 5 ft",
        "170 180",
        "-5",
        "1e3",
        "\u0661\u0667\u0660",
        "9" * 40,
        "5'7'8",
    ],
)
def test_what_is_no_height_is_not_guessed(text):
    assert measured(text, "cm") is None
