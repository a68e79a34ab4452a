"""What a long run says of itself."""

import sys

import pytest

from copydesk.progress import Bar, Plain, Silent, chosen_progress


def test_nothing_is_said_quietly(capsys):
    with chosen_progress(quiet=True).step("convert", 10) as advance:
        advance(10)
    assert capsys.readouterr() == ("", "")
    assert isinstance(chosen_progress(quiet=True), Silent)


def test_plain_line_is_said_where_there_is_no_terminal(capsys):
    progress = chosen_progress(quiet=False)
    assert isinstance(progress, Plain)
    with progress.step("convert", 2_000) as advance:
        advance(500)
        advance(1_500)
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("convert: 2,000 pages")
    assert err.count("\n") == 1


def test_nothing_is_said_of_a_step_that_failed(capsys):
    with pytest.raises(KeyError), Plain().step("convert", None):
        raise KeyError
    assert capsys.readouterr().err == ""


def test_bar_is_drawn_on_a_terminal(capsys, monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    progress = chosen_progress(quiet=False)
    assert isinstance(progress, Bar)
    with progress.step("convert", 4) as advance:
        advance(4)
    out, err = capsys.readouterr()
    assert out == ""
    assert "4/4" in err
