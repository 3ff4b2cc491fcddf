"""What a user is told when something goes wrong."""

import pytest

from rashomon.errors import RashomonError, reached, shown


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("sftp://ann:s3cret@host/news", "sftp://host/news"),
        ("sftp://ann@host:22/news", "sftp://host:22/news"),
        ("s3://bucket/a@b/news", "s3://bucket/a@b/news"),
        ("news/a@b.txt", "news/a@b.txt"),
        ("ftp://x:y@h/a and ftp://x:y@h/b", "ftp://h/a and ftp://h/b"),
    ],
)
def test_names_and_passwords_in_addresses_are_not_told(address: str, told: str) -> None:
    """What stands before a host is left away; an @ in a path stays."""
    assert shown(address) == told


def test_what_a_library_raises_is_one_line_without_secrets() -> None:
    """Neither the address nor the words of the library give a password away, however long they are."""
    with pytest.raises(RashomonError) as told, reached("sftp://ann:s3cret@host/news"):
        raise ValueError("no answer from\nsftp://ann:s3cret@host " + "again " * 500)
    assert "s3cret" not in str(told.value)
    assert "\n" not in str(told.value)
    assert len(str(told.value)) < 500
